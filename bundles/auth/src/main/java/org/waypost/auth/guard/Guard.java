package org.waypost.auth.guard;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Who failed how often. Failures count against the source and, with more patience, against the user; a user who has given the right
 * password from a source before has a count of their own there, so that a neighbour behind the same NAT, or somebody who guesses
 * from elsewhere, takes nothing from them. One failure is forgiven every ten seconds. When there are too many entries, the one that was
 * not asked for longest makes room.
 */
public final class Guard {

    private static final long FORGIVING_SECONDS = 10;
    private static final int USER_PATIENCE = 5;
    private static final int FIRST_DELAY_MILLIS = 250;
    private static final int NETWORK_OCTETS_V6 = 8;
    private static final String ANY_USER = "";
    private static final String ANY = "*";

    /** @param source empty octets stand for any */
    private record Key(Octets source, String user) {}

    private record Octets(byte[] octets) {

        static final Octets ANY = new Octets(new byte[0]);

        // a host has a whole /64 of IPv6 to itself
        static Octets of(InetAddress address) {
            byte[] octets = address.getAddress();
            return new Octets(octets.length == 4 ? octets : Arrays.copyOf(octets, NETWORK_OCTETS_V6));
        }

        String text() {
            if (octets.length == 0) {
                return Guard.ANY;
            }
            try {
                boolean isNetwork = octets.length == NETWORK_OCTETS_V6;
                InetAddress address = InetAddress.getByAddress(isNetwork ? Arrays.copyOf(octets, 16) : octets);
                return address.getHostAddress() + (isNetwork ? "/64" : "");
            } catch (UnknownHostException ofOtherLength) {
                throw new IllegalStateException("an address has 4 or 16 octets", ofOtherLength);
            }
        }

        @Override
        public boolean equals(Object object) {
            return object instanceof Octets other && Arrays.equals(octets, other.octets);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(octets);
        }
    }

    private static final class Entry {

        private boolean proven;
        private int failures;
        private long seconds;
        private long blockedUntil;
        private String last = "";

        int failures(long now) {
            long forgiven = (now - seconds) / FORGIVING_SECONDS;
            if (forgiven > 0) {
                failures = (int) Math.max(0, failures - forgiven);
                seconds += forgiven * FORGIVING_SECONDS;
            }
            return failures;
        }
    }

    // Guarded by this.
    private final Map<Key, Entry> entries = new LinkedHashMap<>(64, 0.75f, true);

    /** Seconds for which nothing of that source and user is to be checked; 0 if it may be. */
    public synchronized long blockedFor(InetAddress source, String user, long now) {
        Octets from = Octets.of(source);
        Entry own = entries.get(new Key(from, user));
        if (own != null && own.proven) {
            return Math.max(0, own.blockedUntil - now);
        }
        return Math.max(left(new Key(from, ANY_USER), now), left(new Key(Octets.ANY, user), now));
    }

    private long left(Key key, long now) {
        Entry entry = entries.get(key);
        return entry == null ? 0 : Math.max(0, entry.blockedUntil - now);
    }

    /**
     * Notes a failure; one that is as the last one counts no more, as a request is sent again while its answer is held back.
     *
     * @param guess tells one guess from all others
     * @return milliseconds for which the answer is to be held back
     */
    public synchronized int failed(InetAddress source, String user, String guess, long now, GuardSettings settings) {
        Octets from = Octets.of(source);
        Entry own = entries.get(new Key(from, user));
        int failures;
        if (own != null && own.proven) {
            failures = count(own, guess, now, settings.blockAfter(), settings);
        } else {
            int blockUserAfter = (int) Math.min(Integer.MAX_VALUE, (long) settings.blockAfter() * USER_PATIENCE);
            count(entry(new Key(Octets.ANY, user), now, settings), guess, now, blockUserAfter, settings);
            failures =
                    count(entry(new Key(from, ANY_USER), now, settings), guess, now, settings.blockAfter(), settings);
        }
        int excess = failures - settings.slowAfter();
        return excess <= 0
                ? 0
                : (int) Math.min(settings.longestDelayMillis(), (long) FIRST_DELAY_MILLIS << Math.min(excess - 1, 20));
    }

    private static int count(Entry entry, String guess, long now, int blockAfter, GuardSettings settings) {
        int failures = entry.failures(now);
        if (!guess.equals(entry.last)) {
            entry.last = guess;
            failures = ++entry.failures;
        }
        if (failures >= blockAfter) {
            entry.blockedUntil = now + settings.blockSeconds();
        }
        return failures;
    }

    /** Notes that the right password came from there. */
    public synchronized void succeeded(InetAddress source, String user, long now, GuardSettings settings) {
        Entry own = entry(new Key(Octets.of(source), user), now, settings);
        own.proven = true;
        own.failures = 0;
    }

    /** Sources and users that are watched. */
    public synchronized int size() {
        return entries.size();
    }

    /**
     * A source, a user or a user at a source of which nothing is checked.
     *
     * @param source an address, the network of an IPv6 address, or {@code *}
     * @param user {@code name@realm}, or {@code *}
     * @param seconds for which that is so
     */
    public record Blocked(String source, String user, int failures, long seconds) {}

    /** The time as all of this counts it: seconds from some moment on. */
    public static long now() {
        return System.nanoTime() / 1_000_000_000L;
    }

    /** Of whom nothing is checked now. */
    public synchronized List<Blocked> blockedNow(long now) {
        return entries.entrySet().stream()
                .filter(entry -> entry.getValue().blockedUntil > now)
                .map(entry -> blocked(entry.getKey(), entry.getValue(), now))
                .toList();
    }

    /** Forgets the failures of the blocked ones that are meant, and returns these. */
    public synchronized List<Blocked> release(long now, Predicate<Blocked> meant) {
        List<Blocked> released = new ArrayList<>();
        entries.entrySet().removeIf(entry -> {
            Entry value = entry.getValue();
            if (value.blockedUntil <= now) {
                return false;
            }
            Blocked blocked = blocked(entry.getKey(), value, now);
            if (!meant.test(blocked)) {
                return false;
            }
            released.add(blocked);
            value.blockedUntil = now;
            value.failures = 0;
            // that they have proven themselves is not forgotten
            return !value.proven;
        });
        return released;
    }

    private static Blocked blocked(Key key, Entry entry, long now) {
        return new Blocked(
                key.source.text(), key.user.isEmpty() ? ANY : key.user, entry.failures(now), entry.blockedUntil - now);
    }

    private Entry entry(Key key, long now, GuardSettings settings) {
        Entry entry = entries.get(key);
        if (entry == null) {
            entry = new Entry();
            entry.seconds = now;
            entries.put(key, entry);
            Iterator<Entry> eldest = entries.values().iterator();
            while (entries.size() > settings.mostKept()) {
                eldest.next();
                eldest.remove();
            }
        }
        return entry;
    }
}
