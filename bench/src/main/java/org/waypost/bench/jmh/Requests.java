package org.waypost.bench.jmh;

import java.nio.ByteBuffer;
import org.waypost.bench.load.LoadPlan;
import org.waypost.bench.load.MessageTemplate;
import org.waypost.bench.load.Mode;

/** One request of the load generator after the other, over a number of AoRs in turn, each time round with a higher CSeq. */
final class Requests {

    private static final int LONGEST = 4096;

    private final byte[] octets = new byte[LONGEST];
    private final MessageTemplate template;
    private final int first;
    private final int aors;
    private long sequence;

    Requests(Mode mode, int first, int aors) {
        template = new MessageTemplate(mode.text("UDP", "127.0.0.1:5062", "127.0.0.1:5060"));
        this.first = first;
        this.aors = aors;
    }

    /** Puts the next request into {@link #octets()}, as a reader does with a datagram, and gives its length. */
    int next() {
        ByteBuffer message = template.stamp(sequence, first + sequence % aors, LoadPlan.FIRST_CSEQ + sequence / aors);
        sequence++;
        int length = message.remaining();
        message.get(octets, 0, length);
        return length;
    }

    /** The array that holds the request; the same each time. */
    byte[] octets() {
        return octets;
    }
}
