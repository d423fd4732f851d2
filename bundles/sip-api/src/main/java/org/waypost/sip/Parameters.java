package org.waypost.sip;

import java.util.Optional;

/**
 * One parameter of a list such as {@code a=1;b;c="x;y"}, and a cursor over such a list. White space around names, signs and values
 * is skipped, a quoted value keeps its quotes (RFC 3261 25.1, generic-param).
 *
 * @param name as it was written
 * @param value as it was written, quotes included; empty if there is none
 * @param end index in the list after this parameter and its {@code ;}: where {@link #next} goes on
 */
public record Parameters(Octets name, Octets value, int end) {

    /** The parameter that begins at index {@code from} of {@code list}, empty names skipped; empty Optional at the end. */
    public static Optional<Parameters> next(Octets list, int from) {
        int i = from;
        while (i < list.length()) {
            int equals = -1;
            boolean quoted = false;
            int end = i;
            for (; end < list.length(); end++) {
                int octet = list.at(end);
                if (quoted) {
                    if (octet == '\\') {
                        end++;
                    } else if (octet == '"') {
                        quoted = false;
                    }
                } else if (octet == '"') {
                    quoted = true;
                } else if (octet == ';') {
                    break;
                } else if (octet == '=' && equals < 0) {
                    equals = end;
                }
            }
            end = Math.min(end, list.length());
            Octets name = list.sub(i, equals < 0 ? end : equals).trim();
            if (!name.isEmpty()) {
                Octets value =
                        equals < 0 ? Octets.EMPTY : list.sub(equals + 1, end).trim();
                return Optional.of(new Parameters(name, value, end + 1));
            }
            i = end + 1;
        }
        return Optional.empty();
    }

    /** The value of the first parameter {@code name} (in any case) of {@code list}; empty octets if it has none. */
    public static Optional<Octets> find(Octets list, String name) {
        for (Optional<Parameters> p = next(list, 0);
                p.isPresent();
                p = next(list, p.get().end())) {
            if (p.get().name().equalsIgnoreCase(name)) {
                return Optional.of(p.get().value());
            }
        }
        return Optional.empty();
    }

    /** The value without the quotes around it; escapes are left as they are. */
    public Octets unquoted() {
        int n = value.length();
        return n >= 2 && value.at(0) == '"' && value.at(n - 1) == '"' ? value.sub(1, n - 1) : value;
    }
}
