package org.waypost.kemi.nathelper;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.waypost.sip.SipUri;

/**
 * One contact of a Contact header, as it stands in the header's value.
 *
 * @param header the whole value
 * @param uriStart where the URI begins
 * @param uriEnd where it ends
 * @param end where the contact ends, its parameters included
 * @param brackets whether the URI stands in angle brackets
 */
record ContactText(String header, int uriStart, int uriEnd, int end, boolean brackets) {

    /** The contacts of a header; those without a URI, such as {@code *}, are left out. */
    static List<ContactText> all(String header) {
        List<ContactText> contacts = new ArrayList<>(1);
        int start = 0;
        while (start < header.length()) {
            int end = end(header, start);
            one(header, start, end).ifPresent(contacts::add);
            start = end + 1;
        }
        return contacts;
    }

    String uri() {
        return header.substring(uriStart, uriEnd);
    }

    /** The URI; one without brackets with the parameters of the contact, as it cannot have its own. */
    String uriWithParameters() {
        return brackets ? uri() : header.substring(uriStart, end);
    }

    /** The URI in its parts; empty if it is no SIP or SIPS URI. */
    Optional<SipUri> parsed() {
        return SipUri.parse(uri()).filter(uri -> uri.scheme() != SipUri.Scheme.TEL);
    }

    /** The header with another URI in this place, in brackets if {@code enclose}. */
    String withUri(String uri, boolean enclose) {
        String text = enclose && !brackets ? "<" + uri + ">" : uri;
        return header.substring(0, uriStart) + text + header.substring(uriEnd);
    }

    private static int end(String header, int start) {
        boolean quoted = false;
        boolean bracket = false;
        for (int i = start; i < header.length(); i++) {
            char c = header.charAt(i);
            if (quoted) {
                if (c == '\\') {
                    i++;
                } else if (c == '"') {
                    quoted = false;
                }
            } else if (c == '"' && !bracket) {
                quoted = true;
            } else if (c == '<') {
                bracket = true;
            } else if (c == '>') {
                bracket = false;
            } else if (c == ',' && !bracket) {
                return i;
            }
        }
        return header.length();
    }

    private static Optional<ContactText> one(String header, int start, int end) {
        int open = openBracket(header, start, end);
        int close = open < 0 ? -1 : header.indexOf('>', open);
        if (open >= 0 && close > open && close < end) {
            return Optional.of(new ContactText(header, open + 1, close, trimmed(header, end), true));
        }
        int uriStart = start;
        while (uriStart < end && Character.isWhitespace(header.charAt(uriStart))) {
            uriStart++;
        }
        int semicolon = uriStart;
        boolean scheme = false;
        while (semicolon < end && header.charAt(semicolon) != ';') {
            scheme |= header.charAt(semicolon++) == ':';
        }
        int uriEnd = trimmed(header, semicolon);
        return open >= 0 || !scheme
                ? Optional.empty()
                : Optional.of(new ContactText(header, uriStart, uriEnd, trimmed(header, end), false));
    }

    private static int openBracket(String header, int start, int end) {
        boolean quoted = false;
        for (int i = start; i < end; i++) {
            char c = header.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == '<' && !quoted) {
                return i;
            }
        }
        return -1;
    }

    private static int trimmed(String header, int end) {
        int last = end;
        while (last > 0 && Character.isWhitespace(header.charAt(last - 1))) {
            last--;
        }
        return last;
    }
}
