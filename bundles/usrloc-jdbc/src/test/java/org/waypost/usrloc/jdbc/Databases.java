package org.waypost.usrloc.jdbc;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.waypost.jdbc.ClassPathDrivers;
import org.waypost.jdbc.DatabaseUrl;
import org.waypost.sip.SipTransport;
import org.waypost.testdatabases.TestDatabase;
import org.waypost.usrloc.AddressRecord;
import org.waypost.usrloc.Contact;
import org.waypost.usrloc.Ruid;
import org.waypost.usrloc.jdbc.access.LocalSockets;
import org.waypost.usrloc.jdbc.access.Options;
import org.waypost.usrloc.jdbc.table.TableFormat;

/** Stores over the databases of tests, and contacts to put in. */
final class Databases {

    static final String TABLE = "location";

    private Databases() {}

    /** A store over that database, as another server would have it. */
    static JdbcLocationDatabase store(TestDatabase database, TableFormat format, Options options) {
        return store(database.url(), database.user(), database.password(), format, options);
    }

    static JdbcLocationDatabase store(TestDatabase database) {
        return store(database, TableFormat.STANDARD, Options.DEFAULTS);
    }

    static JdbcLocationDatabase store(String url, String user, String password, TableFormat format, Options options) {
        return new JdbcLocationDatabase(
                new Target(DatabaseUrl.parse(url, user, password, ""), format),
                ClassPathDrivers.all(),
                new LocalSockets(() -> (SipTransport) null),
                options,
                Set.of(TABLE));
    }

    static Contact contact(int number) {
        return new Contact(
                Ruid.of("uloc-1-2-" + Integer.toHexString(number) + "1"),
                "sip:phone" + number + "@192.0.2.1:5060",
                "",
                "",
                "call-" + number,
                "phone/1.0",
                "udp:127.0.0.1:5060",
                "",
                2_000_000_000L,
                1_700_000_000L,
                1,
                -1,
                0,
                0,
                -1,
                0,
                0,
                -1);
    }

    /** The record with one more contact. */
    static AddressRecord with(AddressRecord record, Contact contact) {
        List<Contact> contacts = new ArrayList<>(record.contacts());
        contacts.add(contact);
        return new AddressRecord(record.aor(), contacts);
    }
}
