package org.waypost.bench.call;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.SynchronizedHistogram;

/**
 * How far the calls of one stretch have come. A call is complete when the caller saw it answered, the callee its ACK, and the caller its BYE
 * answered; it has failed if it was refused. Written by the readers of both phones.
 */
final class Calls {

    /** What must have happened. */
    enum Step {
        ANSWERED,
        ACKNOWLEDGED,
        ENDED;

        private int bit() {
            return 1 << ordinal();
        }
    }

    private static final int COMPLETE = 7;
    private static final int FAILED = 8;

    private final long first;
    private final AtomicIntegerArray states;
    private final AtomicLongArray begun;
    private final AtomicLong over = new AtomicLong();
    private final AtomicLong complete = new AtomicLong();
    private final LongAdder repeated = new LongAdder();
    private final Map<Integer, Long> refused = new ConcurrentHashMap<>();
    private final SynchronizedHistogram answerNanos = new SynchronizedHistogram(3);

    /** @param first number of the first of {@code count} calls */
    Calls(long first, int count) {
        this.first = first;
        states = new AtomicIntegerArray(count);
        begun = new AtomicLongArray(count);
    }

    boolean has(long number) {
        return number >= first && number < first + states.length();
    }

    /** The INVITE is about to be sent. */
    void begin(long number) {
        begun.set(index(number), System.nanoTime());
    }

    /** Whether that had not happened before. */
    boolean reached(long number, Step step) {
        int before = states.getAndUpdate(index(number), state -> state | step.bit());
        if ((before & (step.bit() | FAILED)) != 0) {
            repeated.increment();
            return false;
        }
        if (step == Step.ANSWERED) {
            answerNanos.recordValue(System.nanoTime() - begun.get(index(number)));
        }
        if ((before | step.bit()) == COMPLETE) {
            complete.incrementAndGet();
            over.incrementAndGet();
        }
        return true;
    }

    /** A request of the call was refused. */
    void refused(long number, int status) {
        refused.merge(status, 1L, Long::sum);
        int before = states.getAndUpdate(index(number), state -> state | FAILED);
        if (before != COMPLETE && (before & FAILED) == 0) {
            over.incrementAndGet();
        }
    }

    /** A message came that had come before, or of no call of these. */
    void stray() {
        repeated.increment();
    }

    /** Calls that are complete or have failed. */
    long over() {
        return over.get();
    }

    CallResult result(long made, long tookNanos) {
        return new CallResult(
                made, complete.get(), new TreeMap<>(refused), repeated.sum(), tookNanos / 1e9, answerNanos.copy());
    }

    private int index(long number) {
        return (int) (number - first);
    }
}
