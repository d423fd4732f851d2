package org.waypost.sip.transport.wire;

import org.waypost.sip.HeaderName;
import org.waypost.sip.Octets;

/**
 * Finds the header lines of a message in one pass over its octets and decides whether it can be handled at all. What is accepted
 * and what is dropped was found by asking Kamailio: lines may end in LF alone, white space may stand before the first line and
 * before a colon, the blank line may be missing at the end of a datagram; a line without a line end or without a colon, a
 * repeated To, From, Call-ID, CSeq, Content-Length or Max-Forwards, a Content-Length that is no number and a Via, be it not the
 * first, that cannot be read are not.
 */
public final class MessageScanner {

    private static final long MANDATORY = bit(HeaderName.VIA)
            | bit(HeaderName.FROM)
            | bit(HeaderName.TO)
            | bit(HeaderName.CALL_ID)
            | bit(HeaderName.CSEQ);
    private static final long SINGLE = bit(HeaderName.FROM)
            | bit(HeaderName.TO)
            | bit(HeaderName.CALL_ID)
            | bit(HeaderName.CSEQ)
            | bit(HeaderName.CONTENT_LENGTH)
            | bit(HeaderName.MAX_FORWARDS);
    private static final String VERSION = "SIP/2.0";

    private WireRequest request = new WireRequest();
    private WireResponse response = new WireResponse();
    private final ViaParts lowerVia = new ViaParts();
    private boolean isResponse;

    /** The request that {@link #scan} found last. */
    public WireRequest request() {
        return request;
    }

    /** The response that {@link #scan} found last. */
    public WireResponse response() {
        return response;
    }

    /**
     * Makes of a message that {@link #scan} did not find to be a request one that can be answered: {@link #request()} then has what
     * an answer repeats.
     *
     * @return what RFC 3261 answers it, 400 or 505; 0 if it is no request or cannot be answered
     */
    public int salvage(byte[] array, int offset, int length, ScanLimits limits) {
        isResponse = false;
        return Salvage.request(request, array, offset, offset + length, limits);
    }

    /** Leaves the last message to whoever holds it now; the next one is indexed elsewhere. */
    public void release() {
        if (isResponse) {
            response = new WireResponse();
        } else {
            request = new WireRequest();
        }
    }

    /** Indexes the message in {@code [offset, offset + length)}, which must not change while the message is used. */
    public Verdict scan(byte[] array, int offset, int length, ScanLimits limits) {
        int end = offset + length;
        int start = offset;
        while (start < end && isLeading(array[start])) {
            start++;
        }
        if (start == end) {
            return Verdict.KEEPALIVE;
        }
        int lineFeed = lineFeed(array, start, end);
        if (lineFeed < 0) {
            return Verdict.NOT_SIP;
        }
        int lineEnd = lineFeed;
        while (lineEnd > start && Octets.isWhite(array[lineEnd - 1])) {
            lineEnd--;
        }
        if (lineEnd - start > limits.headerLength()) {
            return Verdict.TOO_LARGE;
        }
        isResponse = isVersion(array, start, lineEnd) && array[start + VERSION.length()] == ' ';
        WireMessage message = isResponse ? response : request;
        message.begin(array, start, end, lineEnd);
        if (isResponse ? !statusLine(array, start, lineEnd) : !requestLine(array, start, lineEnd)) {
            return Verdict.NOT_SIP;
        }
        Verdict verdict = headers(message, array, lineFeed + 1, end, limits);
        if (verdict != Verdict.REQUEST) {
            return verdict;
        }
        return isResponse ? checkResponse() : checkRequest();
    }

    private boolean requestLine(byte[] array, int start, int end) {
        int space = indexOfSpace(array, start, end);
        int second = indexOfSpace(array, space + 1, end);
        if (space <= start || second < 0 || !isVersion(array, second + 1, end)) {
            return false;
        }
        // A second space before the version would be part of it: SIP/2.0 must follow at once.
        request.requestLine(space, second, end);
        return true;
    }

    private boolean statusLine(byte[] array, int start, int end) {
        int code = start + VERSION.length() + 1;
        if (end - code < 3 || end - code > 3 && array[code + 3] != ' ') {
            return false;
        }
        int status = 0;
        for (int i = code; i < code + 3; i++) {
            if (array[i] < '0' || array[i] > '9') {
                return false;
            }
            status = status * 10 + array[i] - '0';
        }
        response.statusLine(status, Math.min(end, code + 4), end);
        return status >= 100 && status < 700;
    }

