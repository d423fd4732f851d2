package org.waypost.sip.transport.wire;

import org.waypost.sip.HeaderName;
import org.waypost.sip.Method;
import org.waypost.sip.Octets;

/**
 * Finds in a request that cannot be handled what its answer repeats (RFC 3261 8.2.6.2): the Vias and the first From, To, Call-ID and
 * CSeq. Lines that cannot be read are passed over. A first Via that cannot be read is repeated as it is, and the answer goes to where
 * the request came from.
 */
final class Salvage {

    private static final int BAD_REQUEST = 400;
    private static final int VERSION_NOT_SUPPORTED = 505;

    private Salvage() {}

    /** Fills {@code request}; returns what RFC 3261 answers it, or 0 if it is no request, an ACK, or has no Via to answer it by. */
    static int request(WireRequest request, byte[] array, int offset, int end, ScanLimits limits) {
        int start = offset;
        while (start < end && MessageScanner.isLeading(array[start])) {
            start++;
        }
        int lineFeed = MessageScanner.lineFeed(array, start, end);
        if (lineFeed < 0 || lineFeed - start > limits.headerLength()) {
            return 0;
        }
        int status = requestLine(request, array, start, end, trimmed(array, start, lineFeed));
        if (status == 0
                || request.method() == Method.ACK
                || !headers(request, array, lineFeed + 1, end, limits)
                || !request.first(HeaderName.VIA).startsWithIgnoreCase("SIP")) {
            return 0;
        }
        int via = request.indexOf(HeaderName.VIA, 0);
        if (!request.via().parse(array, request.valueStart(via), request.contentEnd(via))) {
            request.via().unreadable();
        }
        int to = request.indexOf(HeaderName.TO, 0);
        request.hasToTag(to >= 0
                && AddressHeader.check(array, request.valueStart(to), request.valueEnd(to)) == AddressHeader.TAGGED);
        return status;
    }

    // A method, anything, and SIP/ with two numbers.
    private static int requestLine(WireRequest request, byte[] array, int start, int end, int lineEnd) {
        int methodEnd = start;
        while (methodEnd < lineEnd && CharClass.isToken(array[methodEnd])) {
            methodEnd++;
        }
        int version = lineEnd;
        while (version > methodEnd && !Octets.isWhite(array[version - 1])) {
            version--;
        }
        int point = version + "SIP/".length();
        while (point < lineEnd && isDigit(array[point])) {
            point++;
        }
        int last = point + 1;
        while (last < lineEnd && isDigit(array[last])) {
            last++;
        }
        boolean readable = methodEnd > start
                && version > methodEnd
                && point > version + "SIP/".length()
                && last > point + 1
                && last == lineEnd
                && array[point] == '.'
                && new Octets(array, version, "SIP/".length()).equalsIgnoreCase("SIP/");
        if (!readable) {
            return 0;
        }
        request.begin(array, start, end, lineEnd);
        request.salvaged(methodEnd, Math.max(methodEnd + 1, trimmed(array, methodEnd, version)));
        return new Octets(array, version, lineEnd - version).equalsIgnoreCase("SIP/2.0")
                ? BAD_REQUEST
                : VERSION_NOT_SUPPORTED;
    }

    // False if there is more than anybody needs.
    private static boolean headers(WireRequest request, byte[] array, int from, int end, ScanLimits limits) {
        int next = from;
        while (next < end && array[next] != '\n' && array[next] != '\r') {
            int name = next;
            do {
                next = MessageScanner.lineFeed(array, next, end) + 1;
            } while (next > 0 && next < end && (array[next] == ' ' || array[next] == '\t'));
            if (next == 0) {
                return true; // a line without an end
            }
            if (next - name > limits.headerLength() || request.headerCount() == limits.headers()) {
                return false;
            }
            header(request, array, name, next);
        }
        return true;
    }

    private static void header(WireRequest request, byte[] array, int name, int lineEnd) {
        int nameEnd = name;
        while (CharClass.isToken(array[nameEnd])) {
            nameEnd++;
        }
        int colon = nameEnd;
        while (array[colon] == ' ' || array[colon] == '\t') {
            colon++;
        }
        if (nameEnd == name || array[colon] != ':') {
            return;
        }
        HeaderName header = HeaderName.of(array, name, nameEnd - name);
        boolean wanted = switch (header) {
            case VIA -> true;
            case FROM, TO, CALL_ID, CSEQ -> !request.has(header);
            default -> false;
        };
        if (wanted) {
            int value = colon + 1;
            while (value < lineEnd && Octets.isWhite(array[value])) {
                value++;
            }
            request.add(header, name, nameEnd, value, trimmed(array, value, lineEnd), lineEnd);
        }
    }

    private static int trimmed(byte[] array, int from, int to) {
        int end = to;
        while (end > from && Octets.isWhite(array[end - 1])) {
            end--;
        }
        return end;
    }

    private static boolean isDigit(byte octet) {
        return octet >= '0' && octet <= '9';
    }
}
