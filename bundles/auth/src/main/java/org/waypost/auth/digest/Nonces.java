package org.waypost.auth.digest;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes nonces and knows them again without having kept them: each carries its time, a number of its own and a seal (HMAC-SHA-256) over
 * these and what it is bound to. All servers with the same secret take the nonces of each other.
 */
public final class Nonces {

    private static final String HMAC = "HmacSHA256";
    private static final int PLAIN = 4 + 8 + 1;
    private static final int SEAL = 16;
    private static final int ENCODED = 39;
    private static final int COUNTED = 1;

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    /**
     * What a good nonce says.
     *
     * @param seconds epoch seconds at which it was made
     * @param number that no other nonce has
     * @param counted whether the challenge asked for a count of uses (qop)
     */
    public record Nonce(long seconds, long number, boolean counted) {}

    private final SecretKeySpec key;

    private Nonces(byte[] secret) {
        key = new SecretKeySpec(secret, HMAC);
    }

    /** Nonces of a secret that servers share; an empty one stands for a new one that nobody else knows. */
    public static Nonces of(String secret) {
        return secret.isEmpty() ? random() : new Nonces(secret.getBytes(StandardCharsets.UTF_8));
    }

    private static Nonces random() {
        byte[] secret = new byte[32];
        RANDOM.nextBytes(secret);
        return new Nonces(secret);
    }

    /**
     * A new nonce.
     *
     * @param bound what it is only good for
     */
    public String make(long seconds, boolean counted, byte[] bound) {
        byte[] nonce = ByteBuffer.allocate(PLAIN + SEAL)
                .putInt((int) seconds)
                .putLong(RANDOM.nextLong())
                .put((byte) (counted ? COUNTED : 0))
                .array();
        System.arraycopy(seal(nonce, bound), 0, nonce, PLAIN, SEAL);
        return ENCODER.encodeToString(nonce);
    }

    /** Whether a text could be a nonce of a server like this. */
    public static boolean isShaped(String text) {
        return text.length() == ENCODED;
    }

    /** What a nonce says; empty if it was not made with this secret or is bound to something else. */
    public Optional<Nonce> open(String text, byte[] bound) {
        if (!isShaped(text)) {
            return Optional.empty();
        }
        byte[] nonce;
        try {
            nonce = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException notEncoded) {
            return Optional.empty();
        }
        // the last character has bits to spare: only one spelling of each nonce is good
        if (nonce.length != PLAIN + SEAL
                || !ENCODER.encodeToString(nonce).equals(text)
                || !MessageDigest.isEqual(seal(nonce, bound), Arrays.copyOfRange(nonce, PLAIN, PLAIN + SEAL))) {
            return Optional.empty();
        }
        ByteBuffer plain = ByteBuffer.wrap(nonce);
        return Optional.of(new Nonce(Integer.toUnsignedLong(plain.getInt()), plain.getLong(), plain.get() == COUNTED));
    }

    private byte[] seal(byte[] nonce, byte[] bound) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            mac.update(nonce, 0, PLAIN);
            return Arrays.copyOf(mac.doFinal(bound), SEAL);
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException(HMAC + " is part of every JDK", absent);
        }
    }
}
