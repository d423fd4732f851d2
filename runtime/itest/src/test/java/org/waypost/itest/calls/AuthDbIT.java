package org.waypost.itest.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.waypost.itest.kit.SharedContainer;
import org.waypost.itest.kit.WaypostContainer;
import org.waypost.itest.phone.Phone;
import org.waypost.testdatabases.TestDatabase;
import org.waypost.testdatabases.TestDatabases;
import org.waypost.testdatabases.TestDatabases.Kind;

/** Phones whose users are in Kamailio's table {@code subscriber}, which comes, changes, moves and goes under a running server. */
@ExtendWith(SharedContainer.class)
class AuthDbIT {

    private static final Duration SOON = Duration.ofSeconds(30);

    private final WaypostContainer waypost;
    private final TestDatabase database = TestDatabases.create(Kind.H2);

    AuthDbIT(WaypostContainer waypost) {
        this.waypost = waypost;
    }

    @BeforeEach
    void askEverybodyOfTheTable() throws SQLException {
        create(database, "tableword");
        waypost.exec("cfg:set auth_db cache_expire 0");
        waypost.exec("cfg:set auth_db calculate_ha1 1");
        waypost.exec("cfg:set auth_db password_column password");
        use(database);
        waypost.exec("cfg:set route auth 2");
    }

    @AfterEach
    void askNobody() {
        waypost.exec("cfg:set route auth 1");
        for (String key :
                new String[] {"db_url", "db_user", "db_password", "cache_expire", "calculate_ha1", "password_column"}) {
            waypost.exec("cfg:reset auth_db " + key);
        }
        waypost.exec("auth:unblock all");
        database.close();
    }

    @Test
    void aUserOfTheTableRegistersAndNobodyElse() {
        assertThat(register("tablealice", "tableword")).isEqualTo(200);
        assertThat(register("tablealice", "other")).isEqualTo(401);
        assertThat(register("tablebob", "tableword")).isEqualTo(401);
        assertThat(waypost.exec("ul:dump location")).contains("tablealice").doesNotContain("tablebob");
    }

    @Test
    void anotherDatabaseIsUsedFromTheNextRequestOn() throws SQLException {
        assertThat(register("tablealice", "tableword")).isEqualTo(200);
        try (TestDatabase other = TestDatabases.create(Kind.H2)) {
            create(other, "otherword");
            use(other);

            assertThat(register("tablealice", "tableword")).isEqualTo(401);
            assertThat(register("tablealice", "otherword")).isEqualTo(200);
            use(database);
            assertThat(register("tablealice", "tableword")).isEqualTo(200);
        }
    }

    @Test
    void nobodyPassesWhileTheTableIsAway() throws SQLException {
        assertThat(register("tablealice", "tableword")).isEqualTo(200);
        database.execute("ALTER TABLE subscriber RENAME TO elsewhere");

        assertThat(register("tablealice", "tableword")).isEqualTo(503);
        assertThat(register("tablealice", "wrong")).isEqualTo(503);

        database.execute("ALTER TABLE elsewhere RENAME TO subscriber");
        WaypostContainer.await("users are known again", SOON, () -> register("tablealice", "tableword") == 200);
    }

    @Test
    void nobodyIsTakenForUnknownWhileTheBundleIsAway() {
        waypost.exec("bundle:stop org.waypost.auth-db");
        assertThat(register("tablealice", "tableword")).isEqualTo(503);
        waypost.exec("bundle:start org.waypost.auth-db");
        assertThat(register("tablealice", "tableword")).isEqualTo(200);
    }

    @Test
    void aScriptAsksTheTableThatItNames(@TempDir Path folder) throws Exception {
        database.execute("CREATE TABLE staff AS SELECT * FROM subscriber", "UPDATE staff SET username = 'tablecarl'");
        Path script = Files.writeString(folder.resolve("tables.lua"), """
                function ksr_request_route()
                    local realm = "127.0.0.1"
                    if KSR.auth_db.auth_check(realm, "staff", 1) > 0 then
                        KSR.sl.send_reply(200, "Staff")
                    elseif KSR.auth_db.auth_check(realm, "nowhere", 1) == -1 then
                        KSR.sl.send_reply(480, "No Such Table")
                    else
                        KSR.auth.auth_challenge(realm, 1)
                    end
                end
                """);
        waypost.exec("cfg:set auth auth_modules 1");
        waypost.exec("cfg:set kemi script " + script);
        try {
            assertThat(register("tablecarl", "tableword")).isEqualTo(200);
            assertThat(register("tablealice", "tableword")).isEqualTo(480);
        } finally {
            waypost.exec("cfg:reset kemi script");
            waypost.exec("cfg:reset auth auth_modules");
        }
    }

    private static void create(TestDatabase database, String password) throws SQLException {
        database.execute(
                "CREATE TABLE version (table_name VARCHAR(32) NOT NULL, table_version INTEGER DEFAULT 0 NOT NULL)",
                "INSERT INTO version (table_name, table_version) VALUES ('subscriber', 7)",
                "CREATE TABLE subscriber (id INTEGER PRIMARY KEY NOT NULL, username VARCHAR(64) NOT NULL,"
                        + " domain VARCHAR(64) DEFAULT '' NOT NULL, password VARCHAR(64) DEFAULT '' NOT NULL,"
                        + " ha1 VARCHAR(128) DEFAULT '' NOT NULL, ha1b VARCHAR(128) DEFAULT '' NOT NULL)",
                "INSERT INTO subscriber (id, username, password) VALUES (1, 'tablealice', '" + password + "')");
    }

    private void use(TestDatabase used) {
        waypost.exec("cfg:set auth_db db_user " + used.user());
        waypost.exec("cfg:set auth_db db_password " + used.password());
        waypost.exec("cfg:set auth_db db_url '" + used.url() + "'");
    }

    private int register(String user, String password) {
        String server = "127.0.0.1:" + waypost.port();
        try (Phone phone = Phone.at(waypost.udp(), server, user, password)) {
            return phone.ask("REGISTER", "sip:" + server, "Expires: 600").status();
        }
    }
}
