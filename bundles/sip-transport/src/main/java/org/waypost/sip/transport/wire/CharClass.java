package org.waypost.sip.transport.wire;

/** The character classes of RFC 3261 25.1 that the scanner asks for. */
final class CharClass {

    private static final boolean[] TOKEN = new boolean[256];

    static {
        String others = "-.!%*_+`'~";
        for (int c = 0; c < 128; c++) {
            TOKEN[c] = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || others.indexOf(c) >= 0;
        }
    }

    private CharClass() {}

    static boolean isToken(byte octet) {
        return TOKEN[octet & 0xff];
    }
}
