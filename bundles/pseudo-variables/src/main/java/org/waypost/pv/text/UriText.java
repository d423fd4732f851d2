package org.waypost.pv.text;

import org.waypost.sip.Octets;

/** A URI with one part changed, the others as they were written. */
public final class UriText {

    private UriText() {}

    /** With that user; without user and password if it is empty. */
    public static String withUser(Uri uri, String user) {
        return put(
                uri,
                user,
                user.isEmpty() ? Octets.EMPTY : uri.password(),
                uri.host().toString(),
                port(uri));
    }

    public static String withHost(Uri uri, String host) {
        return put(uri, uri.user().toString(), uri.password(), host, port(uri));
    }

    /** With that port; without one if it is empty. */
    public static String withPort(Uri uri, String port) {
        return put(uri, uri.user().toString(), uri.password(), uri.host().toString(), port);
    }

    private static String port(Uri uri) {
        return uri.port() == 0 ? "" : Integer.toString(uri.port());
    }

    // A TEL URI that gets a host becomes a SIP URI, its parameters part of the user (RFC 3261 19.1.6).
    private static String put(Uri uri, String user, Octets password, String host, String port) {
        StringBuilder text = new StringBuilder(user.length() + host.length() + 32);
        if (uri.isTel()) {
            String number = uri.parameters().isEmpty() ? user : user + ";" + uri.parameters();
            return host.isEmpty() ? uri.scheme() + ":" + number : "sip:" + number + "@" + host + ";user=phone";
        }
        text.append(uri.scheme()).append(':').append(user);
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
