package org.waypost.sip.transport.tls;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** The little of DER that it takes to put private keys of other forms into PKCS #8. */
final class Der {

    private static final int INTEGER = 0x02;
    private static final int OCTET_STRING = 0x04;
    private static final int OBJECT_IDENTIFIER = 0x06;
    private static final int SEQUENCE = 0x30;
    private static final int CURVE = 0xA0;
    private static final byte[] VERSION_0 = {INTEGER, 1, 0};
    private static final byte[] RSA = {
        SEQUENCE, 13, OBJECT_IDENTIFIER, 9, 0x2A, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xF7, 0x0D, 1, 1, 1, 5, 0
    };
    private static final byte[] ELLIPTIC = {OBJECT_IDENTIFIER, 7, 0x2A, (byte) 0x86, 0x48, (byte) 0xCE, 0x3D, 2, 1};

    private Der() {}

    /** An RSA key of PKCS #1 (RFC 8017 A.1.2) in PKCS #8. */
    static byte[] ofRsa(byte[] key) {
        return element(SEQUENCE, VERSION_0, RSA, element(OCTET_STRING, key));
    }

    /** A key of an elliptic curve (RFC 5915) in PKCS #8. */
    static byte[] ofElliptic(byte[] key) {
        return element(SEQUENCE, VERSION_0, element(SEQUENCE, ELLIPTIC, curve(key)), element(OCTET_STRING, key));
    }

    // ECPrivateKey is a sequence of version, key and, tagged by 0, the object identifier of the curve.
    private static byte[] curve(byte[] key) {
        int at = contents(key, 0);
        while (at < key.length) {
            int from = contents(key, at);
            int to = from + length(key, at);
            if (to < from) {
                break;
            }
            if ((key[at] & 0xFF) == CURVE && to <= key.length) {
                return Arrays.copyOfRange(key, from, to);
            }
            at = to;
        }
        throw new TlsFault("the private key does not name its curve");
    }

    private static int contents(byte[] der, int at) {
        return at + 2 + (isLong(der, at) ? der[at + 1] & 0x7F : 0);
    }

    private static int length(byte[] der, int at) {
        if (!isLong(der, at)) {
            return der[at + 1];
        }
        int length = 0;
        for (int i = at + 2; i < contents(der, at); i++) {
            length = length << 8 | der[i] & 0xFF;
        }
        return length;
    }

    private static boolean isLong(byte[] der, int at) {
        return der[at + 1] < 0;
    }

    private static byte[] element(int tag, byte[]... contents) {
        ByteArrayOutputStream inside = new ByteArrayOutputStream();
        for (byte[] part : contents) {
            inside.writeBytes(part);
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(tag);
        int length = inside.size();
        if (length > 0xFF) {
            all.write(0x82);
            all.write(length >> 8);
        } else if (length > 0x7F) {
            all.write(0x81);
        }
        all.write(length);
        all.writeBytes(inside.toByteArray());
        return all.toByteArray();
    }
}
