package org.waypost.operations;

import java.time.Duration;
import java.util.Optional;
import org.waypost.usrloc.ContactEvent;

/** Changes of the location tables as they happen, for one who looks on. Bounded: who is too slow is told how many were left out. */
public interface LocationWatch extends AutoCloseable {

    /**
     * The next change, in order for each AoR.
     *
     * @return empty if none came in that time
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    Optional<ContactEvent> next(Duration atMost) throws InterruptedException;

    /** How many changes were left out since the last call, as too many waited. */
    long leftOut();

    /** Whether nothing more can come, as the bundle that watches was stopped or updated. */
    default boolean isOver() {
        return false;
    }

    @Override
    void close();
}
