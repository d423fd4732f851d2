package org.waypost.usrloc.core;

import java.util.ArrayDeque;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.usrloc.ContactEvent;
import org.waypost.usrloc.ContactEvent.Kind;
import org.waypost.usrloc.ContactListener;

/**
 * Tells the {@link ContactListener}s of changes, in order for each AoR.
 *
 * <p>AoRs are spread over lanes, more than there are changes that wait for a database at once. While there are listeners, changes of a
 * lane are stored one at a time and their events queued in that order; then whoever finds nobody delivering on the lane delivers all
 * that is queued, with no lock held. So a listener may itself change AoRs, of its own lane or another, and neither deadlocks nor
 * overtakes. If a listener is so slow that a lane's queue is full, or all together, events are dropped and counted. A REGISTER enters none of this
 * while nobody listens to more than expiry.
 */
final class Announcer {

    private static final Logger LOG = LoggerFactory.getLogger(Announcer.class);

    private static final int LANES = 2048;
    static final int LONGEST_QUEUE = 4096;

    /** Events in all queues together. */
    private static final int MOST_QUEUED = 1_000_000;

    private final List<Hearing> listeners = new CopyOnWriteArrayList<>();
    private final Lane[] lanes = new Lane[LANES];
    private final AtomicInteger queued = new AtomicInteger();
    private final LongAdder dropped = new LongAdder();
    private final Throttle complaints = new Throttle();
    private volatile boolean hearsChanges;

    Announcer() {
        for (int i = 0; i < LANES; i++) {
            lanes[i] = new Lane();
        }
    }

    synchronized void add(ContactListener listener) {
        listeners.add(new Hearing(listener, kinds(listener)));
        hearsChanges = listeners.stream().anyMatch(Hearing::hearsChanges);
    }

    synchronized void remove(ContactListener listener) {
        listeners.removeIf(hearing -> hearing.listener == listener);
        hearsChanges = listeners.stream().anyMatch(Hearing::hearsChanges);
    }

    /** Whether changes by a REGISTER or a command have to go through {@link #inOrder}. */
    boolean hearsChanges() {
        return hearsChanges;
    }

    /** Whether expiry has to go through {@link #inOrder}. */
    boolean hearsExpiry() {
        return !listeners.isEmpty();
    }

    LongAdder dropped() {
        return dropped;
    }

    /** Runs {@code change}, which returns its events, and tells the listeners of them. */
    void inOrder(String aor, Supplier<List<ContactEvent>> change) {
        int hash = aor.hashCode() * 0x9E3779B9;
        Lane lane = lanes[hash >>> 21];
        lane.lock.lock();
        try {
            for (ContactEvent event : change.get()) {
                if (lane.queue.size() < LONGEST_QUEUE && queued.get() < MOST_QUEUED) {
                    lane.queue.add(event);
                    queued.incrementAndGet();
                } else {
                    dropped.increment();
                    if (complaints.allows()) {
                        LOG.warn(
                                "usrloc: a contact listener is too slow, events are dropped ({} so far)",
                                dropped.sum());
                    }
                }
            }
        } finally {
            lane.lock.unlock();
        }
        deliver(lane);
    }

    private void deliver(Lane lane) {
        while (true) {
            ContactEvent event;
            lane.lock.lock();
            try {
                if (lane.delivering || lane.queue.isEmpty()) {
                    return;
                }
                lane.delivering = true;
                event = lane.queue.poll();
                queued.decrementAndGet();
            } finally {
                lane.lock.unlock();
            }
            try {
                tell(event);
            } finally {
                lane.lock.lock();
                lane.delivering = false;
                lane.lock.unlock();
            }
        }
    }

    private void tell(ContactEvent event) {
        for (Hearing hearing : listeners) {
            if (!hearing.kinds.contains(event.kind())) {
                continue;
            }
            try {
                hearing.listener.changed(event);
            } catch (Throwable failure) {
                if (complaints.allows()) {
                    LOG.warn(
                            "usrloc: contact listener {} failed on {}",
                            hearing.listener.getClass().getName(),
                            event.kind(),
                            failure);
                }
            }
        }
    }

    private static Set<Kind> kinds(ContactListener listener) {
        try {
            return Set.copyOf(listener.kinds());
        } catch (Throwable failure) {
            LOG.warn(
                    "usrloc: contact listener {} does not say what it wants to hear, and hears all",
                    listener.getClass().getName(),
                    failure);
            return EnumSet.allOf(Kind.class);
        }
    }

    /** A listener and what it wants to hear. */
    private record Hearing(ContactListener listener, Set<Kind> kinds) {

        boolean hearsChanges() {
            return kinds.stream().anyMatch(kind -> kind != Kind.EXPIRE);
        }
    }

    private static final class Lane {
        final ReentrantLock lock = new ReentrantLock();
        final ArrayDeque<ContactEvent> queue = new ArrayDeque<>(0);
        boolean delivering;
    }
}
