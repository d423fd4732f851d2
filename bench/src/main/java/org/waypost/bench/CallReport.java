package org.waypost.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.waypost.bench.CallBench.Measured;
import org.waypost.bench.CallBench.Sample;
import org.waypost.bench.call.CallResult;
import org.waypost.bench.proc.ThreadTimes;
import org.waypost.bench.report.Budget;
import org.waypost.bench.report.Figures;
import org.waypost.bench.report.Table;
import org.waypost.bench.server.Kamailio;
import org.waypost.bench.server.Waypost;

/** Prints what {@link CallBench} measured, and the ratios next to their budgets. */
final class CallReport {

    /** A ratio of CPU per call that has a budget. */
    private record Ratio(String server, String peer, Budget budget) {}

    private static final List<Ratio> RATIOS = List.of(
            new Ratio(Waypost.NAME, Kamailio.NAME, Budget.atMost(0.80)),
            new Ratio(Waypost.LUA, Kamailio.LUA, Budget.atMost(0.80)));

    private CallReport() {}

    static String text(List<Measured> all) {
        return servers(all) + "\n" + ratios(all) + threads(all) + failures(all);
    }

    private static Table servers(List<Measured> all) {
        Table table = new Table(
                "CALL",
                "us CPU median (min .. max)",
                "of it later",
                "p50 us",
                "p99 us",
                "max RSS MB",
                "per s",
                "failed");
        for (Measured measured : all) {
            List<Sample> samples = measured.samples();
            table.row(
                    measured.server(),
                    figures(samples, Sample::wholeMicros).text(0),
                    median(samples, Sample::laterMicros),
                    median(samples, sample -> sample.calls().micros(50)),
                    median(samples, sample -> sample.calls().micros(99)),
                    String.format(
                            Locale.ROOT,
                            "%.0f",
                            figures(samples, Sample::residentBytes).max() / 1e6),
                    median(samples, sample -> sample.calls().rate()),
                    Long.toString(samples.stream()
                            .mapToLong(sample -> sample.calls().failed())
                            .sum()));
        }
        return table;
    }

    private static Table ratios(List<Measured> all) {
        Table table = new Table("ratio", "rounds", "median", "budget", "");
        for (Ratio ratio : RATIOS) {
            Optional<Measured> waypost = named(all, ratio.server());
            Optional<Measured> peer = named(all, ratio.peer());
            if (waypost.isPresent() && peer.isPresent()) {
                Figures figures = figures(waypost.get().samples(), Sample::wholeMicros)
                        .over(figures(peer.get().samples(), Sample::wholeMicros));
                table.row(
                        "call " + ratio.server() + "/" + ratio.peer(),
                        String.join(
                                " ",
                                figures.values().stream().map(CallReport::two).toList()),
                        two(figures.median()),
                        ratio.budget().text(),
                        ratio.budget().verdict(figures.median()));
            }
        }
        return table;
    }

    private static String threads(List<Measured> all) {
        StringBuilder text = new StringBuilder();
        for (String server : List.of(Waypost.NAME, Waypost.LUA)) {
            named(all, server).ifPresent(waypost -> {
                ThreadTimes sum = waypost.samples().stream()
                        .map(Sample::threads)
                        .reduce(new ThreadTimes(Map.of()), ThreadTimes::plus);
                long calls = waypost.samples().stream()
                        .mapToLong(sample -> sample.calls().complete())
                        .sum();
                text.append(String.format("%s, us by thread: %s%n", server, sum.text(calls)));
            });
        }
        return text.toString();
    }

    /** What must not go unseen: a server that completes less was not measured at the same work. */
    private static String failures(List<Measured> all) {
        StringBuilder text = new StringBuilder();
        for (Measured measured : all) {
            for (Sample sample : measured.samples()) {
                CallResult calls = sample.calls();
                if (calls.failed() + calls.repeated() > 0) {
                    text.append(String.format(
                            Locale.ROOT,
                            "WARNING: %s: %d calls, %d not completed, refused %s, %d messages repeated%n",
                            measured.server(),
                            calls.made(),
                            calls.failed(),
                            calls.refused(),
                            calls.repeated()));
                }
            }
        }
        return text.toString();
    }

    private static Optional<Measured> named(List<Measured> all, String name) {
        return all.stream().filter(measured -> measured.server().equals(name)).findFirst();
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
