package org.waypost.pv.text;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.security.auth.x500.X500Principal;

/** What certificates say, as text; each octet of its UTF-8 is one char. */
public final class CertificateText {

    // Types of an alternative name, RFC 5280 4.2.1.6.
    public static final int EMAIL = 1;
    public static final int DNS = 2;
    public static final int URI = 6;
    public static final int ADDRESS = 7;

    private static final int LINE = 64;
    private static final String UNRESERVED = "-_.~";

    // As OpenSSL prints it.
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "MMM ppd HH:mm:ss yyyy 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private CertificateText() {}

    /** {@code Dec  3 12:27:45 2026 GMT}. */
    public static String time(Date time) {
        return TIME.format(time.toInstant());
    }

    public static boolean hasExpired(X509Certificate certificate) {
        return certificate.getNotAfter().before(new Date());
    }

    /** Whether its own key has signed it. */
    public static boolean isSelfSigned(X509Certificate certificate) {
        if (!certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())) {
            return false;
        }
        try {
            certificate.verify(certificate.getPublicKey());
            return true;
        } catch (GeneralSecurityException other) {
            return false;
        }
    }

    /** RFC 7468, with a line feed after each line. */
    public static String pem(X509Certificate certificate) {
        try {
            String base64 = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(certificate.getEncoded());
            return "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n";
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that was read can be written", e);
        }
    }

    /** With all but the unreserved characters of RFC 3986 2.3 escaped, in lower-case digits. */
    public static String urlEncoded(String text) {
        StringBuilder encoded = new StringBuilder(text.length() * 5 / 4);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 128 && (Character.isLetterOrDigit(c) || UNRESERVED.indexOf(c) >= 0)) {
                encoded.append(c);
            } else {
                encoded.append(String.format("%%%02x", (int) c));
            }
        }
        return encoded.toString();
    }

    /** The first attribute of that type, such as {@code CN}, in the order of the certificate. */
    public static Optional<String> part(X500Principal name, String type) {
        try {
            for (Rdn rdn : new LdapName(name.getName()).getRdns()) {
                Attribute attribute = rdn.toAttributes().get(type);
                if (attribute != null && attribute.get() instanceof String text) {
                    return Optional.of(octets(text));
                }
            }
        } catch (InvalidNameException e) {
            throw new IllegalStateException("a name that was written can be read", e);
        } catch (NamingException none) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    /** The first alternative name of the subject of that type. */
    public static Optional<String> alternative(X509Certificate certificate, int type) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names == null
                    ? Optional.empty()
                    : names.stream()
                            .filter(name -> name.get(0).equals(type))
                            .findFirst()
                            .map(name -> octets(String.valueOf(name.get(1))));
        } catch (CertificateParsingException unreadable) {
            return Optional.empty();
        }
    }

    /** A text as scripts have it. */
    public static String octets(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
