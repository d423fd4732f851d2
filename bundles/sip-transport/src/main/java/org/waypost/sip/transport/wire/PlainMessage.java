package org.waypost.sip.transport.wire;

import org.waypost.sip.HeaderName;
import org.waypost.sip.Octets;

/**
 * Tells whether a message can be passed on as the octets it is, but for lines put in and taken out: what a proxy and its transactions read
 * of it has the usual shape, so that nobody need parse it to know that it can be parsed. Anything unusual, though it may be correct, is
 * not plain.
 */
public final class PlainMessage {

    private static final int LONGEST = 512;
    private static final String RPORT = ";rport=";
    private static final String PROTOCOL = "SIP/2.0/";

    private PlainMessage() {}

    /** A request without Routes, with one Via a line, of which the first has no received parameter. */
    public static boolean is(WireRequest request) {
        return !request.has(HeaderName.ROUTE)
                && !request.has(HeaderName.MAX_BREADTH)
                && !request.via().hasReceived()
                && request.cseq() >= 0
                && request.cseqMethod().contentEquals(request.methodText().toString())
                && isWhole(request)
                && arePlain(request);
    }

    /** A response with one Via a line, and no Routes, which it has no use for. */
    public static boolean is(WireResponse response) {
        return !response.has(HeaderName.ROUTE) && isWhole(response) && arePlain(response);
    }

    // An empty line behind the headers, and a body of just the length that is said.
    private static boolean isWhole(WireMessage message) {
        int length = message.indexOf(HeaderName.CONTENT_LENGTH, 0);
        int blank = message.lineEnd(message.headerCount() - 1);
        byte[] array = message.array();
        return length >= 0
                && message.bodyStart() == blank + 2
                && array[blank] == '\r'
                && MessageScanner.number(array, message.valueStart(length), message.valueEnd(length))
                        == message.end() - message.bodyStart();
    }

    private static boolean arePlain(WireMessage message) {
        for (int i = 0; i < message.headerCount(); i++) {
            int from = message.valueStart(i);
            int to = message.valueEnd(i);
            boolean plain = switch (message.headerName(i)) {
                case VIA -> isText(message, i, from, to) && isVia(message.array(), from, to);
                case FROM, TO -> isText(message, i, from, to) && isAddress(message.array(), from, to);
                case CALL_ID, CSEQ -> isText(message, i, from, to);
                case MAX_FORWARDS -> MessageScanner.number(message.array(), from, to) >= 0;
                default -> true;
            };
            if (!plain) {
                return false;
            }
        }
        return true;
    }

    // Visible characters on one line that ends as it should.
    private static boolean isText(WireMessage message, int index, int from, int to) {
        byte[] array = message.array();
        for (int i = from; i < to; i++) {
            if (array[i] < ' ' || array[i] > '~') {
                return false;
            }
        }
        return to - from <= LONGEST && array[message.lineEnd(index) - 2] == '\r';
    }

    private static boolean isVia(byte[] array, int from, int to) {
        int space = from + PROTOCOL.length();
        if (to - from <= PROTOCOL.length() || !new Octets(array, from, PROTOCOL.length()).contentEquals(PROTOCOL)) {
            return false;
        }
        while (space < to && isAlphanumeric(array[space])) {
            space++;
        }
        int host = hostPortEnd(array, space + 1, to);
        return space < to
                && array[space] == ' '
                && parametersEnd(array, host, to) == to
                && isRportNumber(array, host, to);
    }

    // Whoever copies a Via makes a number of it (RFC 3581).
    private static boolean isRportNumber(byte[] array, int from, int to) {
        for (int i = from; i + RPORT.length() < to; i++) {
            if (array[i] == ';'
                    && (array[i + 1] | 0x20) == 'r'
                    && new Octets(array, i, RPORT.length()).equalsIgnoreCase(RPORT)) {
                int value = i + RPORT.length();
                int end = value;
                while (end < to && array[end] != ';') {
                    end++;
                }
                long number = MessageScanner.number(array, value, end);
                if (number < 0 || number > 65535) {
                    return false;
                }
            }
        }
        return true;
    }

    // A name or none, a URI in brackets, parameters.
    private static boolean isAddress(byte[] array, int from, int to) {
        int open = nameEnd(array, from, to);
        if (open >= to || array[open] != '<') {
            return false;
        }
        int close = uriEnd(array, open + 1, to);
        return close >= 0 && close < to && array[close] == '>' && parametersEnd(array, close + 1, to) == to;
    }

    private static int nameEnd(byte[] array, int from, int to) {
        int i = from;
        if (i < to && array[i] == '"') {
            i++;
            while (i < to && array[i] != '"' && array[i] != '\\') {
                i++;
            }
            if (i == to || array[i] == '\\') {
                return to;
            }
            i++;
            while (i < to && array[i] == ' ') {
                i++;
            }
            return i;
        }
        while (i < to && (array[i] == ' ' || isUnreserved(array[i]))) {
            i++;
        }
        return i;
    }

    // sip:user@host:port;parameters; -1 if it is no such URI.
    private static int uriEnd(byte[] array, int from, int to) {
        int user = afterScheme(array, from, to);
        int i = user;
        while (i >= 0 && i < to && isUnreserved(array[i])) {
            i++;
        }
        boolean hasUser = i > user && i < to && array[i] == '@';
        return parametersEnd(array, hostPortEnd(array, hasUser ? i + 1 : user, to), to);
    }

    private static int afterScheme(byte[] array, int from, int to) {
        if (to - from < 6 || array[from] != 's' || array[from + 1] != 'i' || array[from + 2] != 'p') {
            return -1;
        }
        int colon = array[from + 3] == 's' ? from + 4 : from + 3;
        return array[colon] == ':' ? colon + 1 : -1;
    }

    private static int hostPortEnd(byte[] array, int from, int to) {
        int i = from;
        while (i >= 0 && i < to && (isAlphanumeric(array[i]) || array[i] == '.' || array[i] == '-')) {
            i++;
        }
        if (i == from || i == to || array[i] != ':') {
            return i == from ? -1 : i;
        }
        int port = ++i;
        while (i < to && array[i] >= '0' && array[i] <= '9') {
            i++;
        }
        boolean isPort = i > port && i - port <= 5 && MessageScanner.number(array, port, i) <= 65535;
        return isPort ? i : -1;
    }

    // Keeps -1 as it is.
    private static int parametersEnd(byte[] array, int from, int to) {
        int i = from;
        while (i >= 0 && i < to && array[i] == ';') {
            int name = i + 1;
            i = wordEnd(array, name, to);
            boolean isWord = i > name;
            if (i < to && array[i] == '=') {
                int value = i + 1;
                i = wordEnd(array, value, to);
                isWord &= i > value;
            }
            if (!isWord) {
                return -1;
            }
        }
        return i;
    }

    private static int wordEnd(byte[] array, int from, int to) {
        int i = from;
        while (i < to && isUnreserved(array[i])) {
            i++;
        }
        return i;
    }

    private static boolean isUnreserved(byte octet) {
        return isAlphanumeric(octet)
                || switch (octet) {
                    case '.', '-', '_', '+', '~', '!', '*', '\'' -> true;
                    default -> false;
                };
    }

    private static boolean isAlphanumeric(byte octet) {
        return octet >= '0' && octet <= '9' || (octet | 0x20) >= 'a' && (octet | 0x20) <= 'z';
    }
}
