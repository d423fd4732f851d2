package org.waypost.kemi.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** IP addresses as they are written in messages and parameters; no name is ever resolved. */
public final class IpAddress {

    private IpAddress() {}

    /** The address {@code text} is, an IPv6 address with or without brackets; empty if it is none. */
    public static Optional<InetAddress> parse(String text) {
        if (text.indexOf(':') >= 0) {
            return v6(text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text);
        }
        byte[] octets = v4(text);
        return octets.length == 4 ? Optional.of(of(octets)) : Optional.empty();
    }

    /** As it stands in a URI: an IPv6 address in brackets. */
    public static String inUri(InetAddress address) {
        return address.getAddress().length == 16 ? "[" + text(address) + "]" : text(address);
    }

    /** Without brackets and zone. */
    public static String text(InetAddress address) {
        String text = address.getHostAddress();
        int zone = text.indexOf('%');
        return zone < 0 ? text : text.substring(0, zone);
    }

    /** Whether this is what Kamailio takes for a private address: RFC 1918, RFC 6598 and 192.0.0.0/24 (RFC 6890). */
    public static boolean isPrivate(InetAddress address) {
        byte[] octets = address.getAddress();
        return octets.length == 4 && isPrivate(octets[0] & 0xff, octets[1] & 0xff, octets[2] & 0xff);
    }

    private static boolean isPrivate(int first, int second, int third) {
        return switch (first) {
            case 10 -> true;
            case 100 -> second >= 64 && second < 128;
            case 172 -> second >= 16 && second < 32;
            case 192 -> second == 168 || second == 0 && third == 0;
            default -> false;
        };
    }

    private static Optional<InetAddress> v6(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != ':' && c != '.' && Character.digit(c, 16) < 0 || c > 127) {
                return Optional.empty();
            }
        }
        try {
            // in brackets, so that what is no literal is refused and never looked up
            return Optional.of(InetAddress.getByName("[" + text + "]"));
        } catch (UnknownHostException notAnAddress) {
            return Optional.empty();
        }
    }

    private static byte[] v4(String text) {
        byte[] octets = new byte[4];
        int start = 0;
        for (int n = 0; n < 4; n++) {
            int end = n == 3 ? text.length() : text.indexOf('.', start);
            if (end <= start || end - start > 3) {
                return new byte[0];
            }
            int octet = 0;
            for (int i = start; i < end; i++) {
                int digit = text.charAt(i) - '0';
                if (digit < 0 || digit > 9) {
                    return new byte[0];
                }
                octet = octet * 10 + digit;
            }
            if (octet > 255) {
                return new byte[0];
            }
            octets[n] = (byte) octet;
            start = end + 1;
        }
        return octets;
    }

    private static InetAddress of(byte[] octets) {
        try {
            return InetAddress.getByAddress(octets);
        } catch (UnknownHostException cannotBe) {
            throw new IllegalStateException(cannotBe);
        }
    }
}
