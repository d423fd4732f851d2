package org.waypost.kemi.pike;

import java.net.InetAddress;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How many requests each source sent lately. A source is blocked as long as it sent more than allowed in this or in the last sampling
 * unit, so a blocked one that goes on stays blocked. The sources are spread over shards with a lock each; in each the one that was
 * silent longest comes first and makes room when the shard is full.
 */
final class SourceRates {

    /** What a request of a source means. */
    enum Verdict {
        /** The source is within its limit. */
        ALLOWED,
        /** This request took it over the limit. */
        BLOCKED_NOW,
        /** It was over the limit before. */
        BLOCKED
    }

    private static final int SHARDS = 16;

    private static final class Source {

        private long unit;
        private int last;
        private int current;
        private boolean blocked;
    }

    private static final class Shard {

        private final Map<InetAddress, Source> sources = new LinkedHashMap<>(64, 0.75f, true);
    }

    private final Shard[] shards = new Shard[SHARDS];

    SourceRates() {
        for (int i = 0; i < SHARDS; i++) {
            shards[i] = new Shard();
        }
    }

    /**
     * Counts a request.
     *
     * @param seconds since any point in time
     */
    Verdict count(InetAddress address, PikeSettings settings, long seconds) {
        Shard shard = shards[Math.floorMod(address.hashCode() * 0x9E3779B9 >>> 16, SHARDS)];
        long unit = Math.floorDiv(seconds, settings.unit());
        synchronized (shard) {
            Source source = shard.sources.get(address);
            if (source == null) {
                source = new Source();
                source.unit = unit;
                shard.sources.put(address, source);
                makeRoom(shard.sources, settings, unit);
            }
            return count(source, unit, settings.density());
        }
    }

    int size() {
        int size = 0;
        for (Shard shard : shards) {
            synchronized (shard) {
                size += shard.sources.size();
            }
        }
        return size;
    }

    private static Verdict count(Source source, long unit, int density) {
        if (source.unit != unit) {
            source.last = source.unit == unit - 1 ? source.current : 0;
            source.current = 0;
            source.unit = unit;
        }
        source.current = Math.min(source.current + 1, Integer.MAX_VALUE - 1);
        boolean before = source.blocked;
        source.blocked = source.current > density || source.last > density;
        if (!source.blocked) {
            return Verdict.ALLOWED;
        }
        return before ? Verdict.BLOCKED : Verdict.BLOCKED_NOW;
    }

    // The new source itself is the last, so it is never the one that goes.
    private static void makeRoom(Map<InetAddress, Source> sources, PikeSettings settings, long unit) {
        long kept = Math.max(1, settings.latency() / settings.unit());
        Iterator<Source> eldest = sources.values().iterator();
        int most = Math.max(1, settings.maxSources() / SHARDS);
        while (sources.size() > 1 && eldest.hasNext()) {
            if (eldest.next().unit >= unit - kept && sources.size() <= most) {
                break;
            }
            eldest.remove();
        }
    }
}
