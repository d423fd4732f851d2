package org.waypost.sip.transport.wire;

import org.waypost.sip.Octets;

/**
 * One Via of a message, taken apart in place (RFC 3261 20.42, RFC 3581): positions in the array of the message. As strict as Kamailio:
 * a Via it cannot read makes the message one that is not answered. Comments may stand at its end only; a backslash in them escapes
 * nothing.
 */
public final class ViaParts {

    private static final String PROTOCOL = "SIP/2.0/";

    private int host;
    private int hostEnd;
    private int port;
    private int branch;
    private int branchEnd;
    private int rport;
    private int rportEnd;
    private boolean received;
    private boolean alias;
    private boolean rportForced;
    private int next;

    private byte[] array;
    private int end;

    /** The same parts, as long as the array stays what it is. */
    ViaParts copy() {
        ViaParts copy = new ViaParts();
        copy.host = host;
        copy.hostEnd = hostEnd;
        copy.port = port;
        copy.branch = branch;
        copy.branchEnd = branchEnd;
        copy.rport = rport;
        copy.rportEnd = rportEnd;
        copy.received = received;
        copy.rportForced = rportForced;
        copy.next = next;
        return copy;
    }

    /** Takes the first value in {@code [from, to)} apart; false if it is not a Via. */
    boolean parse(byte[] message, int from, int to) {
        array = message;
        end = to;
        port = 0;
        branch = branchEnd = 0;
        rport = rportEnd = -1;
        received = false;
        alias = false;
        rportForced = false;
        next = -1;
        int i = protocol(from);
        if (i < 0) {
            return false;
        }
        i = skipWhite(tokenEnd(i));
        host = i;
        i = hostEnd = hostEnd(i);
        if (hostEnd == host) {
            return false;
        }
        i = skipWhite(i);
        if (i < end && array[i] == ':') {
            i = skipWhite(port(skipWhite(i + 1)));
            if (port < 1) {
                return false;
            }
        }
        while (i < end && array[i] == ';') {
            int separator = parameter(i);
            if (separator < 0) {
                return false;
            }
            i = separator;
        }
        i = commentsEnd(i);
        if (i == end) {
            return true;
        }
        if (i < 0 || array[i] != ',') {
            return false;
        }
        while (i < end && (array[i] == ',' || Octets.isWhite(array[i]))) {
            i++;
        }
        next = i;
        return i < end;
    }

    /** Forgets what could not be read: the answer goes to where the request came from. */
    void unreadable() {
        host = hostEnd = port = branch = branchEnd = 0;
        rport = rportEnd = -1;
        received = false;
        rportForced = true;
    }

    /** Where the next value of the same header line begins; -1 if this one is its last. */
    int next() {
        return next;
    }

    public int hostStart() {
        return host;
    }

    public int hostEnd() {
        return hostEnd;
    }

    /** 1..65535, or 0 if none is given. */
    public int port() {
        return port;
    }

    public int branch() {
        return branch;
    }

    public int branchEnd() {
        return branchEnd;
    }

    /** Whether the sender asks for the reply to come to the port it sent from (RFC 3581). */
    public boolean hasRport() {
        return rport >= 0;
    }

    /** Takes it that the sender asks for that, though it does not. */
    public void forceRport() {
        rportForced = true;
    }

    /** Whether the reply goes to the port the request came from. */
    public boolean wantsRport() {
        return rportForced || hasRport();
    }

    /** Whether the sender itself wrote a received parameter, which is not its to write. */
    boolean hasReceived() {
        return received;
    }

    /** Whether the sender wants its connection to be used for requests to it, too (RFC 5923). */
    public boolean hasAlias() {
        return alias;
    }

    /** Index of the semicolon before the rport parameter. */
    int rportStart() {
        return rport;
    }

    /** Index after its value, or, if it has none, after the white space that follows it. */
    int rportEnd() {
        return rportEnd;
    }

