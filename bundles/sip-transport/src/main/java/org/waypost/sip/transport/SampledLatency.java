package org.waypost.sip.transport;

import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;
import org.waypost.sip.LatencyHistogram;

/**
 * How long a REGISTER takes from being read to its final reply being handed to the socket. Measures one in {@value #ONE_IN} messages of
 * each reader, which costs the others an addition.
 */
public final class SampledLatency implements LatencyHistogram {

    /** A power of two. */
    static final int ONE_IN = 64;

    private static final long MICRO = 1_000;
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000_000_000;

    private static final long[] BOUNDS = {
        10 * MICRO,
        25 * MICRO,
        50 * MICRO,
        100 * MICRO,
        250 * MICRO,
        500 * MICRO,
        MILLI,
        2500 * MICRO,
        5 * MILLI,
        10 * MILLI,
        25 * MILLI,
        50 * MILLI,
        100 * MILLI,
        250 * MILLI,
        500 * MILLI,
        SECOND,
        2500 * MILLI,
        5 * SECOND,
        10 * SECOND
    };

    private final LongAdder[] counts = new LongAdder[BOUNDS.length + 1];
    private final LongAdder sum = new LongAdder();

    SampledLatency() {
        Arrays.setAll(counts, i -> new LongAdder());
    }

    void record(long nanos) {
        int found = Arrays.binarySearch(BOUNDS, nanos);
        counts[found < 0 ? -found - 1 : found].increment();
        sum.add(nanos);
    }

    @Override
    public String name() {
        return "register";
    }

    @Override
    public String description() {
        return "From reading a REGISTER to handing its final reply to the socket; one in " + ONE_IN + " is measured.";
    }

    @Override
    public long[] bounds() {
        return BOUNDS.clone();
    }

    @Override
    public long[] counts() {
        return Arrays.stream(counts).mapToLong(LongAdder::sum).toArray();
    }

    @Override
    public long sum() {
        return sum.sum();
    }
}
