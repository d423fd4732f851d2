package org.waypost.bench;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.waypost.bench.server.Echo;
import org.waypost.bench.server.Fleet;
import org.waypost.bench.server.Kamailio;
import org.waypost.bench.server.Storage;
import org.waypost.bench.server.Waypost;

/**
 * {@code register}: CPU per REGISTER of Waypost, Kamailio and the echo, and the ratios next to their budgets. With a database
 * ({@code --store}) the highest rate of each.
 */
final class RegisterCommand implements Command {

    @Override
    public Set<String> options() {
        Set<String> names = new HashSet<>(Setup.SERVER_OPTIONS);
        names.addAll(Set.of("rounds", "rate", "seconds", "aors", "warm-up", "transport", "route"));
        names.addAll(Set.of("store", "windows", "warm-up-seconds", "try-seconds"));
        return names;
    }

    @Override
    public void run(Options options) throws IOException {
        if (Setup.storage(options) == Storage.Kind.MEMORY) {
            cpu(options);
        } else {
            throughput(options);
        }
    }

    private static void cpu(Options options) throws IOException {
        RegisterBench.Settings settings = new RegisterBench.Settings(
                options.number("rounds", 3, 1, 20),
                options.number("rate", 5000, 1, 100_000),
                options.number("seconds", 10, 1, 60),
                options.number("aors", 100_000, 1, 1_000_000),
                options.number("warm-up", 400_000, 1, 10_000_000),
                Setup.tcp(options));
        List<String> names = Setup.servers(options, servers(Setup.lua(options), settings.tcp()));
        System.out.println(Setup.machine());
        try (Fleet fleet = new Fleet(names, Setup.home(), Setup.kamailio(options), Storage.Kind.MEMORY)) {
            fleet.notes().forEach(System.out::println);
            System.out.printf(
                    "%s, %d/s for %d s, %d rounds; warm-up: %d AoRs registered, then %d refreshes%n%n",
                    settings.tcp() ? "TCP" : "UDP",
                    settings.rate(),
                    settings.seconds(),
                    settings.rounds(),
                    settings.aors(),
                    settings.warmUp());
            System.out.print(RegisterReport.text(new RegisterBench(settings, System.err).run(fleet.servers())));
        }
    }

    private static String[] servers(boolean lua, boolean tcp) {
        if (lua) {
            return new String[] {Waypost.NAME, Waypost.LUA, Kamailio.LUA};
        }
        // The echo is a UDP server.
        return tcp ? new String[] {Waypost.NAME, Kamailio.NAME} : new String[] {Waypost.NAME, Echo.NAME, Kamailio.NAME};
    }

    private static void throughput(Options options) throws IOException {
        ThroughputBench.Settings settings = new ThroughputBench.Settings(
                windows(options.text("windows", "32,64,128,256,384")),
                options.number("warm-up-seconds", 16, 1, 120),
                options.number("try-seconds", 3, 1, 60),
                options.number("rounds", 3, 1, 20),
                options.number("seconds", 10, 1, 60),
                options.number("aors", 100_000, 1, 1_000_000),
                Setup.tcp(options));
        Storage.Kind kind = Setup.storage(options);
        List<String> names = Setup.servers(options, Waypost.NAME, Kamailio.NAME);
        System.out.println(Setup.machine());
        try (Fleet fleet = new Fleet(names, Setup.home(), Setup.kamailio(options), kind)) {
            fleet.notes().forEach(System.out::println);
            System.out.printf(
                    "%s, db_mode 1 on %s, closed loops of %d s, %d rounds; %d AoRs are refreshed%n%n",
                    settings.tcp() ? "TCP" : "UDP",
                    fleet.database().orElse(kind.text()),
                    settings.seconds(),
                    settings.rounds(),
                    settings.aors());
            System.out.print(ThroughputReport.text(new ThroughputBench(settings, System.err).run(fleet)));
        }
    }

    private static List<Integer> windows(String text) {
        return Stream.of(text.split(",")).map(Integer::valueOf).toList();
    }
}
