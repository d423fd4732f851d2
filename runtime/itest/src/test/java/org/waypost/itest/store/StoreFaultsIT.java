package org.waypost.itest.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.waypost.itest.kit.Backend;
import org.waypost.itest.kit.Outcome;
import org.waypost.itest.kit.SipClient;
import org.waypost.itest.kit.SipMessage;
import org.waypost.itest.kit.Texts;
import org.waypost.itest.kit.WaypostContainer;
import org.waypost.testdatabases.TestDatabase;

/** A database that cannot be used is refused with the reason and without its password; the store in use stays. */
class StoreFaultsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String WRONG = "guessed-wrongly";

    private static WaypostContainer waypost;
    private static int cseq;

    private Backend backend;
    private TestDatabase database;

    @BeforeAll
    static void start() {
        waypost = WaypostContainer.start();
    }

    @AfterAll
    static void stop() {
        waypost.close();
    }

    @BeforeEach
    void createDatabase() {
        backend = Backend.create(Backend.Kind.POSTGRESQL);
        database = backend.database();
        assertThat(register().status()).isEqualTo(200);
    }

    @AfterEach
    void leaveDatabase() {
        try {
            assertThat(waypost.exec("cfg:list")
                            + waypost.exec("cfg:get usrloc db_url")
                            + waypost.exec("store:list")
                            + waypost.log())
                    .doesNotContain(database.password(), WRONG);
        } finally {
            waypost.exec("cfg:set usrloc db_mode 0");
            backend.close();
        }
    }

    @Test
    void aWrongPasswordIsNamedAsTheReason() {
        waypost.exec("cfg:set usrloc db_url '" + database.kamailioUrl().replace(database.password(), WRONG) + "'");
        assertRefused("cfg:set usrloc db_mode 1", "db_mode", "password");
        waypost.exec(backend.choose());
        waypost.exec("cfg:set usrloc db_mode 1");
        assertThat(register().status()).isEqualTo(200);
    }

    @Test
    void anAddressThatCannotBeUsedLeavesTheDatabaseInUse() {
        waypost.exec(backend.choose() + ";cfg:set usrloc db_mode 3");
        assertRefused(
                "cfg:set usrloc db_url '" + database.kamailioUrl().replace(database.password(), WRONG) + "'",
                "db_url",
                "password");
        assertThat(waypost.exec("cfg:get usrloc db_url")).contains(database.name());
    }

    @Test
    void aSchemaOfAnotherVersionIsNamedAsTheReason() throws SQLException {
        database.execute(
                "CREATE TABLE version (table_name VARCHAR(32) NOT NULL UNIQUE, table_version INTEGER NOT NULL DEFAULT 0)",
                "INSERT INTO version VALUES ('location', 8)");
        waypost.exec(backend.choose());
        assertRefused("cfg:set usrloc db_mode 1", "db_mode", "version", "8", "9");
        database.execute("UPDATE version SET table_version = 9");
        WaypostContainer.await(
                "the database is used once its tables are right",
                PATIENCE,
                () -> waypost.run("cfg:set usrloc db_mode 1").exitCode() == 0);
        assertThat(register().status()).isEqualTo(200);
    }

    @Test
    void aReadOnlyDatabaseIsNamedAsTheReason() throws SQLException {
        waypost.exec(backend.choose() + ";cfg:set usrloc db_mode 1;cfg:set usrloc db_mode 0");
        assertThat(register().status()).isEqualTo(200);
        readOnly(true);
        assertRefused("cfg:set usrloc db_mode 1", "db_mode", "read-only");
    }

    @Test
    void aDatabaseThatBecomesReadOnlyRefusesChangesUntilItIsNot() throws SQLException {
        waypost.exec(backend.choose() + ";cfg:set usrloc db_mode 1");
        assertThat(register().status()).isEqualTo(200);
        readOnly(true);
        SipMessage refused = register();
        assertThat(refused.status()).isEqualTo(500);
        assertThat(refused.header("P-Registrar-Error").orElse("")).matches("usrloc_\\w+ failed");
        WaypostContainer.await(
                "store:list tells so",
                PATIENCE,
                () -> waypost.exec("store:list").contains("read-only"));
        readOnly(false);
        WaypostContainer.await(
                "changes are taken again", PATIENCE, () -> register().status() == 200);
        assertThat(waypost.log().lines().filter(line -> line.contains("WARN") && line.contains("read-only")))
                .as(waypost.log())
                .isNotEmpty();
    }

    /** What holds for a command that needs a database which cannot be used. */
    private void assertRefused(String command, String... reason) {
        String before = waypost.exec("cfg:get usrloc db_mode") + waypost.exec("cfg:get usrloc db_url");
        Outcome refused = waypost.run(command);
        assertThat(refused.exitCode()).as(refused.output()).isEqualTo(1);
        assertThat(refused.output()).contains(reason).doesNotContain(database.password(), WRONG);
        assertThat(waypost.exec("cfg:get usrloc db_mode") + waypost.exec("cfg:get usrloc db_url"))
                .isEqualTo(before);
        SipMessage reply = register();
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.contacts()).hasSize(1);
    }

    private void readOnly(boolean on) throws SQLException {
        try (Connection admin = database.connectAsAdmin();
                Statement statement = admin.createStatement()) {
            statement.execute("SET default_transaction_read_only = off");
            statement.execute("ALTER DATABASE " + database.name() + " SET default_transaction_read_only = " + on);
            statement.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '"
                    + database.name() + "' AND pid <> pg_backend_pid()");
        }
    }

    private static SipMessage register() {
        try (SipClient phone = waypost.udp()) {
            String request = Texts.register(phone, "alice", ++cseq, "Contact: <sip:alice@127.0.0.1:5070>");
            return phone.ask(request.replaceFirst("Call-ID: .*", "Call-ID: the-same"));
        }
    }
}
