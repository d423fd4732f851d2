package org.waypost.pv.transform;

import java.util.HexFormat;
import java.util.Optional;

/** Text in the seven-bit packing of short messages (3GPP TS 23.038 6.1.2.1). */
final class SevenBit {

    private SevenBit() {}

    static String encode(String text) {
        StringBuilder out = new StringBuilder(text.length() * 2);
        int bits = 0;
        int held = 0;
        for (int i = 0; i < text.length(); i++) {
            bits |= (text.charAt(i) & 0x7f) << held;
            held += 7;
            while (held >= 8) {
                out.append(HexFormat.of().withUpperCase().toHexDigits((byte) bits));
                bits >>>= 8;
                held -= 8;
            }
        }
        if (held > 0) {
            out.append(HexFormat.of().withUpperCase().toHexDigits((byte) bits));
        }
        return out.toString();
    }

    static Optional<String> decode(String digits) {
        byte[] octets;
        try {
            octets = HexFormat.of().parseHex(digits);
        } catch (IllegalArgumentException notHexadecimal) {
            return Optional.empty();
        }
        StringBuilder out = new StringBuilder(octets.length * 8 / 7);
        int bits = 0;
        int held = 0;
        for (byte octet : octets) {
            bits |= (octet & 0xff) << held;
            held += 8;
            while (held >= 7) {
                out.append((char) (bits & 0x7f));
                bits >>>= 7;
                held -= 7;
            }
        }
        return Optional.of(out.toString());
    }
}
