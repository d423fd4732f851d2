package org.waypost.pv.transform;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Base58: the octets as one large number, in digits that are hard to mistake. */
final class Base58 {

    private static final String DIGITS = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static final BigInteger BASE = BigInteger.valueOf(DIGITS.length());

    /** The work grows with the square of the length. */
    private static final int LONGEST = 4096;

    private Base58() {}

    /** Empty text if {@code text} is too long. */
    static String encode(String text) {
        if (text.length() > LONGEST) {
            return "";
        }
        byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
        BigInteger number = new BigInteger(1, octets);
        StringBuilder digits = new StringBuilder();
        while (number.signum() > 0) {
            BigInteger[] parts = number.divideAndRemainder(BASE);
            digits.append(DIGITS.charAt(parts[1].intValue()));
            number = parts[0];
        }
        for (int i = 0; i < octets.length && octets[i] == 0; i++) {
            digits.append(DIGITS.charAt(0));
        }
        return digits.reverse().toString();
    }

    static Optional<String> decode(String digits) {
        if (digits.length() > LONGEST) {
            return Optional.empty();
        }
        BigInteger number = BigInteger.ZERO;
        int zeros = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = DIGITS.indexOf(digits.charAt(i));
            if (digit < 0) {
                return Optional.empty();
            }
            zeros += digit == 0 && zeros == i ? 1 : 0;
            number = number.multiply(BASE).add(BigInteger.valueOf(digit));
        }
        byte[] octets = number.toByteArray();
        int sign = octets[0] == 0 ? 1 : 0;
        return Optional.of(
                "\0".repeat(zeros) + new String(octets, sign, octets.length - sign, StandardCharsets.ISO_8859_1));
    }
}
