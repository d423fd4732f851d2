package org.waypost.usrloc.memory;

import java.util.List;
import org.waypost.usrloc.AddressRecord;
import org.waypost.usrloc.Contact;
import org.waypost.usrloc.Ruid;

/** Contacts for tests. */
final class Contacts {

    private Contacts() {}

    static Contact contact(long id, long expires) {
        return new Contact(
                new Ruid("uloc-1-", id),
                "sip:" + id + "@192.0.2.1",
                "",
                "",
                "call-" + id,
                "Phone",
                "udp:192.0.2.9:5060",
                "",
                expires,
                0,
                1,
                -1,
                0,
                0,
                -1,
                0,
                0,
                -1);
    }

    static Contact withUserAgent(Contact c, String userAgent) {
        return with(c, userAgent, c.connectionId());
    }

    static Contact onConnection(Contact c, int connectionId) {
        return with(c, c.userAgent(), connectionId);
    }

    private static Contact with(Contact c, String userAgent, int connectionId) {
        return new Contact(
                c.ruid(),
                c.uri(),
                c.received(),
                c.path(),
                c.callId(),
                userAgent,
                c.socket(),
                c.instance(),
                c.expires(),
                c.lastModified(),
                c.cseq(),
                c.q(),
                c.flags(),
                c.cflags(),
                c.methods(),
                c.regId(),
                c.serverId(),
                connectionId,
                c.attributes());
    }

    /** Makes the record of that AoR consist of these contacts. */
    static AddressRecord put(MemoryLocationStore store, String aor, Contact... contacts) {
        return store.update("location", aor, record -> new AddressRecord(record.aor(), List.of(contacts)));
    }
}
