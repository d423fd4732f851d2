package org.waypost.sip.transport.wire;

import org.waypost.sip.Octets;

/**
 * The first Via of a message, taken apart in place (RFC 3261 20.42, RFC 3581): positions in the array of the message. As strict as
 * Kamailio: a Via it cannot read makes the message one that is not answered.
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

    private byte[] array;
    private int end;

    /** Takes the value in {@code [from, to)} apart; false if it is not a Via. */
    boolean parse(byte[] message, int from, int to) {
        array = message;
        end = to;
        port = 0;
        branch = branchEnd = 0;
        rport = rportEnd = -1;
        received = false;
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
            int next = parameter(i);
            if (next < 0) {
                return false;
            }
            i = next;
        }
        return i == end || array[i] == ',' && skipWhite(i + 1) < end;
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

    /** Whether the sender itself wrote a received parameter, which is not its to write. */
    boolean hasReceived() {
        return received;
    }

    /** Index of the semicolon before the rport parameter. */
    int rportStart() {
        return rport;
    }

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
        if (i < end && array[i] == '=') {
            value = skipWhite(i + 1);
            valueEnd = valueEnd(value);
            if (valueEnd < 0) {
                return -1;
            }
            i = skipWhite(valueEnd);
        }
        if (i < end && array[i] != ';' && array[i] != ',') {
            return -1;
        }
        if (is(name, nameEnd, "branch")) {
            branch = value;
            branchEnd = valueEnd;
        } else if (is(name, nameEnd, "rport")) {
            rport = semicolon;
            rportEnd = i;
        } else if (is(name, nameEnd, "received")) {
            received = true;
        }
        return i;
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
