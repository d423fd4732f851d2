package org.waypost.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import org.waypost.bench.load.LoadGenerator;
import org.waypost.bench.load.LoadPlan;
import org.waypost.bench.load.LoadResult;
import org.waypost.bench.load.Mode;
import org.waypost.bench.proc.Shell;
import org.waypost.bench.report.HotSpots;
import org.waypost.bench.server.Server;
import org.waypost.bench.server.ServerProcess;
import org.waypost.bench.server.Storage;
import org.waypost.bench.server.Tables;
import org.waypost.bench.server.Waypost;

/** {@code profile}: where the time and the garbage of a request go, from a recording by the server's JVM (JFR). */
final class ProfileCommand implements Command {

    /** Allocations are sampled when a thread's buffer is full: small ones give many samples. */
    private static final String SMALL_BUFFERS = "-XX:TLABSize=32k -XX:-ResizeTLAB";

    @Override
    public Set<String> options() {
        return Set.of("aors", "warm-up", "transport", "mode", "count", "top", "route", "store", "window");
    }

    @Override
    public void run(Options options) throws IOException {
        int aors = options.number("aors", 100_000, 1, 1_000_000);
        int warmUp = options.number("warm-up", 300_000, 1, 10_000_000);
        int count = options.number("count", 500_000, 1, 5_000_000);
        int top = options.number("top", 25, 1, 200);
        boolean tcp = Setup.tcp(options);
        Mode mode = Mode.valueOf(options.oneOf("mode", "refresh", "first", "refresh", "query", "options", "message")
                .toUpperCase(Locale.ROOT));
        int window = options.number("window", 32, 1, 10_000);
        Storage storage = Storage.create(Setup.storage(options));
        Server waypost =
                new Waypost(Setup.home().resolveSibling("waypost"), Setup.route(options), SMALL_BUFFERS, storage);
        try (ServerProcess server = waypost.start()) {
            LoadGenerator.run(LoadPlan.each(server.address(), tcp, Mode.FIRST, 0, aors, window));
            LoadPlan warm = LoadPlan.each(server.address(), tcp, warmUpMode(mode), 0, aors, window)
                    .from(LoadPlan.FIRST_CSEQ + 1)
                    .paced(warmUp, 0);
            LoadGenerator.run(warm);
            LoadPlan plan = mode == Mode.FIRST
                    ? LoadPlan.each(server.address(), tcp, mode, aors, count, window)
                    : LoadPlan.each(server.address(), tcp, mode, 0, aors, window)
                            .from(warm.nextCseq())
                            .paced(count, 0);
            System.out.println(profile(server, plan).text(top));
        } finally {
            storage.tables().ifPresent(Tables::close);
        }
    }

    private static Mode warmUpMode(Mode mode) {
        return mode == Mode.FIRST ? Mode.REFRESH : mode;
    }

    private static HotSpots profile(ServerProcess server, LoadPlan plan) throws IOException {
        String jvm = Long.toString(server.jvm());
        Path file = server.folder().resolve("bench.jfr");
        Shell.output(
                "jcmd",
                jvm,
                "JFR.start",
                "name=bench",
                "settings=profile",
                "jdk.ExecutionSample#period=5ms",
                "jdk.NativeMethodSample#period=5ms",
                "jdk.ObjectAllocationSample#throttle=2000/s");
        LoadResult result = LoadGenerator.run(plan);
        Shell.output("jcmd", jvm, "JFR.stop", "name=bench", "filename=" + file);
        System.out.printf("%d answered %s at %.0f/s%n", result.answered(), result.byStatus(), result.rate());
        return HotSpots.of(file, result.answered());
    }
}
