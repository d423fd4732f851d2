package org.waypost.sip;

import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.security.auth.x500.X500Principal;

/**
 * What protects a connection.
 *
 * @param session what was agreed on in the handshake; own and peer's certificates
 * @param serverName the server that the client asked for (SNI); empty if it named none
 * @param peerVerified whether the peer has shown a certificate, and one that is trusted here
 */
public record FlowSecurity(SSLSession session, String serverName, boolean peerVerified) {

    private static final Map<String, String> EMAIL = Map.of("1.2.840.113549.1.9.1", "emailAddress");

    /** The version that is spoken: {@code TLSv1.3}. */
    public String version() {
        return session.getProtocol();
    }

    /** What OpenSSL, and so Kamailio, calls the cipher. */
    public String cipher() {
        return openSslName(session.getCipherSuite());
    }

    /** Bits of the cipher's key. */
    public int cipherBits() {
        String suite = session.getCipherSuite();
        return suite.contains("AES_128") ? 128 : suite.contains("_3DES_") ? 168 : 256;
    }

    /** The certificate the peer has shown, whether it is trusted or not. */
    public Optional<X509Certificate> peerCertificate() {
        try {
            return first(session.getPeerCertificates());
        } catch (SSLPeerUnverifiedException none) {
            return Optional.empty();
        }
    }

    /** The certificate that was shown to the peer. */
    public Optional<X509Certificate> ownCertificate() {
        return first(session.getLocalCertificates());
    }

    /** A distinguished name as text (RFC 4514), with the name that people know an e-mail address in it by. */
    public static String text(X500Principal name) {
        return name.getName(X500Principal.RFC2253, EMAIL);
    }

    private static Optional<X509Certificate> first(Certificate[] chain) {
        return chain != null && chain.length > 0 && chain[0] instanceof X509Certificate own
                ? Optional.of(own)
                : Optional.empty();
    }

    /** What OpenSSL calls a cipher suite of TLS 1.2, {@code ECDHE-RSA-AES128-GCM-SHA256}; those of TLS 1.3 have one name. */
    public static String openSslName(String suite) {
        int with = suite.indexOf("_WITH_");
        if (with < 0 || !suite.startsWith("TLS_")) {
            return suite;
        }
        String exchange = suite.substring("TLS_".length(), with);
        String cipher = suite.substring(with + "_WITH_".length())
                .replaceFirst("^AES_(\\d+)_", "AES$1-")
                .replace("CBC_", "")
                .replace("CHACHA20_POLY1305_SHA256", "CHACHA20-POLY1305");
        return (exchange.equals("RSA") ? "" : exchange + "-").concat(cipher).replace('_', '-');
    }
}
