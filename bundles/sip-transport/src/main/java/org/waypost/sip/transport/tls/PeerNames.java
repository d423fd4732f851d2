package org.waypost.sip.transport.tls;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.waypost.sip.FlowSecurity;

/** Whom a verified certificate is for: the host names it has as alternative names of its subject (RFC 5922 7.1). */
final class PeerNames {

    // GeneralName of RFC 5280 4.2.1.6
    private static final int DNS = 2;
    private static final int URI = 6;

    private PeerNames() {}

    /** Whether the peer has a verified certificate that is for {@code host}, in lower case. */
    static boolean isFor(String host, Optional<FlowSecurity> security) {
        return security.filter(FlowSecurity::peerVerified)
                .flatMap(FlowSecurity::peerCertificate)
                .filter(certificate -> isFor(host, certificate))
                .isPresent();
    }

    // RFC 5922 7.2: no wildcards, other than for the web.
    static boolean isFor(String host, X509Certificate certificate) {
        try {
            Collection<List<?>> names = Optional.ofNullable(certificate.getSubjectAlternativeNames())
                    .orElse(List.of());
            for (List<?> name : names) {
                String text = String.valueOf(name.get(1));
                if (name.get(0).equals(DNS) && text.equalsIgnoreCase(host)
                        || name.get(0).equals(URI) && text.equalsIgnoreCase("sip:" + host)) {
                    return true;
                }
            }
            return false;
        } catch (CertificateParsingException unreadable) {
            return false;
        }
    }
}
