package org.waypost.sip.transport;

import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;

/** Lets at most one line a second into the log, whatever the network sends. */
public final class LogThrottle {

    private static final long SECOND = 1_000_000_000L;

    private final AtomicLong next = new AtomicLong(System.nanoTime());

    /** Logs the message and the failure, unless something was logged within the last second; the stack trace at DEBUG only. */
    public void warn(Logger log, String message, Throwable failure) {
        long now = System.nanoTime();
        long due = next.get();
        if (now - due >= 0 && next.compareAndSet(due, now + SECOND)) {
            log.warn("{}: {}", message, failure.toString());
            log.debug("Where it failed", failure);
        }
    }
}
