package org.waypost.usrloc.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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
import org.waypost.usrloc.LocationException;
import org.waypost.usrloc.Ruid;
import org.waypost.usrloc.Stored;
import org.waypost.usrloc.jdbc.access.Options;
import org.waypost.usrloc.jdbc.table.TableFormat;

@ParameterizedClass
@EnumSource(Kind.class)
class RecordsTest {

    private static final String TABLE = Databases.TABLE;
    private static final Contact FIRST = Databases.contact(1);
    private static final Contact SECOND = Databases.contact(2);

    @Parameter
    private Kind kind;

    private TestDatabase database;
    private JdbcLocationDatabase store;

    @BeforeEach
    void open() {
        database = TestDatabases.create(kind);
        store = Databases.store(database);
    }

    @AfterEach
    void close() {
        store.close();
        database.close();
    }

    @Test
    void saysThatItIsNotUsedAnyMoreOnceItWasClosed() {
        store.close();

        assertThatThrownBy(() -> store.find(TABLE, "alice"))
                .isInstanceOf(LocationException.class)
                .hasMessage("the database is not used any more");
        assertThatThrownBy(() -> store.update(TABLE, "alice", record -> record)).isInstanceOf(LocationException.class);
    }

    @Test
    void findsWhatWasStored() {
        add("alice", FIRST);
        AddressRecord now = add("alice", SECOND);

        assertThat(now.contacts()).containsExactly(FIRST, SECOND);
        assertThat(store.find(TABLE, "alice")).contains(now);
        assertThat(store.find(TABLE, "bob")).isEmpty();
        assertThat(store.find(TABLE, "Alice")).isEmpty();
        assertThat(store.byRuid(TABLE, SECOND.ruid())).contains(now);
        assertThat(store.byRuid(TABLE, Ruid.of("uloc-9-9-9"))).isEmpty();
        assertThat(store.records(TABLE)).isOne();
        assertThat(store.contacts(TABLE)).isEqualTo(2);
        assertThat(store.tables()).containsExactly(TABLE);
    }

    @Test
    void storesChangesAndRemovals() {
        add("alice", FIRST);
        add("alice", SECOND);
        Contact moved = FIRST.withUri("sip:elsewhere").withExpires(2_000_000_600L);

        AddressRecord now = store.update(TABLE, "alice", record -> new AddressRecord("alice", List.of(moved)));

        assertThat(now.contacts()).containsExactly(moved);
        assertThat(store.find(TABLE, "alice")).contains(now);
        assertThat(store.update(TABLE, "alice", record -> AddressRecord.empty("alice"))
                        .isEmpty())
                .isTrue();
        assertThat(store.find(TABLE, "alice")).isEmpty();
        assertThat(store.records(TABLE)).isZero();
    }

