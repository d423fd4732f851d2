package org.waypost.bench;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.waypost.bench.load.LoadGenerator;
import org.waypost.bench.load.LoadPlan;
import org.waypost.bench.load.LoadResult;
import org.waypost.bench.load.Mode;
import org.waypost.bench.proc.HeapHistogram;
import org.waypost.bench.report.Budget;
import org.waypost.bench.server.Fleet;
import org.waypost.bench.server.Kamailio;
import org.waypost.bench.server.ServerProcess;
import org.waypost.bench.server.Storage;
import org.waypost.bench.server.Waypost;

/** {@code memory}: what an AoR with one contact costs, in live heap after a full collection; for Kamailio in shared memory. */
final class MemoryCommand implements Command {

    private static final Budget BYTES_PER_AOR = Budget.atMost(500);
    private static final int WINDOW = 32;
    private static final int CLASSES = 12;

    @Override
    public Set<String> options() {
        Set<String> names = new HashSet<>(Setup.SERVER_OPTIONS);
        names.addAll(Set.of("aors", "transport"));
        return names;
    }

    @Override
    public void run(Options options) throws IOException {
        int aors = options.number("aors", 1_000_000, 1, 5_000_000);
        List<String> names = Setup.servers(options, Waypost.NAME, Kamailio.NAME);
        System.out.println(Setup.machine());
        for (String name : names) {
            // One after the other: each may need gigabytes.
            try (Fleet fleet = new Fleet(List.of(name), Setup.home(), Setup.kamailio(options), Storage.Kind.MEMORY)) {
                fleet.notes().forEach(System.out::println);
                for (ServerProcess server : fleet.servers()) {
                    if (name.equals(Kamailio.NAME)) {
                        kamailio(server, aors, Setup.tcp(options));
                    } else {
                        jvm(server, aors, Setup.tcp(options));
                    }
                }
            }
        }
    }

    private static void jvm(ServerProcess server, int aors, boolean tcp) throws IOException {
        HeapHistogram before = HeapHistogram.of(server.jvm());
        register(server, aors, tcp);
        long resident = server.tree().residentBytes();
        HeapHistogram after = HeapHistogram.of(server.jvm());
        double each = (double) (after.total() - before.total()) / aors;
        System.out.printf(
                "%s: %.0f B of live heap per AoR (empty %.1f MB, full %.1f MB), RSS %.0f MB; budget <= %.0f B: %s%n",
                server.name(),
                each,
                before.total() / 1e6,
                after.total() / 1e6,
                resident / 1e6,
                BYTES_PER_AOR.limit(),
                BYTES_PER_AOR.verdict(each));
        for (Map.Entry<String, Long> growth : after.growth(before, CLASSES)) {
            System.out.printf("  %7.1f B  %s%n", (double) growth.getValue() / aors, growth.getKey());
        }
    }

    private static void kamailio(ServerProcess server, int aors, boolean tcp) throws IOException {
        long before = Kamailio.sharedBytes(server);
        register(server, aors, tcp);
        long after = Kamailio.sharedBytes(server);
        System.out.printf(
                "%s: %.0f B of shared memory per AoR, RSS %.0f MB%n",
                server.name(), (double) (after - before) / aors, server.tree().residentBytes() / 1e6);
    }

    private static void register(ServerProcess server, int aors, boolean tcp) throws IOException {
        LoadResult result = LoadGenerator.run(LoadPlan.each(server.address(), tcp, Mode.FIRST, 0, aors, WINDOW));
        System.out.printf("%s: %d AoRs registered at %.0f/s%n", server.name(), result.contacts(), result.rate());
        if (result.contacts() != aors) {
            throw new IOException("of " + aors + " REGISTERs " + result.lost() + " were lost, " + result.byStatus());
        }
    }
}
