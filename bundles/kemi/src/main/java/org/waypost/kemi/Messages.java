package org.waypost.kemi;

import java.util.Optional;
import org.waypost.sip.HeaderName;
import org.waypost.sip.Octets;
import org.waypost.sip.SipContext;
import org.waypost.sip.SipMessage;
import org.waypost.sip.SipResponse;

/** Reads the message that a script has in hand: the reply if there is one, else the request. */
public final class Messages {

    private Messages() {}

    public static SipMessage inHand(SipContext context) {
        Optional<SipResponse> response = context.response();
        return response.isPresent() ? response.get() : context.request();
    }

    /** Whether header line {@code index} is called {@code name}; a known header in its full or compact form. */
    public static boolean isNamed(SipMessage message, int index, String name) {
        HeaderName known = HeaderName.of(name);
        return known == HeaderName.OTHER
                ? message.headerText(index).equalsIgnoreCase(name)
                : message.headerName(index) == known;
    }

    /** Index of the first header line called {@code name} at or after {@code from}, or -1. */
    public static int indexOf(SipMessage message, String name, int from) {
        HeaderName known = HeaderName.of(name);
        if (known != HeaderName.OTHER) {
            return message.indexOf(known, from);
        }
        for (int i = from; i < message.headerCount(); i++) {
            if (message.headerText(i).equalsIgnoreCase(name)) {
                return i;
            }
        }
        return -1;
    }

    /** Index of the last header line called {@code name}, or -1. */
    public static int lastIndexOf(SipMessage message, String name) {
        int last = -1;
        for (int i = indexOf(message, name, 0); i >= 0; i = indexOf(message, name, i + 1)) {
            last = i;
        }
        return last;
    }

    /** The URI of a From, To or Contact value such as {@code "A" <sip:a@b>;tag=1}; empty if there is none. */
    public static Octets uri(Octets address) {
        int bracket = openingBracket(address);
        if (bracket >= 0) {
            int end = address.indexOf('>', bracket);
            return end < 0 ? Octets.EMPTY : address.sub(bracket + 1, end);
        }
        int end = address.indexOf(';', 0);
        return (end < 0 ? address : address.sub(0, end)).trim();
    }

    /** The parameters after the URI of a From, To or Contact value, without the first semicolon. */
    public static Octets parameters(Octets address) {
        int bracket = openingBracket(address);
        int from = bracket < 0 ? 0 : address.indexOf('>', bracket);
        int semicolon = from < 0 ? -1 : address.indexOf(';', from);
        return semicolon < 0 ? Octets.EMPTY : address.from(semicolon + 1);
    }

    // A display name may hold a bracket between its quotes.
    private static int openingBracket(Octets address) {
        boolean quoted = false;
        for (int i = 0; i < address.length(); i++) {
            int octet = address.at(i);
            if (quoted && octet == '\\') {
                i++;
            } else if (octet == '"') {
                quoted = !quoted;
            } else if (octet == '<' && !quoted) {
                return i;
            }
        }
        return -1;
    }

    /** The last of the values that commas separate. */
    public static Octets last(Octets list) {
        int start = 0;
        for (int end = list.elementEnd(0); end < list.length(); end = list.elementEnd(start)) {
            start = end + 1;
        }
        return list.from(start).trim();
    }

    /** The value of a parameter in a list such as that of Authorization, quotes included; empty if it has none or is not there. */
    public static Octets parameter(Octets list, String name) {
        int start = 0;
        while (start < list.length()) {
            int end = list.elementEnd(start);
            Octets part = list.sub(start, end).trim();
            int equals = part.indexOf('=', 0);
            if (equals > 0 && part.sub(0, equals).trim().equalsIgnoreCase(name)) {
                return part.from(equals + 1).trim();
            }
            start = end + 1;
        }
        return Octets.EMPTY;
    }
}
