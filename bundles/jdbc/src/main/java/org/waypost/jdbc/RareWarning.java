package org.waypost.jdbc;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;

/** Warnings about what comes from the network, of which at most one in a second goes to the log. */
public final class RareWarning {

    private static final long PERIOD = TimeUnit.SECONDS.toNanos(1);

    private final Logger log;
    private final AtomicLong last = new AtomicLong(System.nanoTime() - PERIOD);

    public RareWarning(Logger log) {
        this.log = log;
    }

    /** Warns unless it did within the last second. Only the first line of the last argument's text is shown. */
    public void warn(String format, String subject, String message) {
        long now = System.nanoTime();
        long before = last.get();
        if (now - before >= PERIOD && last.compareAndSet(before, now)) {
            log.warn(format, subject, message.lines().findFirst().orElse(""));
        }
    }
}
