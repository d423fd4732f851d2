package org.waypost.route.builtin;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.waypost.sip.HeaderName;
import org.waypost.sip.Octets;
import org.waypost.sip.Parameters;
import org.waypost.sip.SipRequest;

/**
 * Signs the Record-Route of a dialog, so that a later request is known to belong to one this server has let through: the first 72 bits
 * of an HMAC-SHA-256 over its Call-ID. Without it anybody could send anything anywhere, as a request within a dialog.
 */
final class DialogSignature {

    private static final String ALGORITHM = "HmacSHA256";
    private static final String NAME = "sig";
    private static final int OCTETS = 9;

    private final Mac initialized;

    DialogSignature(byte[] key) {
        try {
            initialized = Mac.getInstance(ALGORITHM);
            initialized.init(new SecretKeySpec(key, ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(ALGORITHM + " is part of every Java", e);
        }
    }

    /** The parameter of the Record-Route, semicolon included. */
    String parameter(SipRequest request) {
        return ";" + NAME + "=" + new String(code(request), StandardCharsets.ISO_8859_1);
    }

    /** Whether the parameters of a Route of this server were signed for the dialog of this request. */
    boolean isOf(SipRequest request, String routeParameters) {
        Optional<Octets> given = Parameters.find(Octets.of(routeParameters), NAME);
        return given.isPresent() && MessageDigest.isEqual(given.get().bytes(), code(request));
    }

    private byte[] code(SipRequest request) {
        byte[] all = copy().doFinal(request.first(HeaderName.CALL_ID).bytes());
        return Base64.getUrlEncoder().withoutPadding().encode(Arrays.copyOf(all, OCTETS));
    }

    // a Mac has a state, and one that is copied need not be looked up or given its key
    private Mac copy() {
        try {
            return (Mac) initialized.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the HMAC of every Java can be copied", e);
        }
    }
}
