package org.waypost.sip.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** The hashes of digest authentication (RFC 8760 2.1), strongest first. */
public enum DigestAlgorithm {
    SHA_512_256("SHA-512-256", "SHA-512/256", 64),
    SHA_256("SHA-256", "SHA-256", 64),
    MD5("MD5", "MD5", 32);

    private final String token;
    private final String digest;
    private final int hexLength;

    DigestAlgorithm(String token, String digest, int hexLength) {
        this.token = token;
        this.digest = digest;
        this.hexLength = hexLength;
    }

    /** Its name in challenges and credentials. */
    public String token() {
        return token;
    }

    /** Number of hexadecimal digits of a hash. */
    public int hexLength() {
        return hexLength;
    }

    /** The algorithm of that name, in any case; {@link #MD5} for an empty one (RFC 7616 3.3). */
    public static Optional<DigestAlgorithm> of(String token) {
        if (token.isEmpty()) {
            return Optional.of(MD5);
        }
        for (DigestAlgorithm algorithm : values()) {
            if (algorithm.token.equalsIgnoreCase(token)) {
                return Optional.of(algorithm);
            }
        }
        return Optional.empty();
    }

    /** The hash of the texts with a colon between them, one octet for each char, in lower-case hexadecimal digits. */
    public String hash(String... parts) {
        MessageDigest hash = start();
        for (int i = 0; i < parts.length; i++) {
            if (i > 0) {
                hash.update((byte) ':');
            }
            hash.update(parts[i].getBytes(StandardCharsets.ISO_8859_1));
        }
        return HexFormat.of().formatHex(hash.digest());
    }

    /** The hash of octets, in lower-case hexadecimal digits. */
    public String hash(byte[] array, int offset, int length) {
        MessageDigest hash = start();
        hash.update(array, offset, length);
        return HexFormat.of().formatHex(hash.digest());
    }

    private MessageDigest start() {
        try {
            return MessageDigest.getInstance(digest);
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException(digest + " is part of every JDK", absent);
        }
    }
}
