package org.waypost.usrloc.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.waypost.usrloc.jdbc.Databases.TABLE;
import static org.waypost.usrloc.jdbc.Databases.contact;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
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
import org.waypost.usrloc.LocationException;
import org.waypost.usrloc.LocationException.Step;
import org.waypost.usrloc.jdbc.access.Options;
import org.waypost.usrloc.jdbc.table.TableFormat;

/** Bindings that are written in shared commits. */
@ParameterizedClass
@EnumSource(Kind.class)
class WriteTest {

    private static final Options WITH_ATTRIBUTES = new Options(8, 15_000, 2000, false, true, false, false, 0, 0, true);
    private static final Options BY_ADDRESS = new Options(8, 15_000, 2000, false, false, false, false, 0, 0, true);
    private static final Options UPDATE_AS_INSERT = new Options(8, 15_000, 2000, true, true, false, false, 0, 0, true);

    @Parameter
    private Kind kind;

    private TestDatabase database;
    private JdbcLocationDatabase store;

    @BeforeEach
    void open() {
        database = TestDatabases.create(kind);
        use(WITH_ATTRIBUTES);
    }

    @AfterEach
    void close() {
        store.close();
        database.close();
    }

    @Test
    void insertsUpdatesAndDeletesRows() {
        AddressRecord first = record(contact(1), contact(2));
        write(AddressRecord.empty("alice"), first);
        assertThat(stored()).isEqualTo(first);

        AddressRecord second = record(contact(2).withExpires(2_000_000_999L), contact(3));
        write(first, second);
        assertThat(stored()).isEqualTo(second);

        write(second, AddressRecord.empty("alice"));
        assertThat(store.find(TABLE, "alice")).isEmpty();
    }

    @Test
    void insertsTheRowOfAnUpdateThatSomebodyDeleted() throws SQLException {
        AddressRecord first = record(contact(1), contact(2));
        write(AddressRecord.empty("alice"), first);
        database.execute("DELETE FROM location WHERE ruid = '" + contact(1).ruid() + "'");

        AddressRecord second =
                record(contact(1).withExpires(2_000_000_001L), contact(2).withExpires(2_000_000_002L));
        write(first, second);

        assertThat(stored().contacts()).hasSameElementsAs(second.contacts());
    }

    @Test
    void replacesTheRowOfAnInsertThatIsThere() {
        write(AddressRecord.empty("alice"), record(contact(1)));
        AddressRecord again = record(contact(1).withPath("<sip:192.0.2.9;lr>"));
        write(AddressRecord.empty("alice"), again);

        assertThat(stored()).isEqualTo(again);
    }

    @Test
    void movesTheRowOfAnInsertThatIsThereUnderAnotherAor() {
        write(AddressRecord.empty("alice"), record(contact(1)));
        AddressRecord moved = new AddressRecord("alice@example.org", List.of(contact(1)));
        write(AddressRecord.empty(moved.aor()), moved);

        assertThat(store.find(TABLE, moved.aor())).contains(moved);
        assertThat(store.find(TABLE, "alice")).isEmpty();
    }

    @Test
    void writesNoContactThatIsForTheMemoryAndLeavesItsRowAlone() {
        Contact first = contact(1);
        Contact inMemory = first.withExpires(2_000_000_005L).withFlags(Contact.MEMORY_ONLY);
        write(AddressRecord.empty("alice"), record(contact(2).withFlags(Contact.MEMORY_ONLY)));
        assertThat(store.find(TABLE, "alice")).isEmpty();

        write(AddressRecord.empty("alice"), record(first));
        write(record(first), record(inMemory));
        write(record(inMemory), AddressRecord.empty("alice"));

        assertThat(stored()).isEqualTo(record(first));
    }

    @Test
    void writesAContactThatIsNotForTheMemoryAnyMore() {
        write(record(contact(1).withFlags(Contact.MEMORY_ONLY)), record(contact(1)));

        assertThat(stored()).isEqualTo(record(contact(1)));
    }

