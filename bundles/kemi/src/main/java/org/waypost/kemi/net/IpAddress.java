package org.waypost.kemi.net;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.waypost.sip.Octets;

/** IP addresses as they are written in messages and parameters; no name is ever resolved. */
public final class IpAddress {

    private static final long NONE = -1;

    private IpAddress() {}

    /** The address {@code text} is, an IPv6 address with or without brackets; empty if it is none. */
    public static Optional<InetAddress> parse(String text) {
        if (text.indexOf(':') >= 0) {
            return v6(text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text);
        }
        long address = v4(Octets.of(text));
        return address == NONE
                ? Optional.empty()
                : Optional.of(of(new byte[] {
                    (byte) (address >> 24), (byte) (address >> 16), (byte) (address >> 8), (byte) address
                }));
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

    /** Whether {@code text} is that address, however it is written. */
    public static boolean isWritten(Octets text, InetAddress address) {
        return address instanceof Inet4Address
                ? v4(text) == number(address.getAddress())
                : parse(text.toString()).filter(address::equals).isPresent();
    }

    /** Whether {@code text} is a private address, see {@link #isPrivate(InetAddress)}. */
    public static boolean isPrivate(Octets text) {
        long address = v4(text);
        return address >= 0
                && isPrivate((int) (address >> 24), (int) (address >> 16) & 0xff, (int) (address >> 8) & 0xff);
    }

    /** The four octets of an IPv4 address in one number; {@link #NONE} if it is none. */
    private static long v4(Octets text) {
        long address = 0;
        int parts = 1;
        int digits = 0;
        int part = 0;
        for (int i = 0; i < text.length(); i++) {
            int octet = text.at(i);
            if (octet == '.' && digits > 0 && parts < 4) {
                address = address << 8 | part;
                parts++;
                digits = 0;
                part = 0;
            } else if (octet >= '0' && octet <= '9' && digits < 3 && part * 10 + octet - '0' <= 255) {
                part = part * 10 + octet - '0';
                digits++;
            } else {
                return NONE;
            }
        }
        return parts == 4 && digits > 0 ? address << 8 | part : NONE;
    }

    private static long number(byte[] octets) {
        return (octets[0] & 0xffL) << 24 | (octets[1] & 0xff) << 16 | (octets[2] & 0xff) << 8 | octets[3] & 0xff;
    }

    private static InetAddress of(byte[] octets) {
        try {
            return InetAddress.getByAddress(octets);
        } catch (UnknownHostException cannotBe) {
            throw new IllegalStateException(cannotBe);
        }
    }
}
