package org.waypost.kemi.auth;

import org.waypost.sip.HeaderName;
import org.waypost.sip.Octets;
import org.waypost.sip.SipRequest;

/** Looks for the credentials a request carries (RFC 3261 22); they are not checked. */
final class Credentials {

    private Credentials() {}

    /** Whether there are digest credentials for {@code realm}. */
    static boolean has(SipRequest request, String realm) {
        return has(request, HeaderName.AUTHORIZATION, realm) || has(request, HeaderName.PROXY_AUTHORIZATION, realm);
    }

    private static boolean has(SipRequest request, HeaderName name, String realm) {
        for (int i = request.indexOf(name, 0); i >= 0; i = request.indexOf(name, i + 1)) {
            Octets value = request.headerValue(i);
            if (value.startsWithIgnoreCase("digest ") && realm(value.from(7)).equals(realm)) {
                return true;
            }
        }
        return false;
    }

    // The parameters of credentials are parted by commas; a quoted value may hold one.
    private static String realm(Octets parameters) {
        int start = 0;
        boolean quoted = false;
        for (int i = 0; i <= parameters.length(); i++) {
            int octet = i < parameters.length() ? parameters.at(i) : ',';
            if (octet == '\\' && quoted) {
                i++;
            } else if (octet == '"') {
                quoted = !quoted;
            } else if (octet == ',' && (!quoted || i == parameters.length())) {
                Octets parameter = parameters.sub(start, i).trim();
                int equals = parameter.indexOf('=', 0);
                if (equals > 0 && parameter.sub(0, equals).trim().equalsIgnoreCase("realm")) {
                    String value = parameter.from(equals + 1).trim().toString();
                    boolean inQuotes = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
                    return inQuotes ? value.substring(1, value.length() - 1) : value;
                }
                start = i + 1;
            }
        }
        return "";
    }
}