    private int protocol(int from) {
        int i = from;
        for (int p = 0; p < PROTOCOL.length(); p++) {
            char wanted = PROTOCOL.charAt(p);
            if (wanted == '/') {
                i = skipWhite(i);
            }
            if (i >= end || Octets.lower(array[i]) != Octets.lower(wanted)) {
                return -1;
            }
            i++;
            if (wanted == '/') {
                i = skipWhite(i);
            }
        }
        int token = tokenEnd(i);
        return token == i || token == end || !Octets.isWhite(array[token]) ? -1 : i;
    }

    private int hostEnd(int from) {
        int i = from;
        if (i < end && array[i] == '[') {
            while (i < end && array[i] != ']') {
                i++;
            }
            return i < end ? i + 1 : from;
        }
        while (i < end && (CharClass.isToken(array[i]))) {
            i++;
        }
        return i;
    }

    private int port(int from) {
        int i = from;
        int number = 0;
        while (i < end && array[i] >= '0' && array[i] <= '9' && number <= 65535) {
            number = number * 10 + array[i++] - '0';
        }
        port = number <= 65535 ? number : 0;
        return i;
    }

    // From a semicolon to the next separator; -1 if what stands between is no parameter.
    private int parameter(int semicolon) {
        int name = skipWhite(semicolon + 1);
        int nameEnd = tokenEnd(name);
        if (nameEnd == name) {
            return -1;
        }
        int i = skipWhite(nameEnd);
        int value = i;
        int valueEnd = i;
        boolean equals = i < end && array[i] == '=';
        if (equals) {
            value = skipWhite(i + 1);
            valueEnd = valueEnd(value);
            if (valueEnd < 0) {
                return -1;
            }
            i = skipWhite(valueEnd);
        }
        boolean empty = valueEnd == value;
        if (i < end && array[i] != ';' && array[i] != ',' && (empty || array[i] != '(')) {
            return -1;
        }
        if (empty && !(equals && i < end && array[i] == ';') && needsValue(name, nameEnd)) {
            return -1;
        }
        if (is(name, nameEnd, "branch")) {
            branch = value;
            branchEnd = valueEnd;
        } else if (is(name, nameEnd, "rport")) {
            rport = semicolon;
            rportEnd = empty ? i : valueEnd;
        } else if (is(name, nameEnd, "received")) {
            received = true;
        } else if (is(name, nameEnd, "alias")) {
            alias = true;
        }
        return i;
    }

    // RFC 3261 25.1, via-params. Kamailio lets an empty value pass if another parameter follows.
    private boolean needsValue(int name, int nameEnd) {
        return is(name, nameEnd, "branch")
                || is(name, nameEnd, "received")
                || is(name, nameEnd, "maddr")
                || is(name, nameEnd, "ttl")
                || is(name, nameEnd, "i");
    }

    // Behind the comments and white space at from; -1 if one is not closed.
    private int commentsEnd(int from) {
        int i = skipWhite(from);
        int depth = 0;
        while (i < end && (depth > 0 || array[i] == '(')) {
            if (array[i] == '(') {
                depth++;
            } else if (array[i] == ')') {
                depth--;
            }
            i = depth == 0 ? skipWhite(i + 1) : i + 1;
        }
        return depth == 0 ? i : -1;
    }

    private int valueEnd(int from) {
        int i = from;
        if (i < end && array[i] == '"') {
            for (i++; i < end && array[i] != '"'; i++) {
                if (array[i] == '\\') {
                    i++;
                }
            }
            return i < end ? i + 1 : -1;
        }
        while (i < end && array[i] != ';' && array[i] != ',' && !Octets.isWhite(array[i])) {
            i++;
        }
        return i;
    }

    private boolean is(int from, int to, String name) {
        if (to - from != name.length()) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if ((array[from + i] | 0x20) != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private int tokenEnd(int from) {
        int i = from;
        while (i < end && CharClass.isToken(array[i])) {
            i++;
        }
        return i;
    }

    private int skipWhite(int from) {
        int i = from;
        while (i < end && Octets.isWhite(array[i])) {
            i++;
        }
        return i;
    }
}
