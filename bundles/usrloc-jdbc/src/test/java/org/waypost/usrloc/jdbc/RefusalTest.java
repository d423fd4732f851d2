package org.waypost.usrloc.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.waypost.testdatabases.TestDatabase;
import org.waypost.testdatabases.TestDatabases;
import org.waypost.testdatabases.TestDatabases.Kind;
import org.waypost.usrloc.LocationException;
import org.waypost.usrloc.StoreHealth.State;
import org.waypost.usrloc.jdbc.access.Options;
import org.waypost.usrloc.jdbc.table.TableFormat;

/** What a store says of a database that cannot be used, and that it finds out by itself when it can. */
@ParameterizedClass
@EnumSource(Kind.class)
class RefusalTest {

    private static final String TABLE = Databases.TABLE;

    @Parameter
    private Kind kind;

    private TestDatabase database;

    @BeforeEach
    void make() {
        database = TestDatabases.create(kind);
        JdbcLocationDatabase store = Databases.store(database);
        store.update(TABLE, "alice", record -> Databases.with(record, Databases.contact(1)));
        store.close();
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void refusesAWrongVersionUntilItIsRight() throws Exception {
        database.execute("UPDATE version SET table_version = 8 WHERE table_name = 'location'");

        refuses(
                "the table location has the version 8 in the table version, 9 is wanted",
                () -> database.execute("UPDATE version SET table_version = 9 WHERE table_name = 'location'"));
    }

    @Test
    void refusesATableThatLacksAColumnUntilItHasIt() throws Exception {
        database.execute("ALTER TABLE location DROP COLUMN reg_id");

        refuses(
                "the table location has no column reg_id",
                () -> database.execute("ALTER TABLE location ADD COLUMN reg_id INTEGER DEFAULT 0 NOT NULL"));
    }

    @Test
    void servesTheOtherTablesIfOneCannotBeUsed() throws Exception {
        database.execute("CREATE TABLE aliases (id INTEGER)");
        JdbcLocationDatabase store = Databases.store(database);
        try {
            assertThat(store.find(TABLE, "alice")).isPresent();

            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> store.find("aliases", "alice"))
                        .isInstanceOf(LocationException.class)
                        .hasMessageContaining("the table aliases has no column ruid");
                assertThat(store.find(TABLE, "alice")).isPresent();
            }
            assertThat(store.health().state()).isEqualTo(State.UP);
            assertThat(store.tables()).containsExactly(TABLE);
        } finally {
            store.close();
        }
    }

    @Test
    void saysThatThePasswordIsWrongButNotWhichItIs() {
        JdbcLocationDatabase store = Databases.store(
                database.url(), database.user(), "tell-nobody-else", TableFormat.STANDARD, Options.DEFAULTS);
        try {
            assertThatThrownBy(() -> store.find(TABLE, "alice"))
                    .isInstanceOf(LocationException.class)
                    .hasMessageContaining("refuses the login")
                    .hasMessageNotContaining("tell-nobody");
            await(store, State.DOWN);
            assertThat(store.health().reason()).contains("refuses the login").doesNotContain("tell-nobody");
        } finally {
            store.close();
        }
    }

    private interface Repair {
        void run() throws Exception;
    }

    private void refuses(String reason, Repair repair) throws Exception {
        JdbcLocationDatabase store = Databases.store(database);
        try {
            assertThatThrownBy(() -> store.find(TABLE, "alice"))
                    .isInstanceOf(LocationException.class)
                    .hasMessageEndingWith(reason);
            await(store, State.DOWN);
            assertThat(store.health().reason()).endsWith(reason);
            assertThatThrownBy(() -> store.update(TABLE, "alice", record -> record))
                    .isInstanceOf(LocationException.class);

            repair.run();

            await(store, State.UP);
            assertThat(store.find(TABLE, "alice")).isPresent();
        } finally {
            store.close();
        }
    }

    private static void await(JdbcLocationDatabase store, State state) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
        while (store.health().state() != state && System.nanoTime() < end) {
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        assertThat(store.health().state()).isEqualTo(state);
    }
}
