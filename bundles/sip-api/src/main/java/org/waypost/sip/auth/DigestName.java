package org.waypost.sip.auth;

/**
 * The name that credentials give, which may have a domain of its own.
 *
 * @param whole as it was sent, which is what the hash is made of
 * @param user before the {@code @}
 * @param domain after it; empty if there is none
 */
public record DigestName(String whole, String user, String domain) {

    public static DigestName of(String whole) {
        int at = whole.indexOf('@');
        return at < 0
                ? new DigestName(whole, whole, "")
                : new DigestName(whole, whole.substring(0, at), whole.substring(at + 1));
    }
}
