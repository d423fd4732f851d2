package org.waypost.bench.jmh;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.waypost.bench.load.Mode;

/** A MESSAGE from its octets to the target that lookup sets. No socket, no relay. */
@BenchmarkMode(org.openjdk.jmh.annotations.Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
@Fork(
        value = 1,
        jvmArgsAppend = {"-XX:+UseParallelGC", "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn"})
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class LookupBenchmark {

    @Param({"1000", "100000"})
    public int aors;

    private Pipeline pipeline;
    private Requests known;
    private Requests unknown;

    @Setup
    public void register() {
        pipeline = new Pipeline().register(aors);
        known = new Requests(Mode.MESSAGE, 0, aors);
        unknown = new Requests(Mode.MESSAGE, aors, aors);
    }

    @Benchmark
    public int found() {
        return expect(1, pipeline.lookup(known));
    }

    @Benchmark
    public int notFound() {
        return expect(-1, pipeline.lookup(unknown));
    }

    private static int expect(int wanted, int code) {
        if (code != wanted) {
            throw new IllegalStateException("lookup returned " + code);
        }
        return code;
    }
}