    @Test
    void keepsTheOrderOfTheWritesOfAnAor() {
        List<CompletableFuture<Void>> writes = new ArrayList<>();
        AddressRecord before = AddressRecord.empty("alice");
        for (int i = 0; i < 500; i++) {
            // comes and goes, and is another one each time
            AddressRecord after = i % 5 == 4
                    ? AddressRecord.empty("alice")
                    : record(contact(1).withExpires(2_000_000_000L + i));
            writes.add(store.write(TABLE, before, after));
            before = after;
        }
        AddressRecord last = record(contact(1).withExpires(2_100_000_000L));
        writes.add(store.write(TABLE, before, last));

        join(writes);
        assertThat(stored()).isEqualTo(last);
    }

    @Test
    void failsOnlyTheBindingThatIsRefused() {
        List<CompletableFuture<Void>> writes = new ArrayList<>();
        for (int i = 1; i <= 100; i++) {
            Contact contact = i == 37 ? contact(i).withReceived("sip:" + "x".repeat(200)) : contact(i);
            writes.add(store.write(
                    TABLE, AddressRecord.empty("user" + i), new AddressRecord("user" + i, List.of(contact))));
        }

        assertThatThrownBy(() -> writes.remove(36).get(10, TimeUnit.SECONDS))
                .cause()
                .isInstanceOfSatisfying(
                        LocationException.class,
                        failure -> assertThat(failure.step()).isEqualTo(Step.CONTACT_INSERT));
        join(writes);
        assertThat(store.contacts(TABLE)).isEqualTo(99);
    }

    @Test
    void replacesAttributesWithTheirContact() throws SQLException {
        Contact one = contact(1).withAttributes(List.of(text("colour", "réd"), number("level", 7)));
        Contact two = contact(2).withAttributes(List.of(text("colour", "green")));
        write(AddressRecord.empty("alice"), record(one, two));
        assertThat(stored()).isEqualTo(record(one, two));

        Contact changed = one.withAttributes(List.of(number("level", 8)));
        write(record(one, two), record(changed, two.withAttributes(List.of())));
        assertThat(stored()).isEqualTo(record(changed, two.withAttributes(List.of())));

        write(record(changed), AddressRecord.empty("alice"));
        assertThat(rows("location_attrs")).isZero();
    }

    @Test
    void leavesOutOnlyTheAttributeThatIsRefused() {
        Contact contact = contact(1)
                .withAttributes(List.of(text("good", "1"), text("bad", "x".repeat(600)), text("better", "2")));
        write(AddressRecord.empty("alice"), record(contact));

        assertThat(stored().contacts().get(0).attributes())
                .containsExactlyInAnyOrder(text("good", "1"), text("better", "2"));
    }

    @Test
    void findsRowsByAddressIfToldSo() {
        use(BY_ADDRESS);
        write(AddressRecord.empty("alice"), record(contact(1), contact(2)));

        AddressRecord second = record(contact(1).withExpires(2_000_000_001L));
        write(record(contact(1), contact(2)), second);

        assertThat(stored()).isEqualTo(second);
    }

    @Test
    void insertsContactsInTheOrderTheyWereMade() throws SQLException {
        write(AddressRecord.empty("alice"), record(contact(3), contact(1), contact(2)));

        List<String> ruids = new ArrayList<>();
        try (Connection connection = database.connect();
                ResultSet rows = connection.createStatement().executeQuery("SELECT ruid FROM location ORDER BY id")) {
            while (rows.next()) {
                ruids.add(rows.getString(1));
            }
        }
        assertThat(ruids)
                .containsExactly(
                        contact(1).ruid().toString(),
                        contact(2).ruid().toString(),
                        contact(3).ruid().toString());
    }

    @Test
    void findsRowsOfOneAddressByTheirRuid() {
        use(BY_ADDRESS);
        Contact flow = contact(2).withUri(contact(1).uri()).withRegId(2);
        write(AddressRecord.empty("alice"), record(contact(1), flow));

        Contact refreshed = flow.withExpires(2_000_000_001L);
        write(record(contact(1), flow), record(contact(1), refreshed));
        assertThat(stored().contacts()).containsExactlyInAnyOrder(contact(1), refreshed);

        write(record(contact(1), refreshed), record(refreshed));
        assertThat(stored().contacts()).containsExactly(refreshed);
    }

