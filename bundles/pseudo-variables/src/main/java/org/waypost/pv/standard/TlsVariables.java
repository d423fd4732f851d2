package org.waypost.pv.standard;

import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.function.Function;
import javax.security.auth.x500.X500Principal;
import org.waypost.pv.text.CertificateText;
import org.waypost.sip.FlowSecurity;
import org.waypost.sip.SipContext;
import org.waypost.sip.Value;

/** The TLS connection the message came on, and the certificates of both ends; without TLS all are null. */
final class TlsVariables {

    private TlsVariables() {}

    static void define(Catalog catalog) {
        read(catalog, "version", "Version of TLS", security -> Value.of(security.version()));
        read(
                catalog,
                "description",
                "Cipher and version of TLS",
                security -> Value.of(security.cipher() + " " + security.version()));
        read(catalog, "cipher_info", "Cipher by the name of OpenSSL", security -> Value.of(security.cipher()));
        read(catalog, "cipher_bits", "Bits of the cipher's key", security -> Value.of(security.cipherBits()));
        read(
                catalog,
                "peer_server_name",
                "Server that the client asked for (SNI)",
                security -> Values.orNull(security.serverName()));
        read(
                catalog,
                "peer_verified",
                "1 if the peer has shown a trusted certificate, else 0",
                security -> flag(security.peerVerified()));
        read(
                catalog,
                "peer_expired",
                "1 if the peer's certificate is not trusted and has expired, else 0",
                security -> flag(!security.peerVerified()
                        && security.peerCertificate()
                                .filter(CertificateText::hasExpired)
                                .isPresent()));
        read(
                catalog,
                "peer_selfsigned",
                "1 if the peer's certificate is not trusted and signed by itself, else 0",
                security -> flag(!security.peerVerified()
                        && security.peerCertificate()
                                .filter(CertificateText::isSelfSigned)
                                .isPresent()));
        read(
                catalog,
                "peer_revoked",
                "0: a connection with a revoked certificate is not opened",
                security -> flag(false));
        Fields peer = new Fields(catalog, "peer_", FlowSecurity::peerCertificate);
        certificate(peer, "the peer's certificate");
        peer.text(
                "notBefore",
                "Since when the peer's certificate is valid",
                shown -> Optional.of(CertificateText.time(shown.getNotBefore())));
        peer.text(
                "notAfter",
                "When the peer's certificate expires",
                shown -> Optional.of(CertificateText.time(shown.getNotAfter())));
        certificate(new Fields(catalog, "my_", FlowSecurity::ownCertificate), "the own certificate");
    }

    private static void certificate(Fields fields, String whose) {
        fields.read("version", "Version of " + whose + ", 2 for X.509 v3", shown -> Value.of(shown.getVersion() - 1));
        fields.text(
                "serial",
                "Serial number of " + whose,
                shown -> Optional.of(shown.getSerialNumber().toString()));
        fields.text("raw_cert", "PEM of " + whose, shown -> Optional.of(CertificateText.pem(shown)));
        fields.text(
                "urlencoded_cert",
                "PEM of " + whose + ", escaped for a URL",
                shown -> Optional.of(CertificateText.urlEncoded(CertificateText.pem(shown))));
        fields.name("subject", "the subject of " + whose, X509Certificate::getSubjectX500Principal);
        fields.text(
                "subject_uid",
                "User of the subject of " + whose,
                shown -> CertificateText.part(shown.getSubjectX500Principal(), "UID"));
        fields.name("issuer", "the issuer of " + whose, X509Certificate::getIssuerX500Principal);
        fields.alternative("email", "e-mail address", whose, CertificateText.EMAIL);
        fields.alternative("hostname", "host name", whose, CertificateText.DNS);
        fields.alternative("uri", "URI", whose, CertificateText.URI);
        fields.alternative("ip", "IP address", whose, CertificateText.ADDRESS);
    }

    /** The variables of one certificate. */
    private record Fields(
            Catalog catalog, String prefix, Function<FlowSecurity, Optional<X509Certificate>> certificate) {

        void read(String name, String description, Function<X509Certificate, Value> get) {
            TlsVariables.read(
                    catalog,
                    prefix + name,
                    description,
                    security -> certificate.apply(security).map(get).orElse(Value.NULL));
        }

        void text(String name, String description, Function<X509Certificate, Optional<String>> get) {
            read(name, description, shown -> of(get.apply(shown)));
        }

        void name(String name, String whose, Function<X509Certificate, X500Principal> principal) {
            text(
                    name,
                    "Distinguished name of " + whose + " (RFC 4514)",
                    shown -> Optional.of(CertificateText.octets(FlowSecurity.text(principal.apply(shown)))));
            part(name + "_cn", "Common name", whose, principal, "CN");
            part(name + "_country", "Country", whose, principal, "C");
            part(name + "_state", "State", whose, principal, "ST");
            part(name + "_locality", "Locality", whose, principal, "L");
            part(name + "_organization", "Organization", whose, principal, "O");
            part(name + "_unit", "Organizational unit", whose, principal, "OU");
        }

        private void part(
                String name,
                String what,
                String whose,
                Function<X509Certificate, X500Principal> principal,
                String type) {
            text(name, what + " of " + whose, shown -> CertificateText.part(principal.apply(shown), type));
        }

        void alternative(String name, String what, String whose, int type) {
            text(
                    "san_" + name,
                    "First " + what + " among the alternative names of " + whose,
                    shown -> CertificateText.alternative(shown, type));
        }
    }

    private static void read(Catalog catalog, String name, String description, Function<FlowSecurity, Value> get) {
        Function<SipContext, Value> ofFlow =
                context -> context.flow().security().map(get).orElse(Value.NULL);
        catalog.read("tls_" + name, description, ofFlow);
    }

    private static Value flag(boolean set) {
        return Value.of(set ? 1 : 0);
    }

    private static Value of(Optional<String> text) {
        return text.map(Value::of).orElse(Value.NULL);
    }
}
