package org.waypost.auth.db;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.jdbc.Fault;

/**
 * Spares everybody the wait for a database that is away: it is tried again once a second, by one request. Each change is one line in the
 * log.
 */
final class Outage {

    private static final Logger LOG = LoggerFactory.getLogger(Outage.class);
    private static final long PAUSE = TimeUnit.SECONDS.toNanos(1);
    private static final long MARGIN = TimeUnit.MILLISECONDS.toNanos(200);

    private final String place;
    private final AtomicLong retryAt = new AtomicLong();

    // written under the lock of this
    private volatile boolean away;
    private Fault fault = Fault.ROW;

    /** @param place what the database is called in the log, without credentials */
    Outage(String place) {
        this.place = place;
    }

    /** Whether the database is away as far as is known. */
    boolean isNow() {
        return away;
    }

    /** Whether the caller may ask the database now; of those that come while it is away, one in a second. */
    boolean mayAsk(long now) {
        if (!away) {
            return true;
        }
        long at = retryAt.get();
        return now - at >= 0 && retryAt.compareAndSet(at, now + PAUSE);
    }

    /** Whether {@link #mayAsk} will be false for some time, so that it can be said without waiting that nobody can say. */
    boolean isSure(long now) {
        return away && retryAt.get() - now > MARGIN;
    }

    /** Notes that the database cannot be asked. */
    synchronized void began(Fault seen, String reason, long now) {
        retryAt.set(now + PAUSE);
        if (!away || seen != fault) {
            LOG.warn("auth_db: the database {} {}: {}", place, seen.text(), reason);
        }
        fault = seen;
        away = true;
    }

    /** Notes that it has answered. */
    void over() {
        if (away) {
            end();
        }
    }

    private synchronized void end() {
        if (away) {
            away = false;
            LOG.info("auth_db: the database {} can be asked again", place);
        }
    }
}
