package org.waypost.kemi.sanity;

import java.util.Optional;
import org.waypost.kemi.Messages;
import org.waypost.sip.HeaderName;
import org.waypost.sip.Octets;
import org.waypost.sip.SipContext;
import org.waypost.sip.SipMessage;
import org.waypost.sip.SipUri;

/** Whether the URIs of the request line, From, To and Contact can be read: bits 1, 2, 4 and 8. */
final class UriChecks {

    private static final int REQUEST = 1;
    private static final int FROM = 2;
    private static final int TO = 4;
    private static final int CONTACT = 8;

    private UriChecks() {}

    static Optional<Failure> run(SipContext context, SipMessage message, int uris) {
        if ((uris & REQUEST) != 0
                && context.response().isEmpty()
                && !isRoutable(context.request().requestUri())) {
            return Optional.of(Failure.bad("Bad Request URI"));
        }
        if ((uris & FROM) != 0 && !isReadable(message, HeaderName.FROM)) {
            return Optional.of(Failure.bad("Invalid From Header"));
        }
        if ((uris & TO) != 0 && !isReadable(message, HeaderName.TO)) {
            // as it is written on the wire
            return Optional.of(Failure.bad("Ivalid To Header"));
        }
        boolean contact = (uris & CONTACT) != 0
                && message.has(HeaderName.CONTACT)
                && !message.first(HeaderName.CONTACT).contentEquals("*");
        return contact && !isReadable(message, HeaderName.CONTACT)
                ? Optional.of(Failure.bad("Bad Contact URI"))
                : Optional.empty();
    }

    static boolean isRoutable(Octets uri) {
        return uri.startsWithIgnoreCase("urn:") || SipUri.parse(uri).isPresent();
    }

    private static boolean isReadable(SipMessage message, HeaderName header) {
        return isRoutable(Messages.uri(message.first(header)));
    }
}
