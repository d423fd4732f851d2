package org.waypost.auth;

import java.nio.charset.StandardCharsets;
import org.waypost.sip.HeaderName;
import org.waypost.sip.Method;
import org.waypost.sip.NameAddress;
import org.waypost.sip.Octets;
import org.waypost.sip.SipRequest;
import org.waypost.sip.SipUri;
import org.waypost.sip.auth.DigestName;

/** Whether the user whose password was given is the one a request names. */
final class Identity {

    private Identity() {}

    /** Whether that user is the one a request is for: who is registered, or who calls. */
    static boolean isOf(SipRequest request, DigestName name) {
        return isUser(request.first(request.method() == Method.REGISTER ? HeaderName.TO : HeaderName.FROM), name, "");
    }

    /**
     * The same as strictly as Kamailio's {@code auth_check} sees it: From and To of a REGISTER, these and the Request-URI of a PUBLISH.
     *
     * @param realm that their domains must be; empty: any
     */
    static boolean isEverywhere(SipRequest request, DigestName name, String realm) {
        boolean both = request.method() == Method.REGISTER || request.method() == Method.PUBLISH;
        return isUser(request.first(HeaderName.FROM), name, realm)
                && (!both || isUser(request.first(HeaderName.TO), name, realm))
                && (request.method() != Method.PUBLISH || isUser(request.requestUri(), name, realm));
    }

    private static boolean isUser(Octets address, DigestName name, String realm) {
        return SipUri.parse(NameAddress.of(address).uri())
                .filter(uri -> unescaped(uri.user()).equals(name.user()))
                .filter(uri -> realm.isEmpty() || uri.host().equalsIgnoreCase(realm))
                .isPresent();
    }

    // RFC 3261 19.1.4: an escaped character is the same as the character
    private static String unescaped(Octets user) {
        if (user.indexOf('%', 0) < 0) {
            return user.toString();
        }
        byte[] plain = new byte[user.length()];
        int length = 0;
        for (int i = 0; i < user.length(); i++) {
            int octet = user.at(i);
            boolean isEscape =
                    octet == '%' && i + 2 < user.length() && isDigit(user.at(i + 1)) && isDigit(user.at(i + 2));
            if (isEscape) {
                octet = Character.digit(user.at(i + 1), 16) * 16 + Character.digit(user.at(i + 2), 16);
                i += 2;
            }
            plain[length++] = (byte) octet;
        }
        return new String(plain, 0, length, StandardCharsets.ISO_8859_1);
    }

    private static boolean isDigit(int octet) {
        return Character.digit(octet, 16) >= 0;
    }
}
