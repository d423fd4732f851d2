package org.waypost.sip.transport.wire;

import java.net.Inet6Address;
import java.net.InetAddress;
import org.waypost.sip.Octets;

/** IP addresses as text in a message, without a String for the IPv4 ones. */
public final class AddressText {

    private AddressText() {}

    /** Writes {@code address}, an IPv6 address without brackets or zone. */
    static void put(OctetBuffer out, InetAddress address) {
        byte[] octets = address.getAddress();
        if (octets.length == 4) {
            out.putNumber(octets[0] & 0xff).put('.').putNumber(octets[1] & 0xff).put('.');
            out.putNumber(octets[2] & 0xff).put('.').putNumber(octets[3] & 0xff);
        } else {
            out.put(text(address));
        }
    }

    /** Whether the host of a Via is {@code address} as {@link #put} writes it, an IPv6 address in brackets; the same text, not address. */
    static boolean isSame(InetAddress address, byte[] array, int offset, int length) {
        byte[] octets = address.getAddress();
        if (octets.length == 4) {
            return isSameIpv4(octets, array, offset, length);
        }
        boolean brackets = length > 2 && array[offset] == '[';
        return brackets && new Octets(array, offset + 1, length - 2).equalsIgnoreCase(text(address));
    }

    /** The numeric form of {@code address}: compressed for IPv6 (RFC 5952), without brackets or zone. */
    public static String text(InetAddress address) {
        return address instanceof Inet6Address ? compressed(address.getAddress()) : address.getHostAddress();
    }

    /** The one text of an IP address given as a number, with or without brackets; any other host in lower case. Asks no DNS. */
    public static String parse(String host) {
        String bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        if (bare.indexOf(':') >= 0) {
            try {
                return text(InetAddress.getByName(bare));
            } catch (java.net.UnknownHostException e) {
                return bare;
            }
        }
        return bare.toLowerCase(java.util.Locale.ROOT);
    }

    private static boolean isSameIpv4(byte[] octets, byte[] array, int offset, int length) {
        int part = 0;
        int value = -1;
        for (int i = offset; i < offset + length; i++) {
            byte c = array[i];
            if (c >= '0' && c <= '9') {
                if (value == 0) {
                    return false;
                }
                value = Math.max(value, 0) * 10 + c - '0';
                if (value > 255) {
                    return false;
                }
            } else if (c != '.' || part == 3 || value != (octets[part++] & 0xff)) {
                return false;
            } else {
                value = -1;
            }
        }
        return part == 3 && value == (octets[3] & 0xff);
    }

    // RFC 5952 4: the longest run of two or more zero groups becomes "::", the first of equals.
    private static String compressed(byte[] octets) {
        int[] groups = new int[8];
        for (int i = 0; i < 8; i++) {
            groups[i] = (octets[2 * i] & 0xff) << 8 | octets[2 * i + 1] & 0xff;
        }
        int best = -1;
        int bestLength = 1;
        for (int i = 0; i < 8; i++) {
            int length = 0;
            while (i + length < 8 && groups[i + length] == 0) {
                length++;
            }
            if (length > bestLength) {
                best = i;
                bestLength = length;
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            if (i == best) {
                text.append("::");
                i += bestLength - 1;
            } else {
                if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
                    text.append(':');
                }
                text.append(Integer.toHexString(groups[i]));
            }
        }
        return text.toString();
    }
}
