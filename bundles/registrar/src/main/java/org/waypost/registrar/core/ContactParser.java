package org.waypost.registrar.core;

import java.util.List;
import org.waypost.sip.Octets;

/**
 * Splits the value of one Contact header, as leniently as Kamailio does: any scheme, any display name, empty list
 * elements where Kamailio tolerates them. Only a URI with headers must stand in brackets.
 *
 * <p>A contact is a display name, a URI and parameters. The display name ends where a {@code <}, {@code :} or {@code ;}
 * stands outside of quotes; commas may be part of it. If that sign was {@code <}, the URI begins there; else with the
 * last word before it. The URI goes on to a {@code ;} or {@code ,} outside of quotes and angle brackets. Where the sign
 * was not {@code <} and there are words before the URI, Kamailio loses the last octet of the header, and so does this.
 * After a parameter a {@code >} separates two contacts as a comma does.
 *
 * <p>The search for the end of the display name is the only part that looks beyond the next comma; its result is kept
 * until the contact it was found for is passed, so the whole takes time in proportion to the length of the header.
 */
final class ContactParser {

    private final byte[] text;
    private int end;
    private int position;

    private int signAt = -1;
    private int wordAt;

    private Octets q = Octets.EMPTY;
    private Octets expires = Octets.EMPTY;
    private Octets received = Octets.EMPTY;
    private Octets instance = Octets.EMPTY;
    private boolean hasInstance;
    private Octets regId = Octets.EMPTY;
    private boolean hasRegId;
    private Octets methods = Octets.EMPTY;
    private boolean hasMethods;
    private int receivedSize;

    private ContactParser(Octets value) {
        text = value.array();
        position = value.offset();
        end = value.offset() + value.length();
    }

    /**
     * Adds the contacts of {@code value} to {@code contacts}, the last one first, as Kamailio processes them.
     *
     * @param value of a Contact header, without white space at its ends
     * @return false if it cannot be split
     */
    static boolean parse(Octets value, List<ContactValue> contacts) {
        ContactParser parser = new ContactParser(value);
        int first = contacts.size();
        boolean more;
        do {
            int uriEnd = parser.uri();
            if (uriEnd < 0) {
                return false;
            }
            Octets uri = parser.uriText(uriEnd);
            if (uri.isEmpty() || parser.lacksBrackets(uri) || !parser.parameters(uriEnd)) {
                return false;
            }
            contacts.add(parser.contact(uri));
            more = parser.position < parser.end;
        } while (more && parser.skipSeparator());
        if (more) {
            return false;
        }
        for (int i = first, j = contacts.size() - 1; i < j; i++, j--) {
            ContactValue contact = contacts.get(i);
            contacts.set(i, contacts.get(j));
            contacts.set(j, contact);
        }
        return true;
    }

    /** Moves {@link #position} to the URI and returns where it ends, or -1. */
    private int uri() {
        skipWhite();
        int start = position;
        if (signAt < start && !findSign(start)) {
            return -1;
        }
        if (text[signAt] == '<') {
            position = signAt;
        } else if (wordAt > start) {
            position = wordAt;
            end--;
        }
        return uriEnd(position);
    }

    /** Finds the sign that ends the display name, and the last word that begins before it. */
    private boolean findSign(int start) {
        boolean quoted = false;
        wordAt = start;
        for (int i = start; i < end; i++) {
            int octet = text[i];
            if (octet == '"') {
                quoted = !quoted || text[i - 1] == '\\';
            } else if (quoted) {
                continue;
            } else if (octet == '<' || octet == ':' || octet == ';') {
                signAt = i;
                return true;
            } else if (Octets.isWhite(octet)) {
                wordAt = i + 1;
            }
        }
        return false;
    }

    private int uriEnd(int start) {
        boolean quoted = false;
        boolean escaped = false;
        boolean bracketed = false;
        for (int i = start; i < end; i++) {
            int octet = text[i];
            if (octet == '"') {
                quoted = !quoted || escaped;
                escaped = false;
            } else if (quoted) {
                // in Kamailio a backslash goes for the next quote, wherever that is
                escaped ^= octet == '\\';
            } else if (octet == '<' || octet == '>') {
                if (bracketed == (octet == '<')) {
                    return -1;
                }
                bracketed = !bracketed;
            } else if (!bracketed && (octet == ',' || octet == ';')) {
                return i;
            }
        }
        return quoted || bracketed ? -1 : end;
    }

