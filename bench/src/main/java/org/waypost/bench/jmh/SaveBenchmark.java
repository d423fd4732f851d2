package org.waypost.bench.jmh;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.waypost.bench.load.Mode;

/** A REGISTER from its octets to the octets of its reply: scanner, save, table in memory. No socket. */
@BenchmarkMode(org.openjdk.jmh.annotations.Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-XX:+UseParallelGC", "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn"})
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class SaveBenchmark {

    /** Every AoR is registered before. */
    @State(Scope.Thread)
    public static class Registered {

        @Param({"1000", "100000"})
        public int aors;

        private Pipeline pipeline;
        private Requests requests;

        @Setup
        public void register() {
            pipeline = new Pipeline().register(aors);
            requests = new Requests(Mode.REFRESH, 0, aors);
            // The first time round has the CSeq of the registration.
            for (int i = 0; i < aors; i++) {
                requests.next();
            }
        }
    }

    /** An empty table for each iteration. */
    @State(Scope.Thread)
    public static class Empty {

        private static final int MORE_THAN_AN_ITERATION_NEEDS = 5_000_000;

        private Pipeline pipeline;
        private Requests requests;

        @Setup(Level.Iteration)
        public void forget() {
            pipeline = new Pipeline();
            requests = new Requests(Mode.FIRST, 0, MORE_THAN_AN_ITERATION_NEEDS);
        }
    }

    @Benchmark
    public void refresh(Registered state) {
        state.pipeline.register(state.requests);
    }

    @Benchmark
    public void first(Empty state) {
        state.pipeline.register(state.requests);
    }
}
