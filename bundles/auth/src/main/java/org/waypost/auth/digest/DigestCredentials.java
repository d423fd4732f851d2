package org.waypost.auth.digest;

import java.util.Optional;
import org.waypost.sip.HeaderName;
import org.waypost.sip.Octets;
import org.waypost.sip.SipRequest;
import org.waypost.sip.auth.DigestName;

/**
 * What a header Authorization or Proxy-Authorization of scheme Digest says (RFC 7616 3.4). Texts are without their quotes; escapes in
 * them are left as they are, as the hash is made of these. What is not there is empty.
 */
public record DigestCredentials(
        DigestName name,
        String realm,
        String nonce,
        String uri,
        String response,
        String algorithm,
        String qop,
        String count,
        String clientNonce) {

    private static final int LONGEST = 4096;
    private static final int LONGEST_NAME = 255;
    private static final int LONGEST_RESPONSE = 128;
    private static final String SCHEME = "digest ";

    /** The first credentials for {@code realm} in the headers called {@code header}. */
    public static Optional<DigestCredentials> find(SipRequest request, HeaderName header, String realm) {
        int index = indexOf(request, header, realm);
        return index < 0 ? Optional.empty() : Optional.of(of(parameters(request.headerValue(index))));
    }

    /** Index of the header line with the first credentials for {@code realm}, or -1. */
    public static int indexOf(SipRequest request, HeaderName header, String realm) {
        for (int i = request.indexOf(header, 0); i >= 0; i = request.indexOf(header, i + 1)) {
            Octets value = request.headerValue(i);
            if (value.length() <= LONGEST
                    && isDigest(value)
                    && parameter(parameters(value), "realm").equalsIgnoreCase(realm)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isDigest(Octets value) {
        return value.startsWithIgnoreCase(SCHEME);
    }

    private static Octets parameters(Octets value) {
        return value.from(SCHEME.length());
    }

    private static DigestCredentials of(Octets list) {
        return new DigestCredentials(
                DigestName.of(parameter(list, "username").toString()),
                parameter(list, "realm").toString(),
                parameter(list, "nonce").toString(),
                parameter(list, "uri").toString(),
                parameter(list, "response").toString(),
                parameter(list, "algorithm").toString(),
                parameter(list, "qop").toString(),
                parameter(list, "nc").toString(),
                parameter(list, "cnonce").toString());
    }

    /** Whether nothing is missing that is needed to check it. */
    public boolean isComplete() {
        return !name.user().isEmpty()
                && name.whole().length() <= LONGEST_NAME
                && realm.length() <= LONGEST_NAME
                && !nonce.isEmpty()
                && !uri.isEmpty()
                && !response.isEmpty()
                && response.length() <= LONGEST_RESPONSE
                && (qop.isEmpty() || !clientNonce.isEmpty() && isCount(count));
    }

    // RFC 7616 3.4: eight hexadecimal digits
    private static boolean isCount(String count) {
        return count.length() == 8 && count.chars().allMatch(c -> Character.digit(c, 16) >= 0);
    }

    /** How often the nonce was used, this time included; 0 without qop. */
    public long useNumber() {
        return qop.isEmpty() ? 0 : Long.parseLong(count, 16);
    }

    private static Octets parameter(Octets list, String name) {
        int start = 0;
        while (start < list.length()) {
            int end = end(list, start);
            Octets part = list.sub(start, end).trim();
            int equals = part.indexOf('=', 0);
            if (equals > 0 && part.sub(0, equals).trim().equalsIgnoreCase(name)) {
                return unquoted(part.from(equals + 1).trim());
            }
            start = end + 1;
        }
        return Octets.EMPTY;
    }

    // Parameters are parted by commas; a quoted value may hold one.
    private static int end(Octets list, int from) {
        boolean quoted = false;
        for (int i = from; i < list.length(); i++) {
            int octet = list.at(i);
            if (quoted && octet == '\\') {
                i++;
            } else if (octet == '"') {
                quoted = !quoted;
            } else if (octet == ',' && !quoted) {
                return i;
            }
        }
        return list.length();
    }

    private static Octets unquoted(Octets value) {
        int n = value.length();
        return n >= 2 && value.at(0) == '"' && value.at(n - 1) == '"' ? value.sub(1, n - 1) : value;
    }
}
