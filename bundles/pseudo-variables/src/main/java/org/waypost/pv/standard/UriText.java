package org.waypost.pv.standard;

import org.waypost.sip.Octets;
import org.waypost.sip.SipUri;

/** A URI with one part changed, the others as they were written. */
final class UriText {

    private UriText() {}

    /** With that user; without user and password if it is empty. */
    static String withUser(SipUri uri, String user) {
        return put(
                uri,
                user,
                user.isEmpty() ? Octets.EMPTY : uri.password(),
                uri.host().toString(),
                port(uri));
    }

    static String withHost(SipUri uri, String host) {
        return put(uri, uri.user().toString(), uri.password(), host, port(uri));
    }

    /** With that port; without one if it is empty. */
    static String withPort(SipUri uri, String port) {
        return put(uri, uri.user().toString(), uri.password(), uri.host().toString(), port);
    }

    private static String port(SipUri uri) {
        return uri.port() == 0 ? "" : Integer.toString(uri.port());
    }

    private static String put(SipUri uri, String user, Octets password, String host, String port) {
        StringBuilder text = new StringBuilder(uri.text().length() + 16);
        text.append(uri.text().sub(0, uri.text().indexOf(':', 0) + 1)).append(user);
        if (!password.isEmpty()) {
            text.append(':').append(password);
        }
        text.append(user.isEmpty() ? "" : "@").append(host);
        if (!port.isEmpty()) {
            text.append(':').append(port);
        }
        if (!uri.parameters().isEmpty()) {
            text.append(';').append(uri.parameters());
        }
        if (!uri.headers().isEmpty()) {
            text.append('?').append(uri.headers());
        }
        return text.toString();
    }
}