    @Test
    void refreshesByInsertIfToldSo() throws SQLException {
        use(UPDATE_AS_INSERT);
        write(AddressRecord.empty("alice"), record(contact(1)));

        AddressRecord second = record(contact(1).withExpires(2_000_000_001L));
        write(record(contact(1)), second);

        assertThat(stored()).isEqualTo(second);
        assertThat(rows(TABLE)).isEqualTo(1);
    }

    @Test
    void keepsWhatWasCommittedWhenTheServerIsKilled() throws SQLException {
        List<CompletableFuture<Void>> writes = new ArrayList<>();
        for (int i = 1; i <= 300; i++) {
            writes.add(store.write(
                    TABLE, AddressRecord.empty("user" + i), new AddressRecord("user" + i, List.of(contact(i)))));
        }
        join(writes);
        database.server().kill();
        database.server().start();

        assertThat(rows(TABLE)).isEqualTo(300);
    }

    @Test
    void writesWhatIsOutstandingWhenItIsClosed() throws SQLException {
        List<CompletableFuture<Void>> writes = new ArrayList<>();
        for (int i = 1; i <= 1000; i++) {
            writes.add(store.write(
                    TABLE, AddressRecord.empty("user" + i), new AddressRecord("user" + i, List.of(contact(i)))));
        }
        store.close();

        join(writes);
        assertThat(rows(TABLE)).isEqualTo(1000);
        assertThatThrownBy(() -> write(AddressRecord.empty("alice"), record(contact(1))))
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(LocationException.class);
    }

    @Test
    void removesWhatExpiredButNotThePermanent() throws SQLException {
        write(
                AddressRecord.empty("alice"),
                record(
                        contact(1).withExpires(1_000_000L),
                        contact(2).withExpires(Contact.PERMANENT),
                        contact(3).withExpires(1_000_001L)));

        assertThat(store.removeExpired(TABLE, 1_000_001L)).isEqualTo(1);
        assertThat(rows(TABLE)).isEqualTo(2);
    }

    @Test
    void removesWhatWasRegisteredOverConnections() throws SQLException {
        List<CompletableFuture<Void>> writes = new ArrayList<>();
        for (int i = 1; i <= 3000; i++) {
            writes.add(store.write(
                    TABLE, AddressRecord.empty("user" + i), new AddressRecord("user" + i, List.of(contact(i)))));
        }
        join(writes);
        database.execute("UPDATE location SET connection_id = 5 WHERE username <> 'user7'");

        assertThat(store.removeConnected(TABLE)).isEqualTo(2999);
        assertThat(rows(TABLE)).isEqualTo(1);
    }

    private void use(Options options) {
        if (store != null) {
            store.close();
        }
        store = Databases.store(database, TableFormat.STANDARD, options);
    }

    private void write(AddressRecord before, AddressRecord after) {
        join(List.of(store.write(TABLE, before, after)));
    }

    private AddressRecord stored() {
        return store.find(TABLE, "alice").orElseThrow();
    }

    private long rows(String table) throws SQLException {
        try (Connection connection = database.connect();
                ResultSet count = connection.createStatement().executeQuery("SELECT COUNT(*) FROM " + table)) {
            count.next();
            return count.getLong(1);
        }
    }

    private static void join(List<CompletableFuture<Void>> writes) {
        CompletableFuture.allOf(writes.toArray(CompletableFuture[]::new))
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    private static AddressRecord record(Contact... contacts) {
        return new AddressRecord("alice", List.of(contacts));
    }

    private static ContactAttribute text(String name, String value) {
        return new ContactAttribute(name, Value.of(value));
    }

    private static ContactAttribute number(String name, long value) {
        return new ContactAttribute(name, Value.of(value));
    }
}
