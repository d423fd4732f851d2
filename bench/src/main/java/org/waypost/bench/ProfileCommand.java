package org.waypost.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import org.waypost.bench.call.CallPlan;
import org.waypost.bench.call.CallResult;
import org.waypost.bench.call.Phones;
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

/** {@code profile}: where the time and the garbage of a request or a call go, from a recording by the server's JVM (JFR). */
final class ProfileCommand implements Command {

    /** Allocations are sampled when a thread's buffer is full: small ones give many samples. */
    private static final String SMALL_BUFFERS = "-XX:TLABSize=32k -XX:-ResizeTLAB";

    private static final String CALL = "call";

    /** Calls per second: those of a closed loop would be more than the transactions that a server keeps. */
    private static final int CALL_RATE = 1_000;

    /** Makes requests and says how many were answered. */
    private interface Load {
        long run() throws IOException;
    }

    @Override
    public Set<String> options() {
        return Set.of("aors", "warm-up", "transport", "mode", "count", "top", "route", "store", "window");
    }

    @Override
    public void run(Options options) throws IOException {
        String mode = options.oneOf("mode", "refresh", "first", "refresh", "query", "options", "message", CALL);
        int top = options.number("top", 25, 1, 200);
        Storage storage = Storage.create(Setup.storage(options));
        Server waypost = new Waypost(Waypost.script(Setup.home()), Setup.route(options), SMALL_BUFFERS, storage);
        try (ServerProcess server = waypost.start()) {
            HotSpots spots = mode.equals(CALL)
                    ? calls(server, options)
                    : requests(server, Mode.valueOf(mode.toUpperCase(Locale.ROOT)), options);
            System.out.println(spots.text(top));
        } finally {
            storage.tables().ifPresent(Tables::close);
        }
    }

    private static HotSpots requests(ServerProcess server, Mode mode, Options options) throws IOException {
        int aors = options.number("aors", 100_000, 1, 1_000_000);
        int warmUp = options.number("warm-up", 300_000, 1, 10_000_000);
        int count = options.number("count", 500_000, 1, 5_000_000);
        int window = options.number("window", 32, 1, 10_000);
        boolean tcp = Setup.tcp(options);
        LoadGenerator.run(LoadPlan.each(server.address(), tcp, Mode.FIRST, 0, aors, window));
        Mode warmUpMode = mode == Mode.FIRST ? Mode.REFRESH : mode;
        LoadPlan warm = LoadPlan.each(server.address(), tcp, warmUpMode, 0, aors, window)
                .from(LoadPlan.FIRST_CSEQ + 1)
                .paced(warmUp, 0);
        LoadGenerator.run(warm);
        LoadPlan plan = mode == Mode.FIRST
                ? LoadPlan.each(server.address(), tcp, mode, aors, count, window)
                : LoadPlan.each(server.address(), tcp, mode, 0, aors, window)
                        .from(warm.nextCseq())
                        .paced(count, 0);
        return profile(server, () -> {
            LoadResult result = LoadGenerator.run(plan);
            System.out.printf("%d answered %s at %.0f/s%n", result.answered(), result.byStatus(), result.rate());
            return result.answered();
        });
    }

    private static HotSpots calls(ServerProcess server, Options options) throws IOException {
        int users = options.number("aors", 1_000, 1, 100_000);
        int warmUp = options.number("warm-up", 15_000, 1, 1_000_000);
        int count = options.number("count", 15_000, 1, 1_000_000);
        try (Phones phones = new Phones(server.address(), Setup.tcp(options), users)) {
            phones.run(new CallPlan(warmUp, CALL_RATE, 1));
            return profile(server, () -> {
                CallResult result = phones.run(new CallPlan(count, CALL_RATE, 1));
                System.out.printf(
                        "%d calls completed, %d not, at %.0f/s%n", result.complete(), result.failed(), result.rate());
                return result.complete();
            });
        }
    }

    private static HotSpots profile(ServerProcess server, Load load) throws IOException {
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
        long answered = load.run();
        Shell.output("jcmd", jvm, "JFR.stop", "name=bench", "filename=" + file);
        return HotSpots.of(file, answered);
    }
}
