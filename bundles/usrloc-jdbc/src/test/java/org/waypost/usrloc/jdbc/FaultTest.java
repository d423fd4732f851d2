package org.waypost.usrloc.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.waypost.usrloc.jdbc.Databases.TABLE;
import static org.waypost.usrloc.jdbc.Databases.contact;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.waypost.testdatabases.TestDatabase;
import org.waypost.testdatabases.TestDatabases;
import org.waypost.testdatabases.TestDatabases.Kind;
import org.waypost.usrloc.AddressRecord;
import org.waypost.usrloc.LocationException;
import org.waypost.usrloc.StoreHealth.State;
import org.waypost.usrloc.jdbc.access.Options;
import org.waypost.usrloc.jdbc.table.TableFormat;

/** What becomes of writes and reads while something is wrong with a database, and after it. */
class FaultTest {

    private static final int SHORT = 1000;
    private static final int LONGER_THAN_A_DEADLOCK = 4000;

    private TestDatabase database;
    private JdbcLocationDatabase store;
    private int contacts;

    @AfterEach
    void close() {
        database.server().start();
        store.close();
        database.close();
    }

    @ParameterizedTest
    @EnumSource
    void failsAtOnceWhileTheDatabaseIsStoppedAndIsBackByItself(Kind kind) {
        open(kind, SHORT);

        database.server().stop();

        failsUntil(State.DOWN);
        assertThat(write()).as("at once").isCompletedExceptionally();
        assertThatThrownBy(() -> store.find(TABLE, "alice")).isInstanceOf(LocationException.class);

        database.server().start();

        worksAgain();
    }

