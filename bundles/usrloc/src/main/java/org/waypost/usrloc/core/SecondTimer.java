package org.waypost.usrloc.core;

import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.usrloc.LocationException;

/** A thread that does one thing each second, until it is closed. */
final class SecondTimer implements Runnable, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SecondTimer.class);

    private static final long LONGEST_STOP_MILLIS = 5000;

    private final Runnable task;
    private final Throttle complaints = new Throttle();
    private final String purpose;
    private final Thread thread;
    private volatile boolean closed;

    /** @param purpose what it does, for the thread's name and the log */
    SecondTimer(String purpose, Runnable task) {
        this.purpose = purpose;
        this.task = task;
        this.thread = new Thread(this, "waypost-usrloc-" + purpose);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void run() {
        while (!closed) {
            try {
                task.run();
            } catch (Throwable failure) {
                complain(failure);
            }
            pause();
        }
    }

    // Until just after the second turns, as expiry is counted in whole seconds. A listener may have left the interrupt
    // flag set, which
    // would end every pause at once.
    private void pause() {
        Thread.interrupted();
        LockSupport.parkNanos(this, (1000 - System.currentTimeMillis() % 1000) * 1_000_000);
    }

    private void complain(Throwable failure) {
        try {
            if (failure instanceof LocationException) {
                // whoever keeps the store has said why
                LOG.debug("usrloc: {} failed, will try again: {}", purpose, failure.getMessage());
            } else if (complaints.allows()) {
                LOG.warn("usrloc: {} failed, will try again", purpose, failure);
            }
        } catch (Throwable noMemoryToLog) {
            // the thread must live
        }
    }

    /** Ends the thread; waits for what is under way. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        boolean interrupted = false;
        try {
            thread.join(LONGEST_STOP_MILLIS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
