package org.waypost.sip;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A range of IP addresses, such as {@code 192.0.2.0/24}.
 *
 * @param first octets of an address in it
 * @param bits how many of them count
 */
public record AddressPrefix(InetAddress first, int bits) {

    // Only what is a number already: nothing is asked of DNS.
    private static final Pattern SYNTAX =
            Pattern.compile("(\\d{1,3}(?:\\.\\d{1,3}){3}|\\[?[0-9a-fA-F:.]*:[0-9a-fA-F:.]*\\]?)(?:/(\\d{1,3}))?");

    // A group of zeros and those that follow, with the colon before it: two or more of them.
    private static final Pattern ZEROS = Pattern.compile("(?:^|:)0(?::0)+(?=:|$)");

    /** An address, which stands for itself, or an address, a slash and the number of bits. */
    public static AddressPrefix parse(String text) {
        Matcher parts = SYNTAX.matcher(text);
        if (parts.matches()) {
            try {
                InetAddress address = InetAddress.getByName(parts.group(1));
                int width = 8 * address.getAddress().length;
                int bits = parts.group(2) == null ? width : Integer.parseInt(parts.group(2));
                if (bits <= width) {
                    return new AddressPrefix(address, bits);
                }
            } catch (UnknownHostException e) {
                // told below
            }
        }
        throw new IllegalArgumentException(
                "'" + text + "' is no address; one as 192.0.2.7, 192.0.2.0/24 or 2001:db8::/32 is wanted");
    }

    public boolean contains(InetAddress address) {
        byte[] wanted = first.getAddress();
        byte[] found = address.getAddress();
        if (wanted.length != found.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit += 8) {
            int mask = bits - bit >= 8 ? 0xff : 0xff << 8 - (bits - bit);
            if (((wanted[bit / 8] ^ found[bit / 8]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }

    /** An address as a number; of IPv6 in its short form (RFC 5952), without a zone. */
    public static String text(InetAddress address) {
        String text = address.getHostAddress().replaceFirst("%.*", "");
        if (text.indexOf(':') < 0) {
            return text;
        }
        String longest = "";
        Matcher zeros = ZEROS.matcher(text);
        while (zeros.find()) {
            longest = zeros.group().length() > longest.length() ? zeros.group() : longest;
        }
        if (longest.isEmpty()) {
            return text;
        }
        int at = text.indexOf(longest);
        return text.substring(0, at) + "::"
                + text.substring(at + longest.length()).replaceFirst("^:", "");
    }

    @Override
    public String toString() {
        String text = text(first);
        return bits == 8 * first.getAddress().length ? text : text + "/" + bits;
    }
}
