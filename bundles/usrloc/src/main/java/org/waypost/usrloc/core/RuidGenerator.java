package org.waypost.usrloc.core;

import java.util.concurrent.atomic.AtomicLong;
import org.waypost.usrloc.Ruid;

/**
 * Makes the unique ids of contacts: {@code uloc-[<server id>-]<start time>-<pid>-<counter>}, hexadecimal.
 *
 * <p>Bindings outlive this bundle, so a generator that is made when the bundle is updated must not repeat the start time of the one
 * before it in the same process; the classes of which are gone. A system property remembers it.
 */
final class RuidGenerator {

    private static final String LAST_START = "org.waypost.usrloc.start";

    private final String start;
    private final AtomicLong counter = new AtomicLong();
    private volatile Prefix prefix = new Prefix(-1, "");

    /** The prefix for one server id, made when it first changes. */
    private record Prefix(int serverId, String text) {}

    RuidGenerator(long now) {
        long unused;
        synchronized (System.getProperties()) {
            unused = Math.max(now, Long.getLong(LAST_START, 0L) + 1);
            System.setProperty(LAST_START, Long.toString(unused));
        }
        start = Long.toHexString(unused)
                + '-'
                + Long.toHexString(ProcessHandle.current().pid())
                + '-';
    }

    Ruid next(int serverId) {
        Prefix current = prefix;
        if (current.serverId != serverId) {
            String server = serverId == 0 ? "" : Integer.toHexString(serverId) + '-';
            current = new Prefix(serverId, "uloc-" + server + start);
            prefix = current;
        }
        return new Ruid(current.text, counter.incrementAndGet());
    }
}
