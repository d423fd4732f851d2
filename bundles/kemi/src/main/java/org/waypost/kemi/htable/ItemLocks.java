package org.waypost.kemi.htable;

import java.util.concurrent.TimeUnit;

/**
 * The locks of {@code sht_lock}: one for each of a fixed number of groups of keys. A script that forgets to unlock, or ends in
 * between, must not stop the others, so a lock is lent for a second at most.
 */
final class ItemLocks {

    /** Stands for the request whose script holds a lock. */
    static final class Owner {}

    private static final long LEASE = TimeUnit.SECONDS.toNanos(1);
    private static final int GROUPS = 64;

    private static final class Lock {

        private Owner owner;
        private int depth;
        private long until;

        // A thread waits no longer than the lease of whoever holds the lock.
        synchronized void lock(Owner wanted) {
            long now = System.nanoTime();
            while (depth > 0 && owner != wanted && until - now > 0) {
                try {
                    TimeUnit.NANOSECONDS.timedWait(this, until - now);
                } catch (InterruptedException stopping) {
                    Thread.currentThread().interrupt();
                    break;
                }
                now = System.nanoTime();
            }
            depth = depth > 0 && owner == wanted ? depth + 1 : 1;
            owner = wanted;
            until = now + LEASE;
        }

        synchronized void unlock(Owner holder) {
            if (depth > 0 && owner == holder && --depth == 0) {
                notifyAll();
            }
        }
    }

    private final Lock[] locks = new Lock[GROUPS];

    ItemLocks() {
        for (int i = 0; i < GROUPS; i++) {
            locks[i] = new Lock();
        }
    }

    void lock(String key, Owner owner) {
        of(key).lock(owner);
    }

    /** Does nothing if the lock is not the owner's any more. */
    void unlock(String key, Owner owner) {
        of(key).unlock(owner);
    }

    private Lock of(String key) {
        return locks[Math.floorMod(key.hashCode(), GROUPS)];
    }
}
