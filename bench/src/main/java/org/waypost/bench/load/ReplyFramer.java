package org.waypost.bench.load;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Cuts a TCP stream into SIP messages by Content-Length (RFC 3261 18.3). */
public final class ReplyFramer {

    /** What is done with each reply. */
    public interface Sink {
        void reply(byte[] octets, int from, int to);
    }

    private static final int SIZE = 1 << 17;
    private static final String LENGTH = "content-length:";

    private final byte[] octets = new byte[SIZE];
    private final ByteBuffer space = ByteBuffer.wrap(octets);

    /** Where the next octets of the stream go. */
    public ByteBuffer space() {
        return space;
    }

    /** Hands on each reply that is complete and keeps the rest. */
    public void each(Sink sink) throws IOException {
        int end = space.position();
        int from = 0;
        int next = end(from, end);
        while (next >= 0) {
            sink.reply(octets, from, next);
            from = next;
            next = end(from, end);
        }
        System.arraycopy(octets, from, octets, 0, end - from);
        space.position(end - from);
        if (!space.hasRemaining()) {
            throw new IOException("no end of a reply within " + SIZE + " octets");
        }
    }

    /** Where the reply that starts at {@code from} ends, or -1 if it is not complete. */
    private int end(int from, int end) {
        for (int i = from; i + 4 <= end; i++) {
            if (octets[i] == '\r' && octets[i + 1] == '\n' && octets[i + 2] == '\r' && octets[i + 3] == '\n') {
                int total = i + 4 + contentLength(from, i);
                return total <= end ? total : -1;
            }
        }
        return -1;
    }

    private int contentLength(int from, int end) {
        for (int i = from; i + LENGTH.length() < end; i++) {
            if (octets[i] == '\n' && isLength(i + 1)) {
                int length = 0;
                for (int j = i + 1 + LENGTH.length(); j < end && octets[j] != '\r'; j++) {
                    if (octets[j] != ' ') {
                        length = length * 10 + octets[j] - '0';
                    }
                }
                return length;
            }
        }
        return 0;
    }

    private boolean isLength(int from) {
        for (int i = 0; i < LENGTH.length(); i++) {
            if (Character.toLowerCase((char) octets[from + i]) != LENGTH.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
