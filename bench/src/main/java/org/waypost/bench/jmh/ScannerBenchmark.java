package org.waypost.bench.jmh;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.waypost.bench.load.Mode;
import org.waypost.sip.transport.wire.MessageScanner;
import org.waypost.sip.transport.wire.ScanLimits;
import org.waypost.sip.transport.wire.Verdict;

/** The header index of a REGISTER. {@link #stamp} is what making the next message costs: subtract it from the others. */
@BenchmarkMode(org.openjdk.jmh.annotations.Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 4, time = 1)
public class ScannerBenchmark {

    private final Requests requests = new Requests(Mode.REFRESH, 0, 100_000);
    private final MessageScanner scanner = new MessageScanner();
    private final ScanLimits limits = new ScanLimits(256, 8192);

    @Benchmark
    public int stamp() {
        return requests.next();
    }

    @Benchmark
    public Verdict scan() {
        return scanner.scan(requests.octets(), 0, requests.next(), limits);
    }
}
