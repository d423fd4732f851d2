package org.waypost.console;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.waypost.usrloc.AddressRecord;
import org.waypost.usrloc.Contact;

/** Records of a location table as the pages get them. */
final class ContactJson {

    /** So many contacts of an AoR stand in a list of many; its own page has all. */
    private static final int LISTED = 20;

    private ContactJson() {}

    /** A record in a list. */
    static Map<String, Object> record(AddressRecord record, long now) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("key", record.aor());
        shown.put("aor", Shown.octets(record.aor()));
        shown.put("contacts", record.contacts().size());
        List<Map<String, Object>> listed = record.contacts().stream()
                .limit(LISTED)
                .map(contact -> contact(contact, now))
                .toList();
        shown.put("listed", listed);
        return shown;
    }

    /** What a list has of a contact. */
    static Map<String, Object> contact(Contact contact, long now) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("ruid", contact.ruid().toString());
        shown.put("uri", Shown.octets(contact.uri()));
        shown.put("received", Shown.octets(contact.received()));
        shown.put("agent", Shown.octets(contact.userAgent()));
        shown.put("permanent", contact.expires() == Contact.PERMANENT);
        shown.put("valid", contact.isValid(now));
        shown.put("left", contact.expires() == Contact.PERMANENT ? 0 : contact.expires() - now);
        shown.put("q", contact.q());
        shown.put("socket", Shown.octets(contact.socket()));
        shown.put("modified", contact.lastModified());
        return shown;
    }
}
