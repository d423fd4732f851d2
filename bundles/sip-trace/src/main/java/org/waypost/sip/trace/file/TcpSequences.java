package org.waypost.sip.trace.file;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Made-up sequence numbers for the connections of a trace: those of a connection follow one another, as a reader needs them to put the
 * messages together. Connections that were quiet longest are forgotten; should one go on, its numbers jump ahead by the clock (RFC
 * 9293 3.4.1), as no reader takes that for a repetition.
 */
final class TcpSequences {

    private static final int MOST = 4096;

    private final Map<Integer, long[]> next = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, long[]> eldest) {
            return size() > MOST;
        }
    };

    /** The numbers of a segment: its first octet, and the one that is expected of the other end. */
    record Numbers(int sequence, int acknowledged) {}

    /** The numbers of the next {@code length} octets of a connection in one direction. */
    Numbers take(int flow, boolean incoming, int length, long micros) {
        long start = micros / 4;
        long[] ends = next.computeIfAbsent(flow, connection -> new long[] {start, start});
        int from = incoming ? 0 : 1;
        Numbers numbers = new Numbers((int) ends[from], (int) ends[1 - from]);
        ends[from] += length;
        return numbers;
    }
}
