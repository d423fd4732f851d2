package org.waypost.sip.auth;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** What a user proves to know: a password, or hashes of it (HA1, RFC 7616 3.4.2). Its text never shows it. */
public final class UserSecret {

    private final Optional<String> password;
    private final Map<DigestAlgorithm, String> hashes;

    private UserSecret(Optional<String> password, Map<DigestAlgorithm, String> hashes) {
        this.password = password;
        this.hashes = hashes;
    }

    /** A password, one char for each octet (UTF-8) of it. */
    public static UserSecret ofPassword(String password) {
        return new UserSecret(Optional.of(password), Map.of());
    }

    /** Hashes of name, realm and password by algorithm, in hexadecimal digits. */
    public static UserSecret ofHashes(Map<DigestAlgorithm, String> hashes) {
        return new UserSecret(Optional.empty(), hashes.isEmpty() ? Map.of() : new EnumMap<>(hashes));
    }

    /** HA1 of that algorithm; empty if there is no password and no such hash. */
    public Optional<String> ha1(DigestAlgorithm algorithm, String name, String realm) {
        return password.map(known -> algorithm.hash(name, realm, known))
                .or(() -> Optional.ofNullable(hashes.get(algorithm)));
    }

    @Override
    public String toString() {
        return password.isPresent() ? "a password" : "hashes " + hashes.keySet();
    }
}
