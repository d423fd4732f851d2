package org.waypost.registrar.core;

import org.waypost.registrar.Registrar;
import org.waypost.sip.HeaderName;
import org.waypost.sip.NameAddress;
import org.waypost.sip.SipContext;
import org.waypost.sip.Value;
import org.waypost.usrloc.AddressRecord;
import org.waypost.usrloc.Contact;

/** registered(): looks for a valid contact of an AoR, and for one that a script describes in xavp_cfg. */
final class Registered {

    private final SipContext context;
    private final Surroundings around;
    private final String callId;
    private final String received;
    private final String uri;

    /** @param matchOption as in {@link Registrar#registered(SipContext, String, String, int, int)} */
    Registered(SipContext context, Surroundings around, int matchOption) {
        this.context = context;
        this.around = around;
        this.callId = wanted(matchOption, Registrar.MATCH_CALL_ID, "match_callid");
        this.received = wanted(matchOption, Registrar.MATCH_RECEIVED, "match_received");
        this.uri = wanted(matchOption, Registrar.MATCH_CONTACT, "match_contact");
    }

    /** The URI that is meant if none is given. */
    static String defaultUri(SipContext context) {
        return context.response().isPresent()
                ? NameAddress.of(context.request().first(HeaderName.TO)).uri().toString()
                : context.target().uri();
    }

    /** @param matchAction as in {@link Registrar#registered(SipContext, String, String, int, int)} */
    boolean find(AddressRecord record, int matchAction) {
        for (Contact contact : record.contacts()) {
            if (Lookup.isUsable(contact, around.settings(), around.now()) && matches(contact)) {
                if ((matchAction & Registrar.SKIP_RECORD) == 0) {
                    ContactRecord.add(context, around.scripts(), contact, around.now());
                }
                if ((matchAction & Registrar.RESTORE_XAVPS) != 0) {
                    ContactRecord.restore(context, around.location().contactXavp(), contact, 0);
                }
                return true;
            }
        }
        return false;
    }

    private boolean matches(Contact contact) {
        return isAny(callId, contact.callId()) && isAny(received, contact.received()) && isAny(uri, contact.uri());
    }

    private static boolean isAny(String wanted, String text) {
        return wanted.isEmpty() || wanted.equals(text);
    }

    private String wanted(int matchOption, int option, String field) {
        if ((matchOption & option) == 0 || around.scripts().config().isEmpty()) {
            return "";
        }
        Value value = context.xavps().setting(around.scripts().config(), field);
        return value.isText() ? value.text() : "";
    }
}
