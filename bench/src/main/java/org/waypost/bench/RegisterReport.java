package org.waypost.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.waypost.bench.RegisterBench.Measured;
import org.waypost.bench.RegisterBench.Sample;
import org.waypost.bench.load.LoadResult;
import org.waypost.bench.load.Mode;
import org.waypost.bench.proc.ThreadTimes;
import org.waypost.bench.report.Budget;
import org.waypost.bench.report.Figures;
import org.waypost.bench.report.Table;
import org.waypost.bench.server.Echo;
import org.waypost.bench.server.Kamailio;
import org.waypost.bench.server.Waypost;

/** Prints what {@link RegisterBench} measured, and the ratios next to their budgets. */
final class RegisterReport {

    /** A ratio of CPU per REGISTER that has a budget. */
    private record Ratio(Mode mode, String server, String peer, Budget budget) {}

    private static final List<Ratio> RATIOS = List.of(
            new Ratio(Mode.REFRESH, Waypost.NAME, Kamailio.NAME, Budget.atMost(0.30)),
            new Ratio(Mode.REFRESH, Waypost.NAME, Echo.NAME, Budget.atMost(2.0)),
            new Ratio(Mode.FIRST, Waypost.NAME, Kamailio.NAME, Budget.atMost(0.20)),
            new Ratio(Mode.REFRESH, Waypost.LUA, Waypost.NAME, Budget.atMost(2.0)),
            new Ratio(Mode.REFRESH, Waypost.LUA, Kamailio.LUA, Budget.atMost(1.0)),
            new Ratio(Mode.FIRST, Waypost.LUA, Waypost.NAME, Budget.atMost(2.0)),
            new Ratio(Mode.FIRST, Waypost.LUA, Kamailio.LUA, Budget.atMost(1.0)));

    private RegisterReport() {}

    static String text(List<Measured> all) {
        return servers(all) + "\n" + ratios(all) + threads(all) + losses(all);
    }

    /** Where the CPU time of Waypost went: its reader, or the collector and the compiler of its JVM. */
    private static String threads(List<Measured> all) {
        StringBuilder text = new StringBuilder();
        for (String server : List.of(Waypost.NAME, Waypost.LUA)) {
            named(all, server)
                    .ifPresent(waypost -> waypost.samples().forEach((mode, samples) -> {
                        ThreadTimes sum = samples.stream()
                                .map(Sample::threads)
                                .reduce(new ThreadTimes(Map.of()), ThreadTimes::plus);
                        long replies = samples.stream()
                                .mapToLong(sample -> sample.load().answered())
                                .sum();
                        text.append(String.format(
                                "%s %s, us by thread: %s%n",
                                server, mode.name().toLowerCase(Locale.ROOT), sum.text(replies)));
                    }));
        }
        return text.toString();
    }

    private static Table servers(List<Measured> all) {
        Table table = new Table(
                "REGISTER", "server", "us CPU median (min .. max)", "p50 us", "p99 us", "max RSS MB", "per s", "lost");
        for (Mode mode : List.of(Mode.FIRST, Mode.REFRESH)) {
            for (Measured measured : all) {
                List<Sample> samples = measured.samples().get(mode);
                table.row(
                        mode.name().toLowerCase(Locale.ROOT),
                        measured.server(),
                        cpu(measured, mode).text(1),
                        median(samples, sample -> sample.load().micros(50)),
                        median(samples, sample -> sample.load().micros(99)),
                        String.format(
                                Locale.ROOT,
                                "%.0f",
                                figures(samples, Sample::residentBytes).max() / 1e6),
                        median(samples, sample -> sample.load().rate()),
                        Long.toString(samples.stream()
                                .mapToLong(sample -> sample.load().lost())
                                .sum()));
            }
        }
        return table;
    }

    private static Table ratios(List<Measured> all) {
        Table table = new Table("ratio", "rounds", "median", "budget", "");
        for (Ratio ratio : RATIOS) {
            Optional<Measured> waypost = named(all, ratio.server());
            Optional<Measured> peer = named(all, ratio.peer());
            if (waypost.isPresent() && peer.isPresent()) {
                Figures figures = cpu(waypost.get(), ratio.mode()).over(cpu(peer.get(), ratio.mode()));
                table.row(
                        ratio.mode().name().toLowerCase(Locale.ROOT) + " " + ratio.server() + "/" + ratio.peer(),
                        String.join(
                                " ",
                                figures.values().stream()
                                        .map(value -> two(value))
                                        .toList()),
                        two(figures.median()),
                        ratio.budget().text(),
                        ratio.budget().verdict(figures.median()));
            }
        }
        return table;
    }

    /** What must not go unseen: a server that loses or refuses requests was not measured at the same work. */
    private static String losses(List<Measured> all) {
        StringBuilder text = new StringBuilder();
        for (Measured measured : all) {
            measured.samples().forEach((mode, samples) -> {
                for (Sample sample : samples) {
                    LoadResult load = sample.load();
                    // One contact for each AoR, before and after.
                    boolean otherWork = load.contacts() != load.accepted();
                    if (otherWork || load.lost() + load.refused() + load.strays() > 0) {
                        text.append(String.format(
                                Locale.ROOT,
                                "WARNING: %s, %s: %d sent, %d lost, %d strays, by status %s, %d contacts%n",
                                measured.server(),
                                mode,
                                load.sent(),
                                load.lost(),
                                load.strays(),
                                load.byStatus(),
                                load.contacts()));
                    }
                }
            });
        }
        return text.toString();
    }

    private static Optional<Measured> named(List<Measured> all, String name) {
        return all.stream().filter(measured -> measured.server().equals(name)).findFirst();
    }

    private static Figures cpu(Measured measured, Mode mode) {
        return figures(measured.samples().get(mode), Sample::cpuMicros);
    }

    private static Figures figures(List<Sample> samples, ToDoubleFunction<Sample> of) {
        return new Figures(samples.stream().mapToDouble(of).boxed().toList());
    }

    private static String median(List<Sample> samples, ToDoubleFunction<Sample> of) {
        return String.format(Locale.ROOT, "%.0f", figures(samples, of).median());
    }

    private static String two(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
