package org.waypost.registrar.core;

import java.util.ArrayList;
import java.util.List;
import org.waypost.registrar.SaveRequest.Kind;
import org.waypost.sip.HeaderName;
import org.waypost.sip.Octets;
import org.waypost.sip.SipMessage;
import org.waypost.sip.SipUri;
import org.waypost.usrloc.Compat;

/**
 * What a REGISTER says, read from its headers once.
 *
 * @param problem why it is refused, {@link Answer#OK} if it is not
 * @param kind what the Contact headers ask for
 * @param contacts in the order they are processed: header after header, the last one of each first
 * @param expires of the Expires header, as {@link ExpiryRules#header} returned it
 */
record Registration(Answer problem, Kind kind, List<ContactValue> contacts, long expires) {

    /** Nothing was read yet. */
    static final Registration UNREAD = refused(Answer.OK);

    /** Octets of the longest parameter {@code received}, its name and quotes included. */
    private static final int LONGEST_RECEIVED = 255;

    static Registration of(SipMessage message, Settings settings) {
        long expires = ExpiryRules.header(message, settings.compat());
        if (expires == ExpiryRules.EMPTY) {
            return refused(Answer.INVALID_EXPIRES);
        }
        int index = message.indexOf(HeaderName.CONTACT, 0);
        if (index < 0) {
            return new Registration(Answer.OK, Kind.QUERY, List.of(), expires);
        }
        List<ContactValue> contacts = new ArrayList<>(1);
        boolean star = false;
        boolean starFirst = false;
        int headers = 0;
        for (; index >= 0; index = message.indexOf(HeaderName.CONTACT, index + 1), headers++) {
            Octets value = message.headerValue(index);
            if (!value.isEmpty() && value.at(0) == '*') {
                star = true;
                starFirst |= headers == 0;
            } else if (!ContactParser.parse(value, contacts)) {
                return refused(Answer.INVALID_CONTACT);
            }
        }
        if (star) {
            return new Registration(checkStar(starFirst, headers, expires), Kind.STAR, List.of(), expires);
        }
        return new Registration(check(contacts, settings), Kind.CONTACTS, contacts, expires);
    }

    // RFC 3261 10.3 step 6; a star that comes after a contact is one contact too many, whatever its expiry
    private static Answer checkStar(boolean first, int headers, long expires) {
        if (first && expires != 0) {
            return Answer.STAR_EXPIRES;
        }
        return headers > 1 ? Answer.STAR_AND_MORE : Answer.OK;
    }

    private static Answer check(List<ContactValue> contacts, Settings settings) {
        for (int i = 0; i < contacts.size(); i++) {
            ContactValue contact = contacts.get(i);
            if (contact.uri().length() > settings.contactMaxSize() || contact.receivedSize() > LONGEST_RECEIVED) {
                return Answer.CONTACT_TOO_LONG;
            }
            if (isFolded(contact.uri()) || isFolded(contact.received()) || isFolded(contact.instance())) {
                return Answer.INVALID_CONTACT;
            }
            if (settings.compat() == Compat.RFC && !isSip(contact.uri())) {
                return Answer.INVALID_CONTACT;
            }
        }
        return Answer.OK;
    }

    /**
     * Whether the text spans lines. Kamailio stores it as it is; here no line end gets into a URI that others are sent.
     */
    private static boolean isFolded(Octets text) {
        return text.indexOf('\n', 0) >= 0 || text.indexOf('\r', 0) >= 0;
    }

    private static boolean isSip(Octets uri) {
        return SipUri.parse(uri)
                .filter(parsed -> parsed.scheme() != SipUri.Scheme.TEL && !hasStraySigns(uri))
                .isPresent();
    }

    // RFC 3261 25.1: what stands in no URI unescaped and ends it for whoever reads on
    private static boolean hasStraySigns(Octets uri) {
        for (int i = 0; i < uri.length(); i++) {
            int octet = uri.at(i);
            if (octet <= ' ' || octet == 0x7f || octet == '"' || octet == '<' || octet == '>') {
                return true;
            }
        }
        return false;
    }

    private static Registration refused(Answer problem) {
        return new Registration(problem, Kind.QUERY, List.of(), 0);
    }
}
