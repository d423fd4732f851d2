package org.waypost.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.waypost.bench.load.LoadGenerator;
import org.waypost.bench.load.LoadPlan;
import org.waypost.bench.load.LoadResult;
import org.waypost.bench.load.Mode;
import org.waypost.bench.report.Budget;
import org.waypost.bench.report.Figures;
import org.waypost.bench.server.Kamailio;
import org.waypost.bench.server.Ports;
import org.waypost.bench.server.Probe;
import org.waypost.bench.server.Roster;
import org.waypost.bench.server.Server;
import org.waypost.bench.server.ServerProcess;
import org.waypost.bench.server.Tables;
import org.waypost.bench.server.Waypost;

/**
 * How long servers take from the start of the process until all bindings that their tables hold are served: those of the first, the
 * last and {@link #PROBED} AoRs between them, of which none is found before its row was loaded. One server runs at a time.
 */
final class LoadingBench {

    private static final Budget RATIO = Budget.atLeast(3);
    private static final int PROBED = 100;
    private static final int WINDOW = 32;

    private final int rows;
    private final int rounds;
    private final PrintStream progress;

    LoadingBench(int rows, int rounds, PrintStream progress) {
        this.rows = rows;
        this.rounds = rounds;
        this.progress = progress;
    }

    /** The report. */
    String run(List<String> names, Roster roster) throws IOException {
        Map<Server, InetSocketAddress> servers = new LinkedHashMap<>();
        Map<String, List<Double>> seconds = new LinkedHashMap<>();
        StringBuilder report = new StringBuilder();
        try {
            for (String name : names) {
                Optional<Server> server = roster.server(name);
                if (server.isPresent()) {
                    InetSocketAddress address = Ports.free();
                    fill(server.get(), address);
                    servers.put(server.get(), address);
                    seconds.put(name, new ArrayList<>());
                }
            }
            roster.notes().forEach(note -> report.append(note).append('\n'));
            for (int round = 0; round < rounds; round++) {
                for (Map.Entry<Server, InetSocketAddress> entry : servers.entrySet()) {
                    String name = entry.getKey().name();
                    seconds.get(name).add(seconds(entry.getKey(), entry.getValue(), round == 0));
                }
            }
        } finally {
            servers.keySet().forEach(server -> server.storage().tables().ifPresent(Tables::close));
        }
        seconds.forEach((name, all) -> report.append(String.format(
                Locale.ROOT, "%s: %d bindings served after %s s%n", name, rows, new Figures(all).text(2))));
        return report + ratio(seconds);
    }

    private static String ratio(Map<String, List<Double>> seconds) {
        if (!seconds.keySet().containsAll(List.of(Waypost.NAME, Kamailio.NAME))) {
            return "";
        }
        Figures ratio = new Figures(seconds.get(Kamailio.NAME)).over(new Figures(seconds.get(Waypost.NAME)));
        return String.format(
                Locale.ROOT,
                "kamailio/waypost %s, budget %s: %s%n",
                ratio.text(2),
                RATIO.text(),
                RATIO.verdict(ratio.median()));
    }

    /** Writes the rows that REGISTERs of the generator would leave. A server makes its own tables, if they are not there yet, at a first start. */
    private void fill(Server server, InetSocketAddress address) throws IOException {
        Tables tables = server.storage()
                .tables()
                .orElseThrow(
                        () -> new IllegalArgumentException("--store: rows can be written to a database server only"));
        server.start().close();
        tables.execute("DELETE FROM location", tables.rows(rows, "udp:127.0.0.1:" + address.getPort()));
        tables.execute("VACUUM ANALYZE location");
        tables.settle();
        progress.printf("%s: %d rows written%n", server.name(), rows);
    }

    private double seconds(Server server, InetSocketAddress address, boolean verify) throws IOException {
        Probe probe = Probe.lists(address, probed().collect(Collectors.toList()));
        try (ServerProcess process = server.start(address, probe)) {
            double seconds = process.startTime().toNanos() / 1e9;
            progress.printf(
                    Locale.ROOT,
                    "%s: %.2f s, %.0f MB resident%n",
                    server.name(),
                    seconds,
                    process.tree().residentBytes() / 1e6);
            if (verify) {
                verify(process);
            }
            return seconds;
        }
    }

    /** Asks for every binding. */
    private void verify(ServerProcess server) throws IOException {
        LoadResult result = LoadGenerator.run(LoadPlan.each(server.address(), false, Mode.QUERY, 0, rows, WINDOW));
        if (result.contacts() != rows || result.accepted() != rows) {
            throw new IOException(String.format(
                    Locale.ROOT,
                    "%s: %d of %d bindings served, %s",
                    server.name(),
                    result.contacts(),
                    rows,
                    result.byStatus()));
        }
    }

    private Stream<String> probed() {
        return IntStream.rangeClosed(0, PROBED + 1)
                .mapToObj(i -> String.format(Locale.ROOT, "u%07d", (long) i * (rows - 1) / (PROBED + 1)));
    }
}
