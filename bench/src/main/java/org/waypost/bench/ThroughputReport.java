package org.waypost.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.waypost.bench.ThroughputBench.Measured;
import org.waypost.bench.ThroughputBench.Sample;
import org.waypost.bench.load.Mode;
import org.waypost.bench.proc.ThreadTimes;
import org.waypost.bench.report.Budget;
import org.waypost.bench.report.Figures;
import org.waypost.bench.report.Table;
import org.waypost.bench.server.Kamailio;
import org.waypost.bench.server.Waypost;

/** Prints what {@link ThroughputBench} measured, and the ratio of the rates next to its budget. */
final class ThroughputReport {

    private static final Budget RATE = Budget.atLeast(3);

    private ThroughputReport() {}

    static String text(List<Measured> all) {
        return tries(all) + "\n" + servers(all) + "\n" + ratios(all) + threads(all) + checks(all);
    }

    private static Table tries(List<Measured> all) {
        Table table = new Table("tried", "server", "on their way", "per s", "p50 ms", "p99 ms", "lost, refused");
        for (Mode mode : List.of(Mode.FIRST, Mode.REFRESH)) {
            for (Measured measured : all) {
                Sample best = ThroughputBench.best(measured.tries().get(mode));
                for (Sample sample : measured.tries().get(mode)) {
                    table.row(
                            name(mode),
                            measured.server(),
                            sample.window() + (sample == best ? " *" : "  "),
                            text("%.0f", sample.rate()),
                            text("%.1f", sample.load().micros(50) / 1e3),
                            text("%.1f", sample.load().micros(99) / 1e3),
                            Long.toString(sample.load().lost() + sample.load().refused()));
                }
            }
        }
        return table;
    }

    private static Table servers(List<Measured> all) {
        Table table = new Table(
                "REGISTER",
                "server",
                "on their way",
                "per s median (min .. max)",
                "p50 ms",
                "p99 ms (min .. max)",
                "us CPU server",
                "us CPU database",
                "lost, refused");
        for (Mode mode : List.of(Mode.FIRST, Mode.REFRESH)) {
            for (Measured measured : all) {
                List<Sample> samples = measured.samples().get(mode);
                table.row(
                        name(mode),
                        measured.server(),
                        Integer.toString(samples.get(0).window()),
                        figures(samples, Sample::rate).text(0),
                        text(
                                "%.1f",
                                figures(samples, sample -> sample.load().micros(50) / 1e3)
                                        .median()),
                        figures(samples, sample -> sample.load().micros(99) / 1e3)
                                .text(1),
                        text("%.0f", figures(samples, Sample::serverMicros).median()),
                        text("%.0f", figures(samples, Sample::databaseMicros).median()),
                        Long.toString(samples.stream()
                                .mapToLong(sample ->
                                        sample.load().lost() + sample.load().refused())
                                .sum()));
            }
        }
        return table;
    }

    private static String ratios(List<Measured> all) {
        Optional<Measured> waypost = named(all, Waypost.NAME);
        Optional<Measured> kamailio = named(all, Kamailio.NAME);
        if (waypost.isEmpty() || kamailio.isEmpty()) {
            return "";
        }
        Table table = new Table("ratio", "rounds", "median", "budget", "", "p99 <= 50 ms, none lost");
        for (Mode mode : List.of(Mode.FIRST, Mode.REFRESH)) {
            List<Sample> samples = waypost.get().samples().get(mode);
            Figures ratio = figures(samples, Sample::rate)
                    .over(figures(kamailio.get().samples().get(mode), Sample::rate));
            table.row(
                    name(mode) + " waypost/kamailio",
                    ratio.values().stream().map(value -> text("%.2f", value)).collect(Collectors.joining(" ")),
                    text("%.2f", ratio.median()),
                    RATE.text(),
                    RATE.verdict(ratio.median()),
                    "in " + samples.stream().filter(Sample::counts).count() + " of " + samples.size() + " rounds");
        }
        return table + "\n";
    }

    /** Where the CPU time of Waypost went. */
    private static String threads(List<Measured> all) {
        StringBuilder text = new StringBuilder();
        named(all, Waypost.NAME)
                .ifPresent(waypost -> waypost.samples().forEach((mode, samples) -> {
                    ThreadTimes sum =
                            samples.stream().map(Sample::threads).reduce(new ThreadTimes(Map.of()), ThreadTimes::plus);
                    long replies = samples.stream()
                            .mapToLong(sample -> sample.load().answered())
                            .sum();
                    text.append(waypost.server() + " " + name(mode) + ", us by thread: " + sum.text(replies) + "\n");
                }));
        return text.toString();
    }

    private static String checks(List<Measured> all) {
        return all.stream()
                .map(measured -> "tables of " + measured.server() + ": " + measured.check() + "\n")
                .collect(Collectors.joining());
    }

    private static Optional<Measured> named(List<Measured> all, String name) {
        return all.stream().filter(measured -> measured.server().equals(name)).findFirst();
    }

    private static Figures figures(List<Sample> samples, ToDoubleFunction<Sample> of) {
        return new Figures(samples.stream().mapToDouble(of).boxed().toList());
    }

    private static String name(Mode mode) {
        return mode.name().toLowerCase(Locale.ROOT);
    }

    private static String text(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
