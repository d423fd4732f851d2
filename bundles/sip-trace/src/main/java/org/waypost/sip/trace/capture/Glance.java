package org.waypost.sip.trace.capture;

import org.waypost.sip.HeaderName;
import org.waypost.sip.Octets;
import org.waypost.sip.SipUri;

/** The few things of a message that a filter and a line of text want, found without looking at the rest. Refuses nothing. */
public final class Glance {

    private static final String VERSION = "SIP/2.0";

    private final Octets firstLine;
    private Octets method = Octets.EMPTY;
    private Octets requestUri = Octets.EMPTY;
    private Octets reason = Octets.EMPTY;
    private Octets from = Octets.EMPTY;
    private Octets to = Octets.EMPTY;
    private Octets callId = Octets.EMPTY;
    private int status;

    private Glance(Octets firstLine) {
        this.firstLine = firstLine;
    }

    /** A look at {@code message}; what it lacks is empty. */
    public static Glance at(Octets message) {
        int start = 0;
        while (start < message.length() && (Octets.isWhite(message.at(start)) || message.at(start) == 0)) {
            start++;
        }
        int end = lineEnd(message, start);
        Glance glance = new Glance(message.sub(start, end).trim());
        glance.readFirstLine();
        if (glance.isSip()) {
            glance.readHeaders(message, end);
        }
        return glance;
    }

    /** Whether the first line is that of a SIP message. */
    public boolean isSip() {
        return isRequest() || isResponse();
    }

    public boolean isRequest() {
        return !requestUri.isEmpty();
    }

    public boolean isResponse() {
        return status > 0;
    }

    public Octets firstLine() {
        return firstLine;
    }

    /** Of a response that of its CSeq. */
    public Octets method() {
        return method;
    }

    /** 0 if it is no response. */
    public int status() {
        return status;
    }

    public Octets reason() {
        return reason;
    }

    public Octets callId() {
        return callId;
    }

    /** The URI of the request line. */
    public Octets requestUri() {
        return requestUri;
    }

    /** The URI of the From header. */
    public Octets from() {
        return uri(from);
    }

    /** The URI of the To header. */
    public Octets to() {
        return uri(to);
    }

    /** {@code user@host} of a URI, or what there is of it. */
    public static Octets address(Octets uri) {
        return SipUri.parse(uri)
                .map(parts -> parts.user().isEmpty()
                        ? parts.host()
                        : parts.host().isEmpty() ? parts.user() : Octets.of(parts.user() + "@" + parts.host()))
                .orElse(uri);
    }

    private void readFirstLine() {
        if (firstLine.startsWithIgnoreCase(VERSION + " ")) {
            int code = VERSION.length() + 1;
            int end = Math.min(firstLine.length(), code + 3);
            long number = firstLine.sub(code, end).number();
            status = number >= 100 && number < 700 ? (int) number : 0;
            reason = firstLine.from(end).trim();
            return;
        }
        int space = firstLine.indexOf(' ', 0);
        int last = firstLine.lastIndexOf(' ');
        if (space > 0 && last > space && firstLine.from(last + 1).equalsIgnoreCase(VERSION)) {
            method = firstLine.sub(0, space);
            requestUri = firstLine.sub(space + 1, last).trim();
        }
    }

    private void readHeaders(Octets message, int from) {
        int line = from;
        int wanted = 4;
        while (line < message.length() && wanted > 0) {
            int end = lineEnd(message, line);
            int colon = message.indexOf(':', line);
            if (end - line <= 2 && message.sub(line, end).trim().isEmpty()) {
                return;
            }
            if (colon > line && colon < end && readHeader(message, line, colon, end)) {
                wanted--;
            }
            line = end;
        }
    }

    private boolean readHeader(Octets message, int line, int colon, int end) {
        Octets name = message.sub(line, colon);
        int length = name.trim().length();
        Octets value = message.sub(colon + 1, end).trim();
        switch (HeaderName.of(name.array(), name.offset(), length)) {
            case FROM -> from = value;
            case TO -> to = value;
            case CALL_ID -> callId = value;
            case CSEQ -> {
                int space = value.lastIndexOf(' ');
                if (isResponse() && space >= 0) {
                    method = value.from(space + 1);
                }
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private static Octets uri(Octets header) {
        int open = header.lastIndexOf('<');
        if (open >= 0) {
            int close = header.indexOf('>', open);
            return header.sub(open + 1, close < 0 ? header.length() : close);
        }
        int semicolon = header.indexOf(';', 0);
        return semicolon < 0 ? header : header.sub(0, semicolon);
    }

    // Index after the line feed, or the end.
    private static int lineEnd(Octets message, int from) {
        int lineFeed = message.indexOf('\n', from);
        return lineFeed < 0 ? message.length() : lineFeed + 1;
    }
}
