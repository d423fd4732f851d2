package org.waypost.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.waypost.bench.report.Budget;
import org.waypost.bench.report.Figures;
import org.waypost.bench.server.Fleet;
import org.waypost.bench.server.Kamailio;
import org.waypost.bench.server.ServerProcess;
import org.waypost.bench.server.Storage;
import org.waypost.bench.server.Waypost;

/**
 * {@code start}: from the start of the process to the first REGISTER that is answered 200. With a database ({@code --store}) and rows in
 * it, to the moment that all bindings are served.
 */
final class StartCommand implements Command {

    private static final Budget SECONDS = Budget.atMost(2.5);

    @Override
    public Set<String> options() {
        Set<String> names = new HashSet<>(Setup.SERVER_OPTIONS);
        names.addAll(Set.of("rounds", "store", "rows"));
        return names;
    }

    @Override
    public void run(Options options) throws IOException {
        if (Setup.storage(options) == Storage.Kind.MEMORY) {
            empty(options);
        } else {
            loading(options);
        }
    }

    private static void empty(Options options) throws IOException {
        int rounds = options.number("rounds", 5, 1, 50);
        List<String> names = Setup.servers(options, Waypost.NAME);
        System.out.println(Setup.machine());
        for (String name : names) {
            // The first start may build, and fills the page cache: it does not count.
            seconds(name, options);
            List<Double> seconds = new ArrayList<>();
            for (int i = 0; i < rounds; i++) {
                seconds.add(seconds(name, options));
            }
            Figures figures = new Figures(seconds);
            System.out.printf("%s: first REGISTER answered after %s s", name, figures.text(2));
            System.out.println(
                    name.equals(Waypost.NAME)
                            ? "; budget " + SECONDS.text() + " s: " + SECONDS.verdict(figures.median())
                            : "");
        }
    }

    private static double seconds(String name, Options options) throws IOException {
        try (Fleet fleet = new Fleet(List.of(name), Setup.home(), Setup.kamailio(options), Storage.Kind.MEMORY)) {
            for (ServerProcess server : fleet.servers()) {
                return server.startTime().toNanos() / 1e9;
            }
        }
        throw new IOException(name + " is not installed");
    }

    private static void loading(Options options) throws IOException {
        int rows = options.number("rows", 1_000_000, 100, 5_000_000);
        int rounds = options.number("rounds", 3, 1, 20);
        List<String> names = Setup.servers(options, Waypost.NAME, Kamailio.NAME);
        System.out.println(Setup.machine());
        LoadingBench bench = new LoadingBench(rows, rounds, System.err);
        System.out.print(bench.run(names, Setup.roster(options)));
    }
}
