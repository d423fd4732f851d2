package org.waypost.kemi.nathelper;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.waypost.kemi.net.IpAddress;
import org.waypost.sip.HeaderName;
import org.waypost.sip.Octets;
import org.waypost.sip.SipMessage;

/**
 * The addresses in the session description (RFC 4566) of a message.
 *
 * @param body of the message
 * @param contentType of the body
 * @param start where the description begins in the body, which may have several parts
 * @param end where it ends
 */
record SdpText(String body, String contentType, int start, int end) {

    /** Where the address of a line {@code c=} or {@code o=} stands. */
    record Address(int start, int end) {}

    /** The description of a message; empty if it has none. */
    static Optional<SdpText> of(SipMessage message) {
        Octets type = message.first(HeaderName.CONTENT_TYPE);
        String body = message.body().toString();
        if (body.isEmpty()) {
            return Optional.empty();
        }
        if (type.startsWithIgnoreCase("application/sdp")) {
            return Optional.of(new SdpText(body, type.toString(), 0, body.length()));
        }
        return type.startsWithIgnoreCase("multipart/") ? part(body, type.toString()) : Optional.empty();
    }

    /** The addresses of the lines of one kind, in order. */
    List<Address> addresses(char kind) {
        List<Address> found = new ArrayList<>(2);
        for (int line = start; line < end; line = nextLine(line)) {
            if (isLine(kind, line)) {
                address(line).ifPresent(found::add);
            }
        }
        return found;
    }

    /** The address of the session, which stands before the first {@code m=}. */
    Optional<InetAddress> sessionAddress() {
        for (int line = start; line < end && !isLine('m', line); line = nextLine(line)) {
            if (isLine('c', line)) {
                return address(line).flatMap(this::ip);
            }
        }
        return Optional.empty();
    }

    /** The address of each medium: its own, else that of the session. Empty if a medium has neither. */
    List<InetAddress> mediaAddresses() {
        List<InetAddress> found = new ArrayList<>(2);
        Optional<InetAddress> session = sessionAddress();
        int media = 0;
        boolean own = true;
        for (int line = start; line < end; line = nextLine(line)) {
            if (isLine('m', line)) {
                if (!own && session.isPresent()) {
                    found.add(session.get());
                }
                own = false;
                media++;
            } else if (media > 0 && !own && isLine('c', line)) {
                Optional<InetAddress> address = address(line).flatMap(this::ip);
                own = address.isPresent();
                address.ifPresent(found::add);
            }
        }
        if (!own && session.isPresent()) {
            found.add(session.get());
        }
        return found.size() == media ? found : List.of();
    }

    String text(Address address) {
        return body.substring(address.start(), address.end());
    }

    Optional<InetAddress> ip(Address address) {
        return IpAddress.parse(text(address));
    }

    private boolean isLine(char kind, int line) {
        return body.charAt(line) == kind && line + 1 < end && body.charAt(line + 1) == '=';
    }

    private int nextLine(int from) {
        int feed = body.indexOf('\n', from);
        return feed < 0 || feed + 1 > end ? end : feed + 1;
    }

    private Optional<Address> address(int line) {
        int lineEnd = nextLine(line);
        int network = body.substring(line, lineEnd).indexOf("IN IP");
        int begin = line + network + "IN IP4 ".length();
        if (network < 0 || begin > lineEnd) {
            return Optional.empty();
        }
        int stop = begin;
        while (stop < lineEnd && body.charAt(stop) > ' ' && body.charAt(stop) != '/') {
            stop++;
        }
        return stop == begin ? Optional.empty() : Optional.of(new Address(begin, stop));
    }

    // RFC 2046 5.1: the part begins after its empty line and ends before the next boundary.
    private static Optional<SdpText> part(String body, String type) {
        int header = body.toLowerCase(java.util.Locale.ROOT).indexOf("application/sdp");
        int blank = header < 0 ? -1 : body.indexOf("\r\n\r\n", header);
        if (blank < 0) {
            return Optional.empty();
        }
        int boundary = body.indexOf("\r\n--", blank + 4);
        return Optional.of(new SdpText(body, type, blank + 4, boundary < 0 ? body.length() : boundary + 2));
    }
}
