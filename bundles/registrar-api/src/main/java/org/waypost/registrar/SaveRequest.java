package org.waypost.registrar;

import java.util.List;
import org.waypost.sip.HeaderName;
import org.waypost.sip.Octets;
import org.waypost.sip.SipContext;
import org.waypost.sip.SipMessage;
import org.waypost.sip.SipUri;
import org.waypost.usrloc.Compat;

/**
 * A REGISTER on its way through the {@link RegistrarExtension}s.
 *
 * @param context the request
 * @param table to be stored in
 * @param aor as it is stored
 * @param uri the URI it was taken from: that of the To header, or the one given to save
 * @param to the URI of the To header; {@code uri} if that cannot be read
 * @param flags of save
 * @param compat the parameter in force for this request
 * @param kind what the Contact headers ask for
 * @param contacts in the order they are processed: header after header, the last one of each first; none but for {@link
 *     Kind#CONTACTS}
 */
public record SaveRequest(
        SipContext context,
        String table,
        String aor,
        SipUri uri,
        SipUri to,
        int flags,
        Compat compat,
        Kind kind,
        List<? extends RequestedContact> contacts) {

    /** What the Contact headers ask for. */
    public enum Kind {
        /** No Contact: list what there is. */
        QUERY,
        /** {@code Contact: *}: remove all. */
        STAR,
        /** Contacts to add, refresh or remove. */
        CONTACTS
    }

    /** The message that names the contacts: the REGISTER, or the reply to it while one is processed. */
    public SipMessage message() {
        return context.response().isPresent() ? context.response().get() : context.request();
    }

    /**
     * Whether the reply is left to reg_send_reply(), its headers not prepared. What is said of Path in a reply is left out of such a
     * one, as in Kamailio.
     */
    public boolean repliesApart() {
        return (flags & (Registrar.NO_REPLY | Registrar.PREPARE_HEADERS)) == Registrar.NO_REPLY;
    }

    /** Whether a Supported header names the option tag, in any case. */
    public boolean supports(String optionTag) {
        return names(HeaderName.SUPPORTED, optionTag);
    }

    /** Whether a Require header names the option tag, in any case. */
    public boolean requires(String optionTag) {
        return names(HeaderName.REQUIRE, optionTag);
    }

    private boolean names(HeaderName header, String optionTag) {
        SipMessage message = message();
        for (int index = message.indexOf(header, 0); index >= 0; index = message.indexOf(header, index + 1)) {
            if (contains(message.headerValue(index), optionTag)) {
                return true;
            }
        }
        return false;
    }

    // as in Kamailio, white space separates option tags as a comma does
    private static boolean contains(Octets list, String optionTag) {
        int end;
        for (int start = 0; start < list.length(); start = end + 1) {
            end = start;
            while (end < list.length() && list.at(end) != ',' && !Octets.isWhite(list.at(end))) {
                end++;
            }
            if (end - start == optionTag.length() && list.sub(start, end).equalsIgnoreCase(optionTag)) {
                return true;
            }
        }
        return false;
    }
}
