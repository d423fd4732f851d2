package org.waypost.auth.digest;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How often each nonce was used, so that credentials that somebody overheard are good for nothing (RFC 7616 3.4, 5.8). A count may come
 * late, behind up to 63 higher ones, but only once. Only nonces with good credentials are kept; when they are too many the one that was
 * not used for longest is forgotten, and with it all are void that are as old or older and not known.
 */
public final class NonceUses {

    /** What a use of a nonce is. */
    public enum Use {
        FIRST,
        /** The same request once more from the same place, as UDP repeats it: nothing newer came since. */
        REPEATED,
        REPLAYED
    }

    private static final int WINDOW = Long.SIZE;
    private static final long LONGEST_REPEATING_MILLIS = 32_000;

    private static final class Counted {

        private long seconds;
        private long highest;
        private long seen;
        private long request;
        private long millis;
    }

    // Guarded by this.
    private final Map<Long, Counted> nonces = new LinkedHashMap<>(64, 0.75f, true);
    private long voidUntil = -1;

    /**
     * Notes that good credentials came.
     *
     * @param count of the nonce, which is 1 for one that can be used once
     * @param request what tells this request from any other, its source included
     * @param most nonces that are kept
     */
    public synchronized Use note(Nonces.Nonce nonce, long count, long request, long millis, int most) {
        Counted counted = nonces.get(nonce.number());
        if (counted == null) {
            if (nonce.seconds() <= voidUntil) {
                return Use.REPLAYED;
            }
            counted = new Counted();
            counted.seconds = nonce.seconds();
            nonces.put(nonce.number(), counted);
            makeRoom(most);
        }
        if (count == counted.highest && request == counted.request) {
            return millis - counted.millis < LONGEST_REPEATING_MILLIS ? Use.REPEATED : Use.REPLAYED;
        }
        if (!count(counted, count)) {
            return Use.REPLAYED;
        }
        if (count == counted.highest) {
            counted.request = request;
            counted.millis = millis;
        }
        return Use.FIRST;
    }

    /** Nonces that are kept. */
    public synchronized int size() {
        return nonces.size();
    }

    /** Forgets those made before that time, epoch seconds, which are good no longer. */
    public synchronized void forget(long before) {
        nonces.values().removeIf(counted -> counted.seconds < before);
    }

    private static boolean count(Counted counted, long count) {
        if (count <= 0) {
            return false;
        }
        long ahead = count - counted.highest;
        if (ahead > 0) {
            counted.seen = ahead >= WINDOW ? 1 : counted.seen << ahead | 1;
            counted.highest = count;
            return true;
        }
        long bit = ahead <= -WINDOW ? 0 : 1L << -ahead;
        if (bit == 0 || (counted.seen & bit) != 0) {
            return false;
        }
        counted.seen |= bit;
        return true;
    }

    private void makeRoom(int most) {
        Iterator<Counted> eldest = nonces.values().iterator();
        while (nonces.size() > most) {
            voidUntil = Math.max(voidUntil, eldest.next().seconds);
            eldest.remove();
        }
    }
}
