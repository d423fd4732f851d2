package org.waypost.registrar.core;

import java.util.Optional;
import org.waypost.sip.SipContext;
import org.waypost.sip.Value;
import org.waypost.sip.Xavps;
import org.waypost.usrloc.Contact;
import org.waypost.usrloc.ContactAttribute;

/** Tells a script of contacts: their details in the XAVP of xavp_rcd, and the XAVP that was stored with them. */
final class ContactRecord {

    private static final int NO_RUID = 1;
    private static final int NO_CONTACT = 2;
    private static final int NO_EXPIRES = 4;
    private static final int NO_RECEIVED = 8;
    private static final int NO_PATH = 16;

    private ContactRecord() {}

    /**
     * Adds the details of {@code contact} in front of those that were added before, all as fields of one XAVP, as Kamailio
     * does: {@code $xavp(rcd=>contact[1])} is the contact of the time before. Does nothing if xavp_rcd is not set.
     *
     * @param now epoch seconds
     */
    static void add(SipContext context, ScriptSettings scripts, Contact contact, long now) {
        if (scripts.record().isEmpty()) {
            return;
        }
        Xavps fields = fields(context.xavps(), scripts.record());
        int mask = scripts.recordMask();
        if ((mask & NO_RUID) == 0) {
            fields.push(Xavps.Entry.of("ruid", Value.of(contact.ruid().toString())));
        }
        if ((mask & NO_CONTACT) == 0) {
            fields.push(Xavps.Entry.of("contact", Value.of(contact.uri())));
        }
        if ((mask & NO_EXPIRES) == 0) {
            fields.push(Xavps.Entry.of("expires", Value.of(seconds(contact, now))));
        }
        if ((mask & NO_RECEIVED) == 0 && !contact.received().isEmpty()) {
            fields.push(Xavps.Entry.of("received", Value.of(contact.received())));
        }
        if ((mask & NO_PATH) == 0 && !contact.path().isEmpty()) {
            fields.push(Xavps.Entry.of("path", Value.of(contact.path())));
        }
    }

    /**
     * Puts the XAVP stored with {@code contact} back as entry {@code index} of its name, behind empty entries if there were
     * fewer, so that a script finds the one of a branch under the branch's number, as in Kamailio.
     *
     * @param xavp usrloc's parameter xavp_contact; may be empty
     */
    static void restore(SipContext context, String xavp, Contact contact, int index) {
        if (xavp.isEmpty() || contact.attributes().isEmpty()) {
            return;
        }
        Xavps xavps = context.xavps();
        while (xavps.count(xavp) < index) {
            xavps.append(Xavps.Entry.of(xavp, Value.NULL));
        }
        ContactAttribute.restore(contact.attributes(), xavps, xavp, index);
    }

    private static Xavps fields(Xavps xavps, String name) {
        Optional<Xavps> known = xavps.get(name, 0).flatMap(Xavps.Entry::fields);
        if (known.isPresent()) {
            return known.get();
        }
        Xavps fields = xavps.newList();
        xavps.push(Xavps.Entry.of(name, fields));
        return fields;
    }

    private static long seconds(Contact contact, long now) {
        return contact.expires() == Contact.PERMANENT ? 0 : contact.expires() - now;
    }
}
