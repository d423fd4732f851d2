package org.waypost.registrar.core;

import org.waypost.sip.HeaderName;
import org.waypost.sip.Octets;
import org.waypost.sip.SipContext;
import org.waypost.sip.SipMessage;
import org.waypost.sip.SipResponse;

/**
 * The message that names the contacts to save: the REGISTER, or while a reply is processed the reply of the registrar
 * behind this server, which lists what it has registered.
 */
final class Registering {

    private Registering() {}

    static boolean isReply(SipContext context) {
        return context.response().isPresent();
    }

    static SipMessage message(SipContext context) {
        return context.response().isPresent() ? context.response().get() : context.request();
    }

    /** The number of its CSeq header, or -1 if there is none. */
    static long cseq(SipContext context) {
        return context.response().isPresent()
                ? cseq(context.response().get())
                : context.request().cseq();
    }

    private static long cseq(SipResponse response) {
        Octets value = response.first(HeaderName.CSEQ);
        int end = 0;
        while (end < value.length() && !Octets.isWhite(value.at(end))) {
            end++;
        }
        return value.sub(0, end).number();
    }
}