    @Test
    void changesNothingIfTheChangeThrowsOrLeavesItAlone() {
        AddressRecord stored = add("alice", FIRST);

        assertThatThrownBy(() -> store.update(TABLE, "alice", record -> {
                    throw new IllegalStateException("no");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no");
        assertThat(store.update(TABLE, "alice", record -> record)).isEqualTo(stored);
        assertThat(add("alice", SECOND).contacts()).containsExactly(FIRST, SECOND);
    }

    @Test
    void keepsAnyOctets() {
        Contact odd = FIRST.withUri("sip:zo\u00c3\u00ab\u0000\u00ff'\"\\@x").withPath("<sip:\u00ef\u009c\u0080;lr>");

        add("zo\u00c3\u00ab", odd);

        assertThat(store.find(TABLE, "zo\u00c3\u00ab").orElseThrow().contacts()).containsExactly(odd);
    }

    @Test
    void keepsContactsThatAreForTheMemoryOnlyOut() {
        add("alice", FIRST);

        AddressRecord now = store.update(
                TABLE,
                "alice",
                record -> new AddressRecord(
                        "alice",
                        List.of(
                                FIRST.withUri("sip:elsewhere").withFlags(Contact.MEMORY_ONLY),
                                SECOND.withFlags(Contact.MEMORY_ONLY))));

        assertThat(now.contacts()).containsExactly(FIRST);
        assertThat(store.find(TABLE, "alice")).contains(now);
    }

    @Test
    void findsRecordsByInstanceAndConnection() {
        Contact flow = connection(FIRST.withInstance("<urn:uuid:1>"), 7);
        AddressRecord stored = add("alice", flow);
        add("bob", SECOND);

        assertThat(store.byInstance(TABLE, "<urn:uuid:1>")).containsExactly(stored);
        assertThat(store.byInstance(TABLE, "<urn:uuid:2>")).isEmpty();
        assertThat(store.byConnection(TABLE, 7)).containsExactly(stored);
        assertThat(store.byConnection(TABLE, 8)).isEmpty();
        assertThat(store.removeConnected(TABLE)).isOne();
        assertThat(store.find(TABLE, "alice")).isEmpty();
    }

    @Test
    void scansEveryRecordUntilItIsEnough() {
        for (int i = 0; i < 50; i++) {
            add("user" + i % 25, Databases.contact(i));
        }
        List<AddressRecord> all = new ArrayList<>();
        List<AddressRecord> some = new ArrayList<>();

        store.scan(TABLE, all::add);
        store.scan(TABLE, record -> some.add(record) && some.size() < 3);

        assertThat(all).hasSize(25).allMatch(record -> record.contacts().size() == 2);
        assertThat(all).extracting(AddressRecord::aor).doesNotHaveDuplicates();
        assertThat(some).hasSize(3);
    }

    @Test
    void keepsAorsApartThatDifferInCase() {
        add("alice", FIRST);
        add("Alice", Databases.contact(3));
        add("alice", SECOND);
        List<AddressRecord> all = new ArrayList<>();

        store.scan(TABLE, all::add);

        assertThat(all)
                .containsExactlyInAnyOrder(
                        new AddressRecord("alice", List.of(FIRST, SECOND)),
                        new AddressRecord("Alice", List.of(Databases.contact(3))));
    }

    @Test
    void handsOutWhatIsDue() {
        add("valid", FIRST);
        add("expired", Databases.contact(3).withExpires(1000));
        add("announced", Databases.contact(4).withExpires(1000).withFlags(Contact.EXPIRY_ANNOUNCED));
        add("permanent", Databases.contact(5).withExpires(Contact.PERMANENT));

        assertThat(due(999, 60)).isEmpty();
        assertThat(due(1000, 60)).containsExactly("location expired");
        assertThat(due(1060, 60)).containsExactlyInAnyOrder("location expired", "location announced");
        assertThat(store.removeExpired(TABLE, 1001)).isEqualTo(2);
        assertThat(store.records(TABLE)).isEqualTo(2);
    }

    @Test
    void countsWhatIsValidAndWhatExpired() {
        add("alice", FIRST);
        add("alice", SECOND);
        add("bob", Databases.contact(3).withExpires(1000));
        add("carol", Databases.contact(4).withExpires(Contact.PERMANENT));

        assertThat(store.count(TABLE, Stored.USERS, 999)).isEqualTo(3);
        assertThat(store.count(TABLE, Stored.CONTACTS, 999)).isEqualTo(4);
        assertThat(store.count(TABLE, Stored.EXPIRED_CONTACTS, 999)).isZero();
        assertThat(store.count(TABLE, Stored.USERS, 1000)).isEqualTo(2);
        assertThat(store.count(TABLE, Stored.CONTACTS, 1000)).isEqualTo(3);
        assertThat(store.count(TABLE, Stored.EXPIRED_CONTACTS, 1000)).isOne();
    }

    @Test
    void keepsAttributesWithTheirContacts() {
        Options options = options(true, false, false, 0);
        store.configure(options, Set.of());
        Contact tagged = FIRST.withAttributes(List.of(
                new ContactAttribute("color", Value.of("bl\u00c3\u00a4ulich")),
                new ContactAttribute("floor", Value.of(3))));

        add("alice", tagged);
        add("alice", SECOND);

        assertThat(store.find(TABLE, "alice").orElseThrow().contacts()).containsExactly(tagged, SECOND);
        List<AddressRecord> all = new ArrayList<>();
        store.scan(TABLE, all::add);
        assertThat(all.get(0).contacts()).containsExactly(tagged, SECOND);

        store.update(
                TABLE,
                "alice",
                record -> new AddressRecord("alice", List.of(tagged.withAttributes(List.of()), SECOND)));
        assertThat(store.find(TABLE, "alice").orElseThrow().contacts())
                .containsExactly(tagged.withAttributes(List.of()), SECOND);
    }

    @Test
    void seesOnlyItsOwnSockets() {
        Contact remote = socket(FIRST, "udp:198.51.100.77:5060");
        add("alice", remote);

        AddressRecord seen = store.find(TABLE, "alice").orElseThrow();
        assertThat(seen.contacts()).containsExactly(socket(FIRST, ""));

        // what does not set a socket leaves the other server's where it was
        store.update(
                TABLE,
                "alice",
                record -> new AddressRecord(
                        "alice", List.of(record.contacts().get(0).withFlags(4))));
        assertThat(rows("socket")).containsExactly("udp:198.51.100.77:5060");

        store.configure(options(false, false, true, 0), Set.of());
        assertThat(store.find(TABLE, "alice")).isEmpty();
    }

    @Test
    void takesASocketThatIsNoneForOneOfAnotherServer() {
        add("alice", socket(FIRST, "nonsense"));
        assertThat(store.find(TABLE, "alice").orElseThrow().contacts()).containsExactly(socket(FIRST, ""));

        store.configure(options(false, false, true, 0), Set.of());
        assertThat(store.find(TABLE, "alice")).isEmpty();
    }

    @Test
    void takesNoRowForMemoryOnly() throws SQLException {
        add("alice", FIRST);
        database.execute("UPDATE location SET flags = " + (Contact.MEMORY_ONLY | Contact.EXPIRY_ANNOUNCED));

        assertThat(store.find(TABLE, "alice").orElseThrow().contacts())
                .containsExactly(FIRST.withFlags(Contact.EXPIRY_ANNOUNCED));
    }

    @Test
    void looksOnlyAtItsOwnRowsIfToldTo() {
        add("alice", FIRST);
        add("bob", server(SECOND, 7));
        store.configure(options(false, true, false, 7), Set.of());
        List<AddressRecord> all = new ArrayList<>();

        store.scan(TABLE, all::add);

        assertThat(all).extracting(AddressRecord::aor).containsExactly("bob");
        assertThat(store.records(TABLE)).isOne();
        assertThat(store.count(TABLE, Stored.EXPIRED_CONTACTS, 3_000_000_000L)).isOne();
        assertThat(due(3_000_000_000L, 0)).containsExactly("location bob");
        assertThat(store.find(TABLE, "alice")).isPresent();
        assertThat(store.removeExpired(TABLE, 3_000_000_000L)).isOne();
    }

    @Test
    void keepsDomainsApart() {
        JdbcLocationDatabase split =
                Databases.store(database, TableFormat.STANDARD.withUseDomain(true), Options.DEFAULTS);
        try {
            split.update(TABLE, "alice@a.example", record -> Databases.with(record, FIRST));
            split.update(TABLE, "alice@b.example", record -> Databases.with(record, SECOND));

            assertThat(split.find(TABLE, "alice@a.example").orElseThrow().contacts())
                    .containsExactly(FIRST);
            assertThat(split.records(TABLE)).isEqualTo(2);
            assertThat(rows("domain")).containsExactlyInAnyOrder("a.example", "b.example");
            // without domains they are one
            assertThat(store.find(TABLE, "alice").orElseThrow().contacts()).containsExactly(FIRST, SECOND);
        } finally {
            split.close();
        }
    }

    @Test
    void writesTimesInTheLocalZone() {
        add("alice", FIRST.withExpires(1_900_000_000L));
        add("bob", SECOND.withExpires(Contact.PERMANENT));
        DateTimeFormatter form =
                DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

        // without what some databases say of fractions of a second
        assertThat(rows("expires"))
                .extracting(text -> text.replaceFirst("\\..*", ""))
                .containsExactly(form.format(Instant.ofEpochSecond(1_900_000_000L)), form.format(Instant.EPOCH));
        assertThat(store.find(TABLE, "bob").orElseThrow().contacts().get(0).expires())
                .isEqualTo(Contact.PERMANENT);
    }

    @Test
    void keepsEpochTimes() {
        JdbcLocationDatabase epoch =
                Databases.store(database, TableFormat.STANDARD.withEpochTimes(true), Options.DEFAULTS);
        try {
            epoch.update(TABLE, "alice", record -> Databases.with(record, FIRST));

            assertThat(epoch.find(TABLE, "alice").orElseThrow().contacts()).containsExactly(FIRST);
            assertThat(rows("expires")).containsExactly("2000000000");
        } finally {
            epoch.close();
        }
    }

    @Test
    void failsWithAReasonIfAValueDoesNotFit() {
        assertThatThrownBy(() -> add("alice", FIRST.withReceived("sip:" + "x".repeat(300))))
                .isInstanceOfSatisfying(
                        LocationException.class,
                        e -> assertThat(e.step()).isEqualTo(LocationException.Step.CONTACT_INSERT));
        assertThat(store.find(TABLE, "alice")).isEmpty();
        assertThat(add("alice", FIRST).contacts()).containsExactly(FIRST);
    }

    private AddressRecord add(String aor, Contact contact) {
        return store.update(TABLE, aor, record -> Databases.with(record, contact));
    }

    private List<String> due(long now, long linger) {
        List<String> due = new ArrayList<>();
        store.due(now, linger, (table, aor) -> due.add(table + " " + aor));
        return due;
    }

    private List<String> rows(String column) {
        List<String> values = new ArrayList<>();
        try (var connection = database.connect();
                var row = connection
                        .createStatement()
                        .executeQuery("SELECT CAST(" + column + " AS CHAR(40)) FROM location ORDER BY id")) {
            while (row.next()) {
                values.add(row.getString(1) == null ? null : row.getString(1).strip());
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return values;
    }

    private static Options options(boolean attributes, boolean ofServer, boolean skipRemote, int serverId) {
        return new Options(4, 2000, 10, false, true, ofServer, skipRemote, serverId, 0, attributes);
    }

    private static Contact connection(Contact contact, int id) {
        return change(contact, contact.socket(), contact.serverId(), id);
    }

    private static Contact socket(Contact contact, String socket) {
        return change(contact, socket, contact.serverId(), contact.connectionId());
    }

    private static Contact server(Contact contact, int id) {
        return change(contact, contact.socket(), id, contact.connectionId());
    }

    private static Contact change(Contact contact, String socket, int serverId, int connectionId) {
        return new Contact(
                contact.ruid(),
                contact.uri(),
                contact.received(),
                contact.path(),
                contact.callId(),
                contact.userAgent(),
                socket,
                contact.instance(),
                contact.expires(),
                contact.lastModified(),
                contact.cseq(),
                contact.q(),
                contact.flags(),
                contact.cflags(),
                contact.methods(),
                contact.regId(),
                serverId,
                connectionId);
    }
}
