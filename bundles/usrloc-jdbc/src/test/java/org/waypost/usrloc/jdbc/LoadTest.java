package org.waypost.usrloc.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.waypost.usrloc.jdbc.Databases.TABLE;
import static org.waypost.usrloc.jdbc.Databases.contact;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.waypost.sip.Value;
import org.waypost.testdatabases.TestDatabase;
import org.waypost.testdatabases.TestDatabases;
import org.waypost.testdatabases.TestDatabases.Kind;
import org.waypost.usrloc.AddressRecord;
import org.waypost.usrloc.Contact;
import org.waypost.usrloc.ContactAttribute;
import org.waypost.usrloc.jdbc.access.Options;
import org.waypost.usrloc.jdbc.table.TableFormat;

/** Whole tables that are loaded. */
@ParameterizedClass
@EnumSource(Kind.class)
class LoadTest {

    private static final long NOW = 1_800_000_000L;

    @Parameter
    private Kind kind;

    private TestDatabase database;
    private JdbcLocationDatabase store;

    @BeforeEach
    void open() {
        database = TestDatabases.create(kind);
        store = Databases.store(
                database, TableFormat.STANDARD, new Options(8, 3000, 100, false, true, false, false, 0, 0, true));
    }

    @AfterEach
    void close() {
        store.close();
        database.close();
    }

    @Test
    void handsOutNothingOfAnEmptyTable() {
        assertThat(load()).isEmpty();
    }

    @Test
    void handsOutEachAorOnceWithAllItsContacts() throws Exception {
        write("other", contact(1)); // makes the table
        try (Connection connection = database.connect();
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO location (ruid, username, contact, callid, cseq) VALUES (?, ?, ?, ?, ?)")) {
            connection.setAutoCommit(false);
            for (int i = 0; i < 12_000; i++) {
                // every tenth AoR has three contacts, far apart
                int aor = i < 10_000 ? i : (i - 10_000) % 1_000 * 10;
                insert.setString(1, "r" + i);
                insert.setString(2, "user" + aor);
                insert.setString(3, "sip:" + i + "@192.0.2.1");
                insert.setString(4, "call");
                insert.setInt(5, i);
                insert.addBatch();
            }
            insert.executeBatch();
            connection.commit();
        }

        Map<String, List<Contact>> loaded = load();

        assertThat(loaded).hasSize(10_001);
        assertThat(loaded.get("user10")).extracting(Contact::cseq).containsExactly(10, 10_001, 11_001);
        assertThat(loaded.get("user11")).extracting(Contact::cseq).containsExactly(11);
    }

    @Test
    void ordersContactsByRisingQThenByAge() {
        write("alice", q(1, 500), q(2, -1), q(3, 500), q(4, 1000));

        assertThat(load().get("alice"))
                .extracting(Contact::ruid)
                .containsExactly(
                        contact(2).ruid(),
                        contact(1).ruid(),
                        contact(3).ruid(),
                        contact(4).ruid());
    }

    @Test
    void leavesOutWhatExpiredAndWhatIsIncomplete() throws Exception {
        write("alice", contact(1).withExpires(NOW - 1), contact(2), contact(3).withExpires(Contact.PERMANENT));
        write("bob", contact(4).withExpires(NOW));
        write("carol", contact(5));
        write("dave", contact(6));
        write("erin", contact(7));
        database.execute(
                "UPDATE location SET callid = '' WHERE username = 'carol'",
                "UPDATE location SET contact = '' WHERE username = 'dave'",
                "UPDATE location SET username = '' WHERE username = 'erin'");

        Map<String, List<Contact>> loaded = load();

        assertThat(loaded).containsOnlyKeys("alice");
        assertThat(loaded.get("alice"))
                .extracting(Contact::ruid)
                .containsExactly(contact(2).ruid(), contact(3).ruid());
    }

    @Test
    void tellsAorsApartThatDifferInCaseAlone() {
        write("alice", contact(1), contact(2));
        write("Alice", contact(3), contact(4));
        write("ALICE", contact(5));

        Map<String, List<Contact>> loaded = load();

        assertThat(loaded.get("alice")).hasSize(2);
        assertThat(loaded.get("Alice")).hasSize(2);
        assertThat(loaded.get("ALICE")).hasSize(1);
    }

    @Test
    void givesContactsTheirAttributes() {
        Contact contact = contact(1).withAttributes(List.of(new ContactAttribute("a", Value.of("1"))));
        write("alice", contact, contact(2));

        assertThat(load().get("alice")).containsExactly(contact, contact(2));
    }

    @Test
    void loadsOnlyTheRowsOfItsServerIfToldSo() throws Exception {
        write("alice", contact(1), contact(2));
        write("bob", contact(3));
        database.execute("UPDATE location SET server_id = 9 WHERE contact LIKE 'sip:phone2@%'");
        store.close();
        store = Databases.store(
                database, TableFormat.STANDARD, new Options(8, 3000, 100, false, true, true, false, 9, 0, false));

        Map<String, List<Contact>> loaded = load();

        assertThat(loaded).containsOnlyKeys("alice");
        assertThat(loaded.get("alice")).hasSize(1);
    }

    @Test
    void splitsAorsIntoUserAndDomainWithUseDomain() {
        store.close();
        store = Databases.store(database, TableFormat.STANDARD.withUseDomain(true), Options.DEFAULTS);
        write("alice@example.com", contact(1), contact(2));
        write("alice@example.org", contact(3));

        Map<String, List<Contact>> loaded = load();

        assertThat(loaded.get("alice@example.com")).hasSize(2);
        assertThat(loaded.get("alice@example.org")).hasSize(1);
    }

    @Test
    void passesOnWhatTheReceiverThrows() {
        write("alice", contact(1));

        assertThatThrownBy(() -> store.load(TABLE, NOW, record -> {
                    throw new IllegalStateException("enough");
                }))
                .hasMessage("enough");
        assertThat(load()).hasSize(1);
    }

    private Map<String, List<Contact>> load() {
        Map<String, List<Contact>> loaded = new ConcurrentHashMap<>();
        store.load(
                TABLE,
                NOW,
                record -> assertThat(loaded.put(record.aor(), record.contacts()))
                        .as("came before")
                        .isNull());
        return loaded;
    }

    private void write(String aor, Contact... contacts) {
        store.write(TABLE, AddressRecord.empty(aor), new AddressRecord(aor, List.of(contacts)))
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    private static Contact q(int number, int q) {
        Contact contact = contact(number);
        return new Contact(
                contact.ruid(),
                contact.uri(),
                contact.received(),
                contact.path(),
                contact.callId(),
                contact.userAgent(),
                contact.socket(),
                contact.instance(),
                contact.expires(),
                contact.lastModified(),
                contact.cseq(),
                q,
                contact.flags(),
                contact.cflags(),
                contact.methods(),
                contact.regId(),
                contact.serverId(),
                contact.connectionId());
    }
}