    private Octets uriText(int uriEnd) {
        Octets uri = between(position, uriEnd).trim();
        int n = uri.length();
        return n >= 2 && uri.at(0) == '<' && uri.at(n - 1) == '>'
                ? uri.sub(1, n - 1).trim()
                : uri;
    }

    /** RFC 3261 20.10: nobody can tell whether headers without brackets are the URI's. */
    private boolean lacksBrackets(Octets uri) {
        return text[position] != '<' && uri.indexOf('?', 0) >= 0;
    }

    /**
     * Reads the parameters that begin at {@code i}, and moves {@link #position} to the comma (or {@code >}) after them
     * or to the end.
     */
    private boolean parameters(int i) {
        position = i;
        while (position < end && text[position] == ';') {
            position++;
            skipWhite();
            if (position >= end || !parameter()) {
                return false;
            }
        }
        return true;
    }

    private boolean parameter() {
        int name = position;
        while (position < end && !isNameEnd(text[position])) {
            position++;
        }
        int nameEnd = position;
        skipWhite();
        Octets value = Octets.EMPTY;
        int valueEnd = nameEnd;
        if (position < end && text[position] == '=') {
            position++;
            skipWhite();
            if (position < end) {
                int start = position;
                if (text[start] == '"') {
                    int close = start + 1;
                    while (close < end && text[close] != '"') {
                        close++;
                    }
                    if (close >= end) {
                        return false;
                    }
                    value = between(start + 1, close);
                    position = close + 1;
                } else {
                    while (position < end && !isValueEnd(text[position])) {
                        position++;
                    }
                    if (position == start) {
                        return false;
                    }
                    value = between(start, position);
                }
            }
            valueEnd = position;
            skipWhite();
        }
        keep(name, nameEnd - name, value, valueEnd - name);
        if (hasInstance && !isQuotable(instance)) {
            return false;
        }
        return position >= end || text[position] == ';' || text[position] == ',' || text[position] == '>';
    }

    private void keep(int at, int length, Octets value, int size) {
        switch (length) {
            case 1 -> {
                if (Octets.lower(text[at]) == 'q') {
                    q = value;
                }
            }
            case 6 -> {
                if (isName(at, "reg-id")) {
                    regId = value;
                    hasRegId = true;
                }
            }
            case 7 -> {
                if (isName(at, "expires")) {
                    expires = value;
                } else if (isName(at, "methods")) {
                    methods = value;
                    hasMethods = true;
                }
            }
            case 8 -> {
                if (isName(at, "received")) {
                    received = value;
                    receivedSize = size;
                }
            }
            case 13 -> {
                if (isName(at, "+sip.instance")) {
                    instance = value;
                    hasInstance = true;
                }
            }
            default -> {}
        }
    }

    /**
     * Whether the reply can show the value in quotes. Kamailio takes and shows any, and then nobody can read its reply.
     */
    private static boolean isQuotable(Octets value) {
        for (int i = 0; i < value.length(); i++) {
            int octet = value.at(i);
            if (octet == '"' || octet == '\\' && ++i == value.length() || octet < ' ' || octet == 0x7F) {
                return false;
            }
        }
        return true;
    }

    private boolean isName(int at, String name) {
        for (int i = 0; i < name.length(); i++) {
            if (Octets.lower(text[at + i]) != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private ContactValue contact(Octets uri) {
        ContactValue contact = new ContactValue(
                uri, q, expires, received, instance, hasInstance, regId, hasRegId, methods, hasMethods, receivedSize);
        q = expires = received = instance = regId = methods = Octets.EMPTY;
        hasMethods = false;
        hasInstance = false;
        hasRegId = false;
        receivedSize = 0;
        return contact;
    }

    /** Passes the sign between two contacts; false if nothing comes after it. */
    private boolean skipSeparator() {
        position++;
        skipWhite();
        return position < end;
    }

    private void skipWhite() {
        while (position < end && Octets.isWhite(text[position])) {
            position++;
        }
    }

    private Octets between(int from, int to) {
        return new Octets(text, from, to - from);
    }

    private static boolean isNameEnd(int octet) {
        return octet == '=' || octet == ';' || octet == ',' || Octets.isWhite(octet);
    }

    private static boolean isValueEnd(int octet) {
        return octet == ';' || octet == ',' || Octets.isWhite(octet);
    }
}
