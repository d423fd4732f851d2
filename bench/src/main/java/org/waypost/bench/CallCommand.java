package org.waypost.bench;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.waypost.bench.server.Fleet;
import org.waypost.bench.server.Kamailio;
import org.waypost.bench.server.Storage;
import org.waypost.bench.server.Waypost;

/** {@code call}: CPU per proxied call of Waypost and Kamailio, and the ratio next to its budget. */
final class CallCommand implements Command {

    @Override
    public Set<String> options() {
        Set<String> names = new HashSet<>(Setup.SERVER_OPTIONS);
        names.addAll(Set.of("rounds", "rate", "seconds", "users", "warm-up", "transport", "route"));
        return names;
    }

    @Override
    public void run(Options options) throws IOException {
        CallBench.Settings settings = new CallBench.Settings(
                options.number("rounds", 3, 1, 20),
                options.number("rate", 500, 1, 10_000),
                options.number("seconds", 20, 1, 120),
                options.number("users", 1_000, 1, 100_000),
                options.number("warm-up", 50_000, 1, 1_000_000),
                Setup.tcp(options));
        String[] otherwise = Setup.lua(options)
                ? new String[] {Waypost.NAME, Waypost.LUA, Kamailio.LUA}
                : new String[] {Waypost.NAME, Kamailio.NAME};
        List<String> names = Setup.servers(options, otherwise);
        System.out.println(Setup.machine());
        try (Fleet fleet = new Fleet(names, Setup.home(), Setup.kamailio(options), Storage.Kind.MEMORY)) {
            fleet.notes().forEach(System.out::println);
            System.out.printf(
                    "%s, %d calls/s for %d s, %d rounds; %d users, warm-up: %d calls%n%n",
                    settings.tcp() ? "TCP" : "UDP",
                    settings.rate(),
                    settings.seconds(),
                    settings.rounds(),
                    settings.users(),
                    settings.warmUp());
            System.out.print(CallReport.text(new CallBench(settings, System.err).run(fleet.servers())));
        }
    }
}
