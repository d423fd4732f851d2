package org.waypost.bench;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.waypost.bench.server.Echo;
import org.waypost.bench.server.Fleet;
import org.waypost.bench.server.Kamailio;
import org.waypost.bench.server.Waypost;

/** {@code register}: CPU per REGISTER of Waypost, Kamailio and the echo, and the ratios next to their budgets. */
final class RegisterCommand implements Command {

    @Override
    public Set<String> options() {
        Set<String> names = new HashSet<>(Setup.SERVER_OPTIONS);
        names.addAll(Set.of("rounds", "rate", "seconds", "aors", "warm-up", "transport", "route"));
        return names;
    }

    private static String[] servers(boolean lua, boolean tcp) {
        if (lua) {
            return new String[] {Waypost.NAME, Waypost.LUA, Kamailio.LUA};
        }
        // The echo is a UDP server.
        return tcp ? new String[] {Waypost.NAME, Kamailio.NAME} : new String[] {Waypost.NAME, Echo.NAME, Kamailio.NAME};
    }

    @Override
    public void run(Options options) throws IOException {
        RegisterBench.Settings settings = new RegisterBench.Settings(
                options.number("rounds", 3, 1, 20),
                options.number("rate", 5000, 1, 100_000),
                options.number("seconds", 10, 1, 60),
                options.number("aors", 100_000, 1, 1_000_000),
                options.number("warm-up", 400_000, 1, 10_000_000),
                Setup.tcp(options));
        List<String> names = Setup.servers(options, servers(Setup.lua(options), settings.tcp()));
        System.out.println(Setup.machine());
        try (Fleet fleet = new Fleet(names, Setup.home(), Setup.kamailio(options))) {
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
}
