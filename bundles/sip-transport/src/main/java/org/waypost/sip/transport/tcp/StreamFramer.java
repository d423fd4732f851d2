package org.waypost.sip.transport.tcp;

import java.util.Arrays;
import org.waypost.sip.Octets;

/**
 * Cuts the octets of a connection into messages (RFC 3261 18.3). Octets that make up no whole message yet are kept, at most one
 * message of the allowed size and the chunk that follows; each octet is looked at once while the end of the headers is sought,
 * however small the chunks are, and nothing is reserved for a Content-Length before it was found to be allowed.
 */
final class StreamFramer {

    /** Takes what the framer finds. */
    interface Sink {

        /** A whole message in an array of its own; false to stop. */
        boolean message(byte[] message);

        /** Headers whose message has no known end, with what follows them: the last that is read of this stream. */
        void endless(Octets beginning);

        /** A double CRLF between messages: the peer wants to see a CRLF (RFC 5626 4.4.1). */
        void ping();
    }

    /** Why a stream cannot be read any further. */
    enum Fault {
        NONE,
        /** The message is larger than allowed. */
        TOO_LARGE,
        /** Content-Length is missing, there twice or no number, so that the end of the message is unknown. */
        NO_LENGTH,
        /** The sink wants no more. */
        STOPPED
    }

    private static final byte[] NOTHING = {};
    private static final int UNKNOWN = -1;
    private static final int SMALLEST = 512;

    private final Sink sink;
    private byte[] pending = NOTHING;
    private int count;

    // All relative to the first octet of the message that is being read.
    private int scanned;
    private int total = UNKNOWN;

    private boolean carriageReturn;
    private boolean oneLineEnd;

    private Octets refused = Octets.EMPTY;

    StreamFramer(Sink sink) {
        this.sink = sink;
    }

    /** What could not be read, as far as it has come, after a fault. Valid as long as the chunk that was fed last. */
    Octets refused() {
        return refused;
    }

    /** Octets it keeps until the message has come whole. */
    int held() {
        return pending.length;
    }

    /** Goes on with {@code length} octets; after a fault the stream is of no use. */
    Fault feed(byte[] chunk, int offset, int length, int largest) {
        if (count == 0) {
            Progress progress = consume(chunk, offset, offset + length, largest);
            if (progress.fault == Fault.NONE) {
                keep(chunk, progress.at, offset + length, largest);
            } else {
                refused = new Octets(chunk, progress.at, offset + length - progress.at);
            }
            return progress.fault;
        }
        reserve(count + length, largest);
        System.arraycopy(chunk, offset, pending, count, length);
        count += length;
        Progress progress = consume(pending, 0, count, largest);
        if (progress.fault != Fault.NONE) {
            refused = new Octets(pending, progress.at, count - progress.at);
        } else if (progress.at > 0) {
            keep(pending, progress.at, count, largest);
        }
        return progress.fault;
    }

    private record Progress(int at, Fault fault) {}

    private Progress consume(byte[] array, int from, int to, int largest) {
        int start = from;
        while (start < to) {
            if (scanned == 0 && total == UNKNOWN) {
                start = skipBetween(array, start, to);
                if (start == to) {
                    break;
                }
            }
            if (total == UNKNOWN) {
                int headersEnd = headersEnd(array, start, to);
                if (headersEnd < 0) {
                    return new Progress(start, to - start > largest ? Fault.TOO_LARGE : Fault.NONE);
                }
                long length = contentLength(array, start, headersEnd);
                if (length < 0) {
                    sink.endless(new Octets(array, start, to - start));
                    return new Progress(start, Fault.NO_LENGTH);
                }
                if (headersEnd - start + length > largest) {
                    return new Progress(start, Fault.TOO_LARGE);
                }
                total = (int) (headersEnd - start + length);
            }
            if (to - start < total) {
                break;
            }
            byte[] message = Arrays.copyOfRange(array, start, start + total);
            start += total;
            scanned = 0;
            total = UNKNOWN;
            if (!sink.message(message)) {
                return new Progress(start, Fault.STOPPED);
            }
        }
        return new Progress(start, Fault.NONE);
    }

    private int skipBetween(byte[] array, int from, int to) {
        int i = from;
        for (; i < to; i++) {
            byte octet = array[i];
            if (octet == '\n') {
                boolean lineEnd = carriageReturn;
                carriageReturn = false;
                if (lineEnd && oneLineEnd) {
                    oneLineEnd = false;
                    sink.ping();
                } else {
                    oneLineEnd = lineEnd;
                }
            } else if (octet == '\r') {
                carriageReturn = true;
            } else if (octet == ' ' || octet == '\t' || octet == 0) {
                oneLineEnd = carriageReturn = false;
            } else {
                oneLineEnd = carriageReturn = false;
                break;
            }
        }
        return i;
    }

    // Index after the blank line, or -1; goes on where it stopped. Lines may end in LF alone.
    private int headersEnd(byte[] array, int start, int to) {
        int i = start + scanned;
        while (i < to) {
            if (array[i] == '\n') {
                int next = i + 1;
                if (next < to && array[next] == '\r') {
                    next++;
                }
                if (next >= to) {
                    break;
                }
                if (array[next] == '\n') {
                    return next + 1;
                }
            }
            i++;
        }
        scanned = i - start;
        return -1;
    }

    private static long contentLength(byte[] array, int start, int end) {
        long length = UNKNOWN;
        for (int line = nextLine(array, start, end); line < end; line = nextLine(array, line, end)) {
            int first = array[line] | 0x20;
            if (first == 'l' || first == 'c') {
                int name = line;
                while (name < end && array[name] != ':' && !Octets.isWhite(array[name])) {
                    name++;
                }
                int colon = name;
                while (colon < end && (array[colon] == ' ' || array[colon] == '\t')) {
                    colon++;
                }
                Octets text = new Octets(array, line, name - line);
                boolean wanted = text.equalsIgnoreCase("l") || text.equalsIgnoreCase("Content-Length");
                if (wanted && colon < end && array[colon] == ':') {
                    if (length != UNKNOWN) {
                        return UNKNOWN;
                    }
                    int lineEnd = nextLine(array, colon, end);
                    length = new Octets(array, colon + 1, lineEnd - colon - 1)
                            .trim()
                            .number();
                    if (length < 0) {
                        return UNKNOWN;
                    }
                }
            }
        }
        return length;
    }

    private static int nextLine(byte[] array, int from, int end) {
        int i = from;
        while (i < end && array[i] != '\n') {
            i++;
        }
        return Math.min(i + 1, end);
    }

    private void keep(byte[] array, int from, int to, int largest) {
        int rest = to - from;
        if (rest == 0) {
            pending = NOTHING;
        } else if (array == pending) {
            System.arraycopy(array, from, pending, 0, rest);
        } else {
            reserve(rest, largest);
            System.arraycopy(array, from, pending, 0, rest);
        }
        count = rest;
    }

    private void reserve(int needed, int largest) {
        if (pending.length < needed) {
            int usual = Math.min(Math.max(SMALLEST, needed * 2), total == UNKNOWN ? largest : total);
            pending = Arrays.copyOf(pending, Math.max(needed, usual));
        }
    }
}
