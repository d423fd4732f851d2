package org.waypost.auth.digest;

import java.util.Optional;
import org.waypost.sip.auth.DigestAlgorithm;

/**
 * What somebody is asked for (RFC 7616 3.3), written as Kamailio writes it.
 *
 * @param qop may be empty
 * @param stale whether the password may have been right, but the nonce is good no longer
 * @param algorithm empty: MD5, which is not named
 */
public record Challenge(String realm, String nonce, String qop, boolean stale, Optional<DigestAlgorithm> algorithm) {

    @Override
    public String toString() {
        return "Digest realm=\"" + realm + "\", nonce=\"" + nonce + '"'
                + (qop.isEmpty() ? "" : ", qop=\"" + qop + '"')
                + (stale ? ", stale=true" : "")
                + algorithm.map(named -> ", algorithm=" + named.token()).orElse("");
    }
}
