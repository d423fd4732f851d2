package org.waypost.registrar.core;

import java.util.List;
import org.waypost.sip.Value;
import org.waypost.sip.Xavps;
import org.waypost.usrloc.AddressRecord;
import org.waypost.usrloc.Contact;

/** lookup_xavp(): a record and its contacts, expired ones included, as XAVPs. */
final class LookupXavp {

    private LookupXavp() {}

    /** Puts them into {@code xavps}, so that the first contact has index 0. */
    static void put(Xavps xavps, AddressRecord record, String recordName, String contactName) {
        List<Contact> contacts = record.contacts();
        Xavps fields = xavps.newList();
        fields.append(Xavps.Entry.of("aor", Value.of(record.aor())));
        fields.append(Xavps.Entry.of("count", Value.of(contacts.size())));
        xavps.push(Xavps.Entry.of(recordName, fields));
        for (int i = contacts.size() - 1; i >= 0; i--) {
            xavps.push(Xavps.Entry.of(contactName, fields(xavps, contacts.get(i))));
        }
    }

    private static Xavps fields(Xavps xavps, Contact contact) {
        Xavps fields = xavps.newList();
        fields.append(Xavps.Entry.of("uri", Value.of(contact.uri())));
        append(fields, "socket", contact.socket());
        append(fields, "dsturi", contact.received());
        return fields;
    }

    private static void append(Xavps fields, String name, String text) {
        if (!text.isEmpty()) {
            fields.append(Xavps.Entry.of(name, Value.of(text)));
        }
    }
}
