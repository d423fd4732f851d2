package org.waypost.path.edge;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes and checks flow tokens (RFC 5626 5.2): the first 80 bits of an HMAC-SHA-256 over the identity of the flow, and that identity, in
 * the alphabet of base64 that needs no escapes in a URI. Whoever has no key can make none, and cannot change one.
 */
final class FlowTokens {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int CODE = 10;

    /**
     * What a text turned out to be.
     *
     * @param looksLikeOne whether it has the form of a token
     * @param flow what it names; empty if this key did not make it
     */
    record Reading(boolean looksLikeOne, Optional<FlowIdentity> flow) {

        private static final Reading NO_TOKEN = new Reading(false, Optional.empty());
        private static final Reading FORGED = new Reading(true, Optional.empty());
    }

    private final SecretKeySpec key;

    FlowTokens(byte[] key) {
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    String token(FlowIdentity flow) {
        byte[] identity = flow.octets();
        byte[] token = Arrays.copyOf(code(identity), CODE + identity.length);
        System.arraycopy(identity, 0, token, CODE, identity.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    Reading read(String text) {
        int octets = text.length() * 3 / 4 - CODE;
        if (octets != 17 && octets != 29 && octets != 41) {
            return Reading.NO_TOKEN;
        }
        byte[] token;
        try {
            token = Base64.getUrlDecoder().decode(text.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IllegalArgumentException notBase64) {
            return Reading.NO_TOKEN;
        }
        byte[] identity = Arrays.copyOfRange(token, CODE, token.length);
        if (!MessageDigest.isEqual(code(identity), Arrays.copyOf(token, CODE))) {
            return Reading.FORGED;
        }
        return FlowIdentity.of(identity)
                .map(flow -> new Reading(true, Optional.of(flow)))
                .orElse(Reading.FORGED);
    }

    private byte[] code(byte[] identity) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return Arrays.copyOf(mac.doFinal(identity), CODE);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(ALGORITHM + " is part of every Java", e);
        }
    }
}
