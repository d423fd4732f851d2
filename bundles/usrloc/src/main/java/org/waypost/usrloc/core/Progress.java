package org.waypost.usrloc.core;

import java.util.concurrent.atomic.LongAdder;
import org.waypost.usrloc.LocationException;
import org.waypost.usrloc.LocationException.Step;

/** How far a change of stores is, for whoever waits for it. One thread says what is done, others read it. */
final class Progress {

    private final LongAdder done = new LongAdder();
    private volatile String step = "";
    private volatile long total;
    private volatile boolean isCancelled;

    /** Begins a step: {@code copying location to jdbc}, of that many records. */
    void begin(String newStep, long ofRecords) {
        check();
        done.reset();
        total = ofRecords;
        step = newStep;
    }

    /** One more record is done. */
    void advance() {
        check();
        done.increment();
    }

    /** Makes whatever goes on fail at its next step. */
    void cancel() {
        isCancelled = true;
    }

    /** One line for people; empty if there is nothing to tell. */
    String line() {
        String now = step;
        long sum = done.sum();
        long all = total;
        if (now.isEmpty() || all == 0) {
            return now;
        }
        return now + ": " + sum + " of " + Math.max(sum, all) + " records (" + Math.min(100, sum * 100 / all) + " %)";
    }

    private void check() {
        if (isCancelled) {
            throw new LocationException(Step.RECORD_GET, "usrloc is being stopped");
        }
    }
}
