package org.waypost.path.edge;

import java.util.Optional;
import org.waypost.sip.HeaderName;
import org.waypost.sip.Method;
import org.waypost.sip.Octets;
import org.waypost.sip.Parameters;
import org.waypost.sip.SipRequest;
import org.waypost.sip.SipUri;

/** Tells from a request whether its client uses outbound (RFC 5626 4.2, 4.3, 5.1). */
final class OutboundUse {

    private OutboundUse() {}

    static boolean of(SipRequest request) {
        Octets contact = request.first(HeaderName.CONTACT);
        if (contact.isEmpty() || hasSecondVia(request)) {
            return false;
        }
        int open = contact.indexOf('<', afterName(contact));
        int close = open < 0 ? -1 : contact.indexOf('>', open);
        if (request.method() == Method.REGISTER) {
            Octets parameters = firstOfList(contact.from(close + 1));
            return Parameters.find(parameters, "reg-id").isPresent();
        }
        return close > 0
                && SipUri.parse(contact.sub(open + 1, close))
                        .flatMap(uri -> uri.parameter("ob"))
                        .isPresent();
    }

    // A display name in quotes may have any character in it.
    private static int afterName(Octets contact) {
        int i = 0;
        if (contact.at(0) == '"') {
            for (i = 1; i < contact.length() && contact.at(i) != '"'; i++) {
                i += contact.at(i) == '\\' ? 1 : 0;
            }
        }
        return Math.min(i, contact.length());
    }

    // Up to the comma that begins the next contact.
    private static Octets firstOfList(Octets text) {
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            quoted ^= text.at(i) == '"';
            if (text.at(i) == ',' && !quoted) {
                return text.sub(0, i);
            }
        }
        return text;
    }

    private static boolean hasSecondVia(SipRequest request) {
        int first = request.indexOf(HeaderName.VIA, 0);
        return request.indexOf(HeaderName.VIA, first + 1) >= 0
                || request.first(HeaderName.VIA).indexOf(',', 0) >= 0;
    }

    /** Whether the To header has a tag: the request belongs to a dialog. */
    static boolean isInDialog(SipRequest request) {
        Octets to = request.first(HeaderName.TO);
        int parameters = to.indexOf(';', Math.max(to.lastIndexOf('>'), 0));
        Optional<Octets> tag = parameters < 0 ? Optional.empty() : Parameters.find(to.from(parameters + 1), "tag");
        return tag.isPresent();
    }
}
