package org.waypost.sip.transport.tcp;

import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Places that are limited in all and for each address. */
public final class Places {

    private final AtomicInteger taken = new AtomicInteger();
    private final Map<InetAddress, Integer> perSource = new ConcurrentHashMap<>();

    /** Takes one, if there is one left in all and for that address. */
    public boolean admit(InetAddress source, int most, int mostOfSource) {
        if (taken.incrementAndGet() > most) {
            taken.decrementAndGet();
            return false;
        }
        int[] before = new int[1];
        perSource.compute(source, (address, count) -> {
            before[0] = count == null ? 0 : count;
            return before[0] < mostOfSource ? Integer.valueOf(before[0] + 1) : count;
        });
        if (before[0] >= mostOfSource) {
            taken.decrementAndGet();
            return false;
        }
        return true;
    }

    /** Gives one back. */
    public void leave(InetAddress source) {
        perSource.computeIfPresent(source, (address, count) -> count == 1 ? null : count - 1);
        taken.decrementAndGet();
    }

    public int taken() {
        return taken.get();
    }
}
