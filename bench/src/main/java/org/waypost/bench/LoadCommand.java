package org.waypost.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.waypost.bench.load.LoadGenerator;
import org.waypost.bench.load.LoadPlan;
import org.waypost.bench.load.LoadResult;
import org.waypost.bench.load.Mode;
import org.waypost.bench.proc.ProcessTree;

/** {@code load}: the generator alone, against a server that runs already. */
final class LoadCommand implements Command {

    @Override
    public Set<String> options() {
        return Set.of(
                "target", "transport", "mode", "first", "aors", "count", "rate", "window", "seconds", "cseq", "pid");
    }

    @Override
    public void run(Options options) throws IOException {
        int rate = options.number("rate", 0, 0, 100_000);
        int aors = options.number("aors", 1000, 1, 1_000_000);
        int seconds = options.number("seconds", 60, 1, 3600);
        int whole = rate == 0 ? aors : (int) Math.min((long) rate * seconds, LoadPlan.MAX_COUNT);
        LoadPlan plan = new LoadPlan(
                target(options.text("target", "127.0.0.1:5060")),
                Setup.tcp(options),
                Mode.valueOf(options.oneOf("mode", "refresh", "first", "refresh", "query", "options", "message")
                        .toUpperCase(Locale.ROOT)),
                options.number("first", 0, 0, LoadPlan.MAX_AORS),
                aors,
                options.number("count", whole, 1, (int) LoadPlan.MAX_COUNT),
                rate,
                options.number("window", 32, 1, 10_000),
                options.number(
                        "cseq",
                        (int) (System.currentTimeMillis() / 1000),
                        (int) LoadPlan.FIRST_CSEQ,
                        Integer.MAX_VALUE),
                Duration.ofSeconds(seconds + 5L));
        int pid = options.number("pid", 0, 0, Integer.MAX_VALUE);
        double before = pid == 0 ? 0 : new ProcessTree(pid).cpuSeconds();
        LoadResult result = LoadGenerator.run(plan);
        System.out.printf(
                "%d sent in %.1f s (%.0f/s), %d answered %s, %d lost, %d strays, %d contacts listed; next --cseq %d%n",
                result.sent(),
                result.seconds(),
                result.rate(),
                result.answered(),
                result.byStatus(),
                result.lost(),
                result.strays(),
                result.contacts(),
                plan.nextCseq());
        System.out.printf(
                "reply after us: p50 %.0f, p90 %.0f, p99 %.0f, p99.9 %.0f, max %.0f%n",
                result.micros(50), result.micros(90), result.micros(99), result.micros(99.9), result.micros(100));
        if (pid != 0) {
            double spent = new ProcessTree(pid).cpuSeconds() - before;
            System.out.printf("server: %.1f us CPU per reply%n", spent / result.answered() * 1e6);
        }
    }

    private static InetSocketAddress target(String text) throws IOException {
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("--target " + text + ", expected host:port");
        }
        return new InetSocketAddress(
                InetAddress.getByName(text.substring(0, colon)), Integer.parseInt(text.substring(colon + 1)));
    }
}
