package org.waypost.sip.dns;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.waypost.sip.SipServer;

/** The servers that have failed lately, up to a number: others are tried before them. */
final class FailedServers {

    private static final int MOST = 1000;
    private static final long SECOND = 1_000_000_000L;

    private final LongSupplier clock;
    private final Map<SipServer, Long> until = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<SipServer, Long> eldest) {
            return size() > MOST;
        }
    };

    /** @param clock in nanoseconds */
    FailedServers(LongSupplier clock) {
        this.clock = clock;
    }

    synchronized void add(SipServer server, int seconds) {
        until.remove(server);
        if (seconds > 0) {
            until.put(server, clock.getAsLong() + seconds * SECOND);
        }
    }

    /** The servers in their order, those that have failed at the end. */
    synchronized List<SipServer> last(List<SipServer> servers) {
        forgetOld();
        if (until.isEmpty()) {
            return servers;
        }
        List<SipServer> ordered = new ArrayList<>(servers);
        List<SipServer> failed = servers.stream().filter(until::containsKey).toList();
        ordered.removeAll(failed);
        ordered.addAll(failed);
        return ordered;
    }

    /** Each with the seconds it is still avoided. */
    synchronized Map<SipServer, Long> left() {
        forgetOld();
        Map<SipServer, Long> left = new LinkedHashMap<>();
        long now = clock.getAsLong();
        until.forEach((server, end) -> left.put(server, (end - now + SECOND - 1) / SECOND));
        return left;
    }

    synchronized void clear() {
        until.clear();
    }

    private void forgetOld() {
        long now = clock.getAsLong();
        until.values().removeIf(end -> end - now <= 0);
    }
}
