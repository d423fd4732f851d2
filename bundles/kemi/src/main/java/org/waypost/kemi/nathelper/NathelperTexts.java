package org.waypost.kemi.nathelper;

import org.waypost.sip.SipUri;

/** The texts among the parameters; each is returned as it is used, or refused with an IllegalArgumentException that says what is wanted. */
public final class NathelperTexts {

    private NathelperTexts() {}

    /** A line of SDP, which may end in {@code \r\n} written with backslashes, as Kamailio wants it; empty for none. */
    public static String sdpLine(String text) {
        String line = text.endsWith("\\r\\n") ? text.substring(0, text.length() - 4) : text;
        return checked(
                line, line.isEmpty() || line.matches("[a-z]=[^\\p{Cntrl}]+"), "a line of SDP such as a=name:value");
    }

    /** A socket for UDP; empty for any. */
    public static String socket(String text) {
        return checked(text, text.isEmpty() || text.matches("udp:\\S+:[0-9]{1,5}"), "udp:address:port");
    }

    /** A SIP URI that may stand between angle brackets; empty for none. */
    public static String sipUri(String text) {
        boolean good = text.isEmpty()
                || text.matches("[!-~&&[^<>]]+") && SipUri.parse(text).isPresent();
        return checked(text, good, "a SIP URI");
    }

    /** The name of a method (RFC 3261 25.1). */
    public static String method(String text) {
        return checked(text, text.matches("[A-Za-z0-9.!%*_+`'~-]{1,32}"), "the name of a method");
    }

    private static String checked(String text, boolean good, String wanted) {
        if (!good) {
            throw new IllegalArgumentException(wanted);
        }
        return text;
    }
}
