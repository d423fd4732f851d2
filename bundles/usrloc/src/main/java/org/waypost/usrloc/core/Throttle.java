package org.waypost.usrloc.core;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Lets one log line through each ten seconds. */
final class Throttle {

    private static final long INTERVAL = TimeUnit.SECONDS.toNanos(10);

    private final AtomicLong next = new AtomicLong(System.nanoTime());

    boolean allows() {
        long now = System.nanoTime();
        long allowed = next.get();
        return now - allowed >= 0 && next.compareAndSet(allowed, now + INTERVAL);
    }
}
