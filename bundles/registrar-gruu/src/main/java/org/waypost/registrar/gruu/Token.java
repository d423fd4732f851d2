package org.waypost.registrar.gruu;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes and reads the user parts of temporary GRUUs by RFC 5627: nobody but this server can tell whose one is, nor whether two are of
 * the same device, nor make one (section 3.1.2), and nothing needs to be kept for any of them.
 *
 * <p>The plain text is a number that is never used again, digests of the instance and of the Call-ID it was made under, and the AoR, filled
 * up with zeros to a whole number of blocks. Its HMAC is the initial vector of its encryption with AES in counter mode and stands before
 * the result (the construction of RFC 5297): what does not lead back to its HMAC was made up.
 */
final class Token {

    /** Octets of the key: half of them authenticate, half encrypt. */
    static final int KEY = 32;

    private static final String MAC = "HmacSHA256";
    private static final String CIPHER = "AES/CTR/NoPadding";
    private static final String DIGESTS = "SHA-256";
    private static final int BLOCK = 16;
    private static final int DIGEST = 8;
    private static final int CALL_ID = Long.BYTES + DIGEST;
    private static final int HEAD = CALL_ID + DIGEST;

    private final SecretKeySpec macKey;
    private final SecretKeySpec cipherKey;
    private final AtomicLong number = new AtomicLong(new SecureRandom().nextLong());

    /** @param key of {@link #KEY} octets */
    Token(byte[] key) {
        macKey = new SecretKeySpec(key, 0, KEY / 2, MAC);
        cipherKey = new SecretKeySpec(key, KEY / 2, KEY / 2, "AES");
    }

    /** What a token says, with the AoR of the device it stands for. */
    record Reading(String aor, byte[] plain) {

        /** Whether it is of a device of that instance. */
        boolean isOf(String instance) {
            return matches(instance, Long.BYTES);
        }

        /** Whether it was made under that Call-ID. */
        boolean isUnder(String callId) {
            return matches(callId, CALL_ID);
        }

        private boolean matches(String text, int at) {
            return Arrays.equals(plain, at, at + DIGEST, digest(text), 0, DIGEST);
        }
    }

    /** A new user part: letters, digits, {@code -} and {@code _}. */
    String make(String aor, String instance, String callId) {
        byte[] text = aor.getBytes(StandardCharsets.ISO_8859_1);
        byte[] plain = new byte[(HEAD + text.length + BLOCK - 1) / BLOCK * BLOCK];
        ByteBuffer.wrap(plain)
                .putLong(number.incrementAndGet())
                .put(digest(instance))
                .put(digest(callId))
                .put(text);
        byte[] tag = tag(plain);
        byte[] token = Arrays.copyOf(tag, BLOCK + plain.length);
        System.arraycopy(crypt(tag, plain), 0, token, BLOCK, plain.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    /** What {@code user} says; empty if this server did not make it. */
    Optional<Reading> read(String user) {
        byte[] token;
        try {
            token = Base64.getUrlDecoder().decode(user.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
        if (token.length < BLOCK + HEAD || token.length % BLOCK != 0) {
            return Optional.empty();
        }
        byte[] tag = Arrays.copyOf(token, BLOCK);
        byte[] plain = crypt(tag, Arrays.copyOfRange(token, BLOCK, token.length));
        if (!MessageDigest.isEqual(tag, tag(plain))) {
            return Optional.empty();
        }
        int end = plain.length;
        while (end > HEAD && plain[end - 1] == 0) {
            end--;
        }
        return Optional.of(new Reading(new String(plain, HEAD, end - HEAD, StandardCharsets.ISO_8859_1), plain));
    }

    private byte[] tag(byte[] plain) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(macKey);
            return Arrays.copyOf(mac.doFinal(plain), BLOCK);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(MAC + " is part of every Java", e);
        }
    }

    // counter mode: the same both ways
    private byte[] crypt(byte[] vector, byte[] octets) {
        try {
            Cipher cipher = Cipher.getInstance(CIPHER);
            cipher.init(Cipher.ENCRYPT_MODE, cipherKey, new IvParameterSpec(vector));
            return cipher.doFinal(octets);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(CIPHER + " is part of every Java", e);
        }
    }

    private static byte[] digest(String text) {
        try {
            byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
            return Arrays.copyOf(MessageDigest.getInstance(DIGESTS).digest(octets), DIGEST);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(DIGESTS + " is part of every Java", e);
        }
    }
}