    // Stands for "all is well" with REQUEST.
    private static Verdict headers(WireMessage message, byte[] array, int from, int end, ScanLimits limits) {
        long seen = 0;
        int i = from;
        while (i < end) {
            byte first = array[i];
            if (first == '\n' || first == '\r') {
                message.body(first == '\r' && i + 1 < end && array[i + 1] == '\n' ? i + 2 : i + 1, end);
                break;
            }
            int name = i;
            while (i < end && CharClass.isToken(array[i])) {
                i++;
            }
            int nameEnd = i;
            while (i < end && (array[i] == ' ' || array[i] == '\t')) {
                i++;
            }
            if (nameEnd == name || i == end || array[i] != ':') {
                return Verdict.BAD_HEADER;
            }
            int value = i + 1;
            do {
                i = lineFeed(array, i + 1, end);
                if (i < 0) {
                    return Verdict.BAD_HEADER;
                }
            } while (i + 1 < end && (array[i + 1] == ' ' || array[i + 1] == '\t'));
            int lineEnd = ++i;
            if (lineEnd - name > limits.headerLength() || message.headerCount() == limits.headers()) {
                return Verdict.TOO_LARGE;
            }
            int valueEnd = lineEnd;
            while (value < valueEnd && Octets.isWhite(array[value])) {
                value++;
            }
            while (valueEnd > value && Octets.isWhite(array[valueEnd - 1])) {
                valueEnd--;
            }
            HeaderName header = HeaderName.of(array, name, nameEnd - name);
            long bit = bit(header);
            if ((seen & bit & SINGLE) != 0) {
                return Verdict.BAD_HEADER;
            }
            seen |= bit;
            message.add(header, name, nameEnd, value, valueEnd, lineEnd);
        }
        return (seen & MANDATORY) == MANDATORY ? Verdict.REQUEST : Verdict.INCOMPLETE;
    }

    private Verdict checkRequest() {
        WireRequest message = request;
        if (!isLengthGood(message) || !isCseqGood(message) || !areViasGood(message, message.via())) {
            return Verdict.BAD_HEADER;
        }
        int to = message.indexOf(HeaderName.TO, 0);
        int tag = AddressHeader.check(message.array(), message.valueStart(to), message.valueEnd(to));
        if (tag == AddressHeader.MALFORMED) {
            return Verdict.BAD_HEADER;
        }
        message.hasToTag(tag == AddressHeader.TAGGED);
        return Verdict.REQUEST;
    }

    private Verdict checkResponse() {
        return isLengthGood(response) && isCseqGood(response) && areViasGood(response, response.via())
                ? Verdict.RESPONSE
                : Verdict.BAD_HEADER;
    }

    // The first is kept in its parts; those below it, in the same header line or another, must be ones as well.
    private boolean areViasGood(WireMessage message, ViaParts first) {
        ViaParts via = first;
        int index = message.indexOf(HeaderName.VIA, 0);
        while (index >= 0) {
            int end = message.contentEnd(index);
            int from = message.valueStart(index);
            do {
                if (!via.parse(message.array(), from, end)) {
                    return false;
                }
                from = via.next();
                via = lowerVia;
            } while (from >= 0);
            index = message.indexOf(HeaderName.VIA, index + 1);
        }
        return true;
    }

    // A Content-Length beyond the datagram is accepted, a shorter one cuts the body (RFC 3261 18.3).
    private static boolean isLengthGood(WireMessage message) {
        int index = message.indexOf(HeaderName.CONTENT_LENGTH, 0);
        if (index < 0) {
            return true;
        }
        long number = number(message.array(), message.valueStart(index), message.valueEnd(index));
        if (number < 0 || number > Integer.MAX_VALUE) {
            return false;
        }
        int body = message.bodyStart();
        if (number < message.end() - body) {
            message.body(body, body + (int) number);
        }
        return true;
    }

    // Two words; whether the first is a number is for the registrar to say (400 Invalid CSeq number).
    private static boolean isCseqGood(WireMessage message) {
        int index = message.indexOf(HeaderName.CSEQ, 0);
        byte[] array = message.array();
        int i = message.valueStart(index);
        int end = message.valueEnd(index);
        while (i < end && !Octets.isWhite(array[i])) {
            i++;
        }
        if (i == end) {
            return false;
        }
        while (Octets.isWhite(array[i])) {
            i++;
        }
        while (i < end && !Octets.isWhite(array[i])) {
            i++;
        }
        return i == end;
    }

    static long number(byte[] array, int from, int to) {
        if (from == to || to - from > 18) {
            return -1;
        }
        long number = 0;
        for (int i = from; i < to; i++) {
            if (array[i] < '0' || array[i] > '9') {
                return -1;
            }
            number = number * 10 + array[i] - '0';
        }
        return number;
    }

    private static boolean isVersion(byte[] array, int from, int end) {
        if (end - from < VERSION.length()) {
            return false;
        }
        for (int i = 0; i < VERSION.length(); i++) {
            if (Octets.lower(array[from + i]) != Octets.lower(VERSION.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static int indexOfSpace(byte[] array, int from, int end) {
        for (int i = from; i < end; i++) {
            if (array[i] == ' ') {
                return i;
            }
        }
        return -1;
    }

    static int lineFeed(byte[] array, int from, int end) {
        for (int i = from; i < end; i++) {
            if (array[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    static boolean isLeading(byte octet) {
        return octet == 0 || Octets.isWhite(octet);
    }

    private static long bit(HeaderName name) {
        return name == HeaderName.OTHER ? 0 : 1L << name.ordinal();
    }
}
