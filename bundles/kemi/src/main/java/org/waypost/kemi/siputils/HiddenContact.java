package org.waypost.kemi.siputils;

import java.util.Optional;
import org.waypost.sip.SipUri;

/**
 * A URI that is carried in the user of another, as {@code encode_contact} makes it:
 * {@code prefix*user*password*host*port*transport@address}.
 */
final class HiddenContact {

    /** What the original answers if the URI cannot be carried or read. */
    static final int NO_HOST = -2;

    static final int PASSWORD_WITHOUT_USER = -3;
    static final int NO_USER = -23;
    static final int TOO_MANY_PARTS = -24;
    static final int TOO_FEW_PARTS = -26;
    static final int NOT_SIP = -509;

    private static final char SEPARATOR = '*';
    private static final int PARTS = 6;

    private HiddenContact() {}

    /** The URI that carries {@code uri}; its parameters but transport are lost. Empty if it is no {@code sip:} URI. */
    static Optional<String> hide(SipUri uri, String prefix, String address) {
        if (uri.scheme() != SipUri.Scheme.SIP) {
            return Optional.empty();
        }
        String port = uri.port() == 0 ? "" : String.valueOf(uri.port());
        String transport = uri.parameter("transport").map(Object::toString).orElse("");
        return Optional.of("sip:" + prefix + SEPARATOR + uri.user() + SEPARATOR + uri.password() + SEPARATOR
                + uri.host() + SEPARATOR + port + SEPARATOR + transport + "@" + address);
    }

    /** Why nothing can be read from {@code uri}: one of the negative numbers; 1 if something can. */
    static int check(SipUri uri) {
        String[] parts = parts(uri);
        if (uri.user().isEmpty()) {
            return NO_USER;
        }
        if (parts.length != PARTS) {
            return parts.length < PARTS ? TOO_FEW_PARTS : TOO_MANY_PARTS;
        }
        if (parts[1].isEmpty() && !parts[2].isEmpty()) {
            return PASSWORD_WITHOUT_USER;
        }
        return parts[3].isEmpty() || SipUri.parse(show(uri)).isEmpty() ? NO_HOST : 1;
    }

    /** The URI that {@code uri} carries, with the parameters of this one. */
    static String show(SipUri uri) {
        String[] parts = parts(uri);
        StringBuilder shown = new StringBuilder(uri.scheme() == SipUri.Scheme.SIPS ? "sips:" : "sip:");
        if (!parts[1].isEmpty()) {
            shown.append(parts[1])
                    .append(parts[2].isEmpty() ? "" : ":" + parts[2])
                    .append('@');
        }
        shown.append(parts[3]).append(parts[4].isEmpty() ? "" : ":" + parts[4]);
        shown.append(parts[5].isEmpty() ? "" : ";transport=" + parts[5]);
        return shown.append(uri.parameters().isEmpty() ? "" : ";" + uri.parameters())
                .toString();
    }

    private static String[] parts(SipUri uri) {
        return uri.user().toString().split("\\*", -1);
    }
}