    @ParameterizedTest
    @EnumSource
    void waitsForNoDatabaseThatHangs(Kind kind) {
        open(kind, SHORT);

        database.server().freeze();

        failsUntil(State.DOWN);
        assertThat(write()).as("at once").isCompletedExceptionally();
        assertThatThrownBy(() -> store.find(TABLE, "alice")).isInstanceOf(LocationException.class);

        database.server().thaw();

        worksAgain();
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void survivesTheLossOfItsConnections(Kind kind) throws SQLException {
        open(kind, SHORT);

        disconnectAll();

        works();
        assertThat(store.health().state()).isEqualTo(State.UP);
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void readsButDoesNotWriteWhileTheDatabaseIsReadOnly(Kind kind) throws SQLException {
        open(kind, SHORT);

        administer(
                kind == Kind.POSTGRESQL
                        ? "ALTER ROLE waypost SET default_transaction_read_only = on"
                        : "SET GLOBAL read_only = 1");
        disconnectAll();

        failsUntil(State.READ_ONLY);
        assertThat(store.health().reason()).contains("is read-only");
        assertThat(write()).as("at once").isCompletedExceptionally();
        assertThat(store.find(TABLE, "alice")).isPresent();

        administer(
                kind == Kind.POSTGRESQL
                        ? "ALTER ROLE waypost RESET default_transaction_read_only"
                        : "SET GLOBAL read_only = 0");

        worksAgain();
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void readsButDoesNotWriteWhileTheDiskIsFull(Kind kind) throws SQLException {
        open(kind, SHORT);

        if (kind == Kind.POSTGRESQL) {
            database.execute(
                    "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS"
                            + " $$ BEGIN RAISE EXCEPTION 'no space' USING ERRCODE = 'disk_full'; END $$",
                    "CREATE TRIGGER fills BEFORE INSERT ON location EXECUTE FUNCTION full_disk()");
        } else {
            database.execute("CREATE TRIGGER fills BEFORE INSERT ON location FOR EACH ROW"
                    + " SIGNAL SQLSTATE 'HY000' SET MYSQL_ERRNO = 1021, MESSAGE_TEXT = 'no space'");
        }

        failsUntil(State.READ_ONLY);
        assertThat(store.health().reason()).contains("has no space left");
        assertThat(store.find(TABLE, "alice")).isPresent();

        database.execute(kind == Kind.POSTGRESQL ? "DROP TRIGGER fills ON location" : "DROP TRIGGER fills");

        worksAgain();
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void writesAfterADeadlock(Kind kind) throws Exception {
        open(kind, LONGER_THAN_A_DEADLOCK);
        AddressRecord before = new AddressRecord("bob", List.of(contact(1001), contact(1002)));
        join(store.write(TABLE, AddressRecord.empty("bob"), before));

        CompletableFuture<Void> done;
        try (Connection other = database.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.executeUpdate(lock(1002));
            done = store.write(
                    TABLE,
                    before,
                    new AddressRecord(
                            "bob",
                            List.of(
                                    contact(1001).withPath("<sip:a>"),
                                    contact(1002).withPath("<sip:b>"))));
            awaitLockWait(kind);
            try {
                statement.executeUpdate(lock(1001)); // each waits for the other now
                other.commit();
            } catch (SQLException victim) {
                other.rollback();
            }
        }

        join(done);
        assertThat(store.find(TABLE, "bob").orElseThrow().contacts())
                .extracting(contact -> contact.path())
                .containsExactly("<sip:a>", "<sip:b>");
        assertThat(store.health().state()).isEqualTo(State.UP);
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void isNotDownBecauseARowIsLocked(Kind kind) throws Exception {
        open(kind, SHORT);
        AddressRecord before = new AddressRecord("bob", List.of(contact(1001)));
        join(store.write(TABLE, AddressRecord.empty("bob"), before));

        try (Connection other = database.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.executeUpdate(lock(1001));
            CompletableFuture<Void> refused = store.write(
                    TABLE,
                    before,
                    new AddressRecord("bob", List.of(contact(1001).withPath("<sip:a>"))));
            assertThatThrownBy(() -> join(refused)).hasCauseInstanceOf(LocationException.class);
            other.rollback();
        }

        works();
        assertThat(store.health().state()).isEqualTo(State.UP);
    }

    private void open(Kind kind, int timeoutMillis) {
        database = TestDatabases.create(kind);
        store = Databases.store(
                database,
                TableFormat.STANDARD,
                new Options(8, timeoutMillis, 100, false, true, false, false, 0, 0, false));
        join(store.write(TABLE, AddressRecord.empty("alice"), new AddressRecord("alice", List.of(contact(1000)))));
    }

    /** Writes to this AoR and that, so that each lane has its turn. */
    private CompletableFuture<Void> write() {
        contacts++;
        String aor = "user" + contacts;
        return store.write(TABLE, AddressRecord.empty(aor), new AddressRecord(aor, List.of(contact(contacts))));
    }

    private void works() {
        for (int i = 0; i < 10; i++) {
            join(write());
        }
        assertThat(store.find(TABLE, "user" + contacts)).isPresent();
    }

    /** The first writes may still end with the time they have, on a machine that has much else to do. */
    private void worksAgain() {
        awaitHealth(State.UP);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (true) {
            try {
                works();
                return;
            } catch (CompletionException | LocationException e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
            }
        }
    }

    private void failsUntil(State state) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (store.health().state() != state && System.nanoTime() < end) {
            assertThatThrownBy(() -> join(write()))
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(LocationException.class)
                    .hasMessageNotContaining(database.password());
        }
        assertThat(store.health().state()).isEqualTo(state);
        assertThat(store.health().reason()).isNotEmpty().doesNotContain(database.password());
    }

    private void awaitHealth(State state) {
        await(() -> store.health().state() == state);
    }

    private void awaitLockWait(Kind kind) {
        String waiting = kind == Kind.POSTGRESQL
                ? "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                : "SELECT 1 FROM information_schema.GLOBAL_STATUS"
                        + " WHERE VARIABLE_NAME = 'INNODB_ROW_LOCK_CURRENT_WAITS' AND VARIABLE_VALUE > 0";
        await(() -> {
            try (Connection admin = database.connectAsAdmin();
                    ResultSet row = admin.createStatement().executeQuery(waiting)) {
                return row.next();
            }
        });
    }

    private void disconnectAll() throws SQLException {
        administer(
                database.url().startsWith("jdbc:postgresql")
                        ? "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'waypost'"
                        : "KILL USER waypost");
    }

    private void administer(String sql) throws SQLException {
        try (Connection admin = database.connectAsAdmin();
                Statement statement = admin.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String lock(int contact) {
        return "UPDATE location SET last_modified = expires WHERE ruid = '"
                + contact(contact).ruid() + "'";
    }

    private static void join(CompletableFuture<Void> write) {
        write.copy().orTimeout(15, TimeUnit.SECONDS).join();
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void await(Condition condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        try {
            while (!condition.holds()) {
                assertThat(System.nanoTime()).as("in time").isLessThan(end);
                Thread.sleep(20);
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
