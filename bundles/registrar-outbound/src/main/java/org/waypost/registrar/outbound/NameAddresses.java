package org.waypost.registrar.outbound;

import java.util.Optional;
import org.waypost.sip.Octets;

/** Reads a list such as {@code "name" <sip:a>;x=y, <sip:b>} (RFC 3327 4, path-value), with commas in names as Kamailio tolerates them. */
final class NameAddresses {

    private final Octets list;
    private int position;

    private NameAddresses(Octets list) {
        this.list = list;
    }

    /** The URI of the first element, without angle brackets; empty if the list, to its end, is none. */
    static Optional<Octets> first(Octets list) {
        NameAddresses reader = new NameAddresses(list);
        Optional<Octets> first = reader.element();
        Optional<Octets> last = first;
        while (last.isPresent() && reader.position < list.length()) {
            last = reader.comma() ? reader.element() : Optional.empty();
        }
        return last.isPresent() ? first : Optional.empty();
    }

    private Optional<Octets> element() {
        while (position < list.length() && list.at(position) != '<') {
            if (list.at(position) == '"' && !skipQuoted()) {
                return Optional.empty();
            }
            position++;
        }
        int open = position;
        int close = list.indexOf('>', open);
        if (close < 0) {
            return Optional.empty();
        }
        position = close + 1;
        skipWhite();
        while (isAt(';')) {
            position++;
            if (!parameter()) {
                return Optional.empty();
            }
        }
        return Optional.of(list.sub(open + 1, close));
    }

    private boolean parameter() {
        skipWhite();
        int name = position;
        skipToken();
        if (position == name) {
            return false;
        }
        skipWhite();
        if (isAt('=')) {
            position++;
            skipWhite();
            if (!isAt('"')) {
                skipToken();
            } else if (skipQuoted()) {
                position++;
            } else {
                return false;
            }
            skipWhite();
        }
        return true;
    }

    private boolean comma() {
        return isAt(',') && ++position < list.length();
    }

    /** Moves from a quote to the one that closes it; false if there is none. */
    private boolean skipQuoted() {
        position++;
        while (position < list.length() && list.at(position) != '"') {
            position += list.at(position) == '\\' ? 2 : 1;
        }
        return position < list.length();
    }

    private void skipToken() {
        while (position < list.length()
                && "=;,\"".indexOf(list.at(position)) < 0
                && !Octets.isWhite(list.at(position))) {
            position++;
        }
    }

    private void skipWhite() {
        while (position < list.length() && Octets.isWhite(list.at(position))) {
            position++;
        }
    }

    private boolean isAt(char sign) {
        return position < list.length() && list.at(position) == sign;
    }
}
