package org.waypost.pv.text;

import java.util.Optional;
import org.waypost.sip.Octets;
import org.waypost.sip.Parameters;
import org.waypost.sip.SipUri;

/**
 * A URI in the parts that variables and transformations show: SIP, SIPS, TEL or URN. Of {@code urn:service:sos} the user is
 * {@code service} and the host {@code sos}, as in Kamailio, which also takes no URI with an empty user before the {@code @} and no
 * underscore in a host.
 *
 * @param scheme as it was written
 * @param user empty if there is none
 * @param password empty if there is none
 * @param host an IPv6 address with its brackets; empty if there is none
 * @param port 0 if there is none
 * @param parameters without the leading {@code ;}
 * @param headers without the leading {@code ?}
 */
public record Uri(
        Octets scheme, Octets user, Octets password, Octets host, int port, Octets parameters, Octets headers) {

    /** The parts of {@code text}, or empty if it is none of these URIs. */
    public static Optional<Uri> parse(Octets text) {
        if (text.startsWithIgnoreCase("urn:")) {
            return urn(text);
        }
        Optional<SipUri> parsed = SipUri.parse(text);
        if (parsed.isEmpty()) {
            return Optional.empty();
        }
        SipUri uri = parsed.get();
        Octets scheme = text.sub(0, text.indexOf(':', 0));
        if (uri.scheme() != SipUri.Scheme.TEL
                && (text.length() > scheme.length() + 1 && text.at(scheme.length() + 1) == '@'
                        || uri.host().indexOf('_', 0) >= 0)) {
            return Optional.empty();
        }
        return Optional.of(
                new Uri(scheme, user(uri), uri.password(), uri.host(), uri.port(), uri.parameters(), uri.headers()));
    }

    /** The parts of {@code text}, as {@link #parse(Octets)}. */
    public static Optional<Uri> parse(String text) {
        return parse(Octets.of(text));
    }

    /** The value of URI parameter {@code name}: empty octets if it has none, an empty Optional if the parameter is not there. */
    public Optional<Octets> parameter(String name) {
        return parameters.isEmpty() ? Optional.empty() : Parameters.find(parameters, name);
    }

    public boolean isTel() {
        return scheme.equalsIgnoreCase("tel");
    }

    // RFC 3261 19.1.6: with user=phone the user is a telephone number and may have parameters of its own.
    private static Octets user(SipUri uri) {
        int semicolon = uri.user().indexOf(';', 0);
        boolean phone = semicolon > 0
                && uri.parameter("user")
                        .filter(kind -> kind.contentEquals("phone"))
                        .isPresent();
        return phone ? uri.user().sub(0, semicolon) : uri.user();
    }

    private static Optional<Uri> urn(Octets text) {
        int colon = text.indexOf(':', 4);
        if (colon < 0 || colon == text.length() - 1) {
            return Optional.empty();
        }
        return Optional.of(new Uri(
                text.sub(0, 3), text.sub(4, colon), Octets.EMPTY, text.from(colon + 1), 0, Octets.EMPTY, Octets.EMPTY));
    }
}
