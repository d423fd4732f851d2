package org.waypost.sip;

import java.util.Optional;

/**
 * A SIP, SIPS or TEL URI in its parts (RFC 3261 19.1.1), each a view of the text it was parsed from, escapes left as they are.
 *
 * @param text the whole URI
 * @param scheme of the URI
 * @param user before the {@code @}, without the password; empty if there is none. The number of a TEL URI
 * @param password after the colon in the user part; empty if there is none
 * @param host name or address, an IPv6 address with its brackets; empty for a TEL URI
 * @param port 1..65535, or 0 if none is given
 * @param parameters all between the first {@code ;} after the host and the headers, without the leading {@code ;}
 * @param headers all after the {@code ?}
 */
public record SipUri(
        Octets text,
        Scheme scheme,
        Octets user,
        Octets password,
        Octets host,
        int port,
        Octets parameters,
        Octets headers) {

    /** The schemes this server routes. */
    public enum Scheme {
        SIP,
        SIPS,
        TEL
    }

    /** The parts of {@code text}, or empty if it is not a URI of one of the {@link Scheme schemes}. */
    public static Optional<SipUri> parse(Octets text) {
        if (text.startsWithIgnoreCase("sip:")) {
            return parseSip(text, Scheme.SIP, 4);
        }
        if (text.startsWithIgnoreCase("sips:")) {
            return parseSip(text, Scheme.SIPS, 5);
        }
        if (text.startsWithIgnoreCase("tel:")) {
            return parseTel(text);
        }
        return Optional.empty();
    }

    /** The parts of {@code text}, as {@link #parse(Octets)}. */
    public static Optional<SipUri> parse(String text) {
        return parse(Octets.of(text));
    }

    /** The value of URI parameter {@code name}: empty octets if it has none, an empty Optional if the parameter is not there. */
    public Optional<Octets> parameter(String name) {
        return Parameters.find(parameters, name);
    }

    private static Optional<SipUri> parseSip(Octets text, Scheme scheme, int start) {
        int at = userEnd(text, start);
        Octets user = Octets.EMPTY;
        Octets password = Octets.EMPTY;
        int hostStart = start;
        if (at >= 0) {
            Octets userinfo = text.sub(start, at);
            int colon = userinfo.indexOf(':', 0);
            user = colon < 0 ? userinfo : userinfo.sub(0, colon);
            password = colon < 0 ? Octets.EMPTY : userinfo.from(colon + 1);
            hostStart = at + 1;
        }
        int hostEnd = hostEnd(text, hostStart);
        if (hostEnd <= hostStart) {
            return Optional.empty();
        }
        int position = hostEnd;
        int port = 0;
        if (position < text.length() && text.at(position) == ':') {
            int end = position + 1;
            while (end < text.length() && text.at(end) != ';' && text.at(end) != '?') {
                end++;
            }
            // an empty port is no port to those who send one; so it is to Kamailio
            long number = end == position + 1 ? 0 : text.sub(position + 1, end).number();
            if (number < 0 || number > 65535) {
                return Optional.empty();
            }
            port = (int) number;
            position = end;
        }
        if (position < text.length() && text.at(position) != ';' && text.at(position) != '?') {
            return Optional.empty();
        }
        int question = text.indexOf('?', position);
        int end = question < 0 ? text.length() : question;
        Octets parameters = position < end ? text.sub(position + 1, end) : Octets.EMPTY;
        Octets headers = question < 0 ? Octets.EMPTY : text.from(question + 1);
        Octets host = text.sub(hostStart, hostEnd);
        return Optional.of(new SipUri(text, scheme, user, password, host, port, parameters, headers));
    }

    private static Optional<SipUri> parseTel(Octets text) {
        int semicolon = text.indexOf(';', 4);
        int end = semicolon < 0 ? text.length() : semicolon;
        if (end == 4) {
            return Optional.empty();
        }
        Octets parameters = semicolon < 0 ? Octets.EMPTY : text.from(semicolon + 1);
        return Optional.of(new SipUri(
                text, Scheme.TEL, text.sub(4, end), Octets.EMPTY, Octets.EMPTY, 0, parameters, Octets.EMPTY));
    }

    // The user part may hold ';' and '?' (RFC 3261 25.1, user-unreserved), so the '@' is looked for first.
    private static int userEnd(Octets text, int start) {
        return text.indexOf('@', start);
    }

    // RFC 3261 25.1, IPv6reference: nothing but hexadecimal digits, colons and dots up to the bracket
    private static int addressEnd(Octets text, int start) {
        for (int i = start; i < text.length(); i++) {
            int octet = text.at(i);
            if (octet == ']') {
                return i + 1;
            }
            if (octet != ':' && octet != '.' && Character.digit(octet, 16) < 0) {
                return -1;
            }
        }
        return -1;
    }

    private static int hostEnd(Octets text, int start) {
        int i = start;
        if (i < text.length() && text.at(i) == '[') {
            return addressEnd(text, i + 1);
        }
        while (i < text.length()) {
            int octet = text.at(i);
            if (octet == ':' || octet == ';' || octet == '?') {
                break;
            }
            boolean legal = octet >= 'a' && octet <= 'z'
                    || octet >= 'A' && octet <= 'Z'
                    || octet >= '0' && octet <= '9'
                    || octet == '.'
                    || octet == '-'
                    || octet == '_';
            if (!legal) {
                return -1;
            }
            i++;
        }
        return i;
    }
}
