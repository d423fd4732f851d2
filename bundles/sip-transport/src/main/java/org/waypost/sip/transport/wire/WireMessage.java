package org.waypost.sip.transport.wire;

import java.util.Arrays;
import org.waypost.sip.HeaderName;
import org.waypost.sip.Octets;
import org.waypost.sip.SipMessage;

/**
 * The index of one message: where each header line of an array of octets begins and ends. It is filled by {@link MessageScanner} and
 * reused for the next message unless someone retains it, so that reading a message creates no objects.
 */
public abstract sealed class WireMessage implements SipMessage permits WireRequest, WireResponse {

    private static final int STRIDE = 5;
    private static final int NAME_END = 1;
    private static final int VALUE = 2;
    private static final int VALUE_END = 3;
    private static final int LINE_END = 4;
    static final int USUAL_HEADERS = 24;

    private byte[] array = {};
    private int start;
    private int end;
    private int firstLineEnd;
    private int bodyStart;
    private int headers;
    private long present;
    private HeaderName[] names;
    private int[] places;

    WireMessage(int usualHeaders) {
        names = new HeaderName[usualHeaders];
        places = new int[usualHeaders * STRIDE];
    }

    void begin(byte[] message, int from, int to, int lineEnd) {
        array = message;
        start = from;
        end = to;
        firstLineEnd = lineEnd;
        bodyStart = to;
        headers = 0;
        present = 0;
    }

    void add(HeaderName name, int nameStart, int nameEnd, int value, int valueEnd, int lineEnd) {
        if (headers == names.length) {
            names = Arrays.copyOf(names, headers * 2);
            places = Arrays.copyOf(places, headers * 2 * STRIDE);
        }
        int place = headers * STRIDE;
        places[place] = nameStart;
        places[place + NAME_END] = nameEnd;
        places[place + VALUE] = value;
        places[place + VALUE_END] = valueEnd;
        places[place + LINE_END] = lineEnd;
        names[headers++] = name;
        present |= 1L << name.ordinal();
    }

    void body(int from, int to) {
        bodyStart = from;
        end = to;
    }

    /** The array that holds the message; all positions count in it. */
    public byte[] array() {
        return array;
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    int bodyStart() {
        return bodyStart;
    }

    int lineStart(int index) {
        return places[index * STRIDE];
    }

    int valueStart(int index) {
        return places[index * STRIDE + VALUE];
    }

    int valueEnd(int index) {
        return places[index * STRIDE + VALUE_END];
    }

    int lineEnd(int index) {
        return places[index * STRIDE + LINE_END];
    }

    /** Where header line {@code index} ends but for its line end: unlike its value it keeps the white space before that. */
    int contentEnd(int index) {
        int content = lineEnd(index);
        while (array[content - 1] == '\n' || array[content - 1] == '\r') {
            content--;
        }
        return content;
    }

    @Override
    public Octets octets() {
        return slice(start, end);
    }

    @Override
    public Octets firstLine() {
        return slice(start, firstLineEnd);
    }

    @Override
    public int headerCount() {
        return headers;
    }

    @Override
    public HeaderName headerName(int index) {
        return names[index];
    }

    @Override
    public Octets headerText(int index) {
        return slice(lineStart(index), places[index * STRIDE + NAME_END]);
    }

    @Override
    public Octets headerValue(int index) {
        return slice(valueStart(index), valueEnd(index));
    }

    @Override
    public Octets headerLine(int index) {
        return slice(lineStart(index), lineEnd(index));
    }

    @Override
    public int indexOf(HeaderName name, int from) {
        if (has(name)) {
            for (int i = from; i < headers; i++) {
                if (names[i] == name) {
                    return i;
                }
            }
        }
        return -1;
    }

    @Override
    public boolean has(HeaderName name) {
        return (present & 1L << name.ordinal()) != 0;
    }

    @Override
    public Octets body() {
        return slice(bodyStart, end);
    }

    /** The method in the CSeq header; empty if that has none. */
    public Octets cseqMethod() {
        Octets cseq = first(HeaderName.CSEQ);
        int i = 0;
        while (i < cseq.length() && !Octets.isWhite(cseq.at(i))) {
            i++;
        }
        return cseq.from(i).trim();
    }

    /** Becomes a copy of {@code other} that nobody else writes to. */
    void copy(WireMessage other) {
        array = Arrays.copyOf(other.array, other.end);
        start = other.start;
        end = other.end;
        firstLineEnd = other.firstLineEnd;
        bodyStart = other.bodyStart;
        headers = other.headers;
        present = other.present;
        names = Arrays.copyOf(other.names, headers);
        places = Arrays.copyOf(other.places, headers * STRIDE);
    }

    Octets slice(int from, int to) {
        return from == to ? Octets.EMPTY : new Octets(array, from, to - from);
    }

    @Override
    public String toString() {
        return firstLine().toString();
    }
}
