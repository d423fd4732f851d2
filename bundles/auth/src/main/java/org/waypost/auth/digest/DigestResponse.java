package org.waypost.auth.digest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import org.waypost.sip.Octets;
import org.waypost.sip.auth.DigestAlgorithm;

/** The hash that shows that somebody knows a password (RFC 7616 3.4.1). */
public final class DigestResponse {

    private DigestResponse() {}

    /**
     * The response that good credentials have.
     *
     * @param body of the request, which counts if its qop is auth-int
     */
    public static String expected(
            DigestAlgorithm algorithm, String ha1, DigestCredentials credentials, String method, Octets body) {
        boolean integrity = credentials.qop().equalsIgnoreCase("auth-int");
        String ha2 = integrity
                ? algorithm.hash(method, credentials.uri(), algorithm.hash(body.array(), body.offset(), body.length()))
                : algorithm.hash(method, credentials.uri());
        return credentials.qop().isEmpty()
                ? algorithm.hash(ha1, credentials.nonce(), ha2)
                : algorithm.hash(
                        ha1,
                        credentials.nonce(),
                        credentials.count(),
                        credentials.clientNonce(),
                        credentials.qop(),
                        ha2);
    }

    /** Whether two responses are the same but for the case of their digits; takes as long whatever they are. */
    public static boolean areEqual(String expected, String given) {
        return MessageDigest.isEqual(octets(expected), octets(given));
    }

    private static byte[] octets(String digits) {
        return digits.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.ISO_8859_1);
    }
}
