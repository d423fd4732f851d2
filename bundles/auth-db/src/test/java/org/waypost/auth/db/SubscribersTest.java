package org.waypost.auth.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.waypost.sip.auth.DigestAlgorithm;
import org.waypost.sip.auth.DigestName;
import org.waypost.sip.auth.UserSecret;
import org.waypost.sip.auth.UserStore;
import org.waypost.sip.auth.UserStore.Answer;
import org.waypost.sip.auth.UserStore.Found;
import org.waypost.testdatabases.TestDatabase;
import org.waypost.testdatabases.TestDatabases;
import org.waypost.testdatabases.TestDatabases.Kind;

/** Users of tables in real databases. */
class SubscribersTest {

    private static final String TABLE = "subscriber";

    private TestDatabase database;
    private Harness harness;

    private void start(Kind kind, int version) throws SQLException {
        database = TestDatabases.create(kind);
        Harness.createTables(database, version);
        Harness.add(database, TABLE, 1, "alice", "example.com", "secret");
        Harness.add(database, TABLE, 2, "bob", "example.com", "word");
        Harness.add(database, TABLE, 3, "carol", "other.org", "three");
        harness = new Harness(Harness.at(database));
    }

    @AfterEach
    void stop() {
        if (harness != null) {
            harness.close();
            database.close();
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void findsHashesOfUsers(Kind kind) throws Exception {
        start(kind, 7);

        assertThat(harness.isPassword("alice", "secret")).isTrue();
        assertThat(harness.isPassword("bob", "secret")).isFalse();
        assertThat(harness.isPassword("alice@example.com", "secret"))
                .as("ha1b, of a name with a domain")
                .isTrue();
        assertThat(harness.find("zed")).isEqualTo(UserStore.UNKNOWN);
        assertThat(harness.find("ALICE")).as("another name").isEqualTo(UserStore.UNKNOWN);
        assertThat(harness.find("alice ")).as("another name").isEqualTo(UserStore.UNKNOWN);
        assertThat(harness.find("x' OR '1'='1")).isEqualTo(UserStore.UNKNOWN);
        assertThat(harness.find("nul\0")).isEqualTo(UserStore.UNKNOWN);
        assertThat(harness.find("\u00ff\u00fe")).as("no UTF-8").isEqualTo(UserStore.UNKNOWN);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void findsPasswordsAndGivesColumnsToTheRoute(Kind kind) throws Exception {
        start(kind, 7);
        database.execute("UPDATE subscriber SET email_address = 'a\u00e9@mail', password = 'p\u00e4ss' WHERE id = 1");
        harness.configure(Map.of(
                "calculate_ha1",
                1,
                "password_column",
                "password",
                "load_credentials",
                "$avp(mail)=email_address;domain"));

        assertThat(harness.isPassword("alice", octets("p\u00e4ss"), DigestAlgorithm.SHA_256))
                .isTrue();
        assertThat(((Found) harness.find("alice")).attributes())
                .containsExactlyInAnyOrderEntriesOf(Map.of("mail", octets("a\u00e9@mail"), "domain", "example.com"));
        assertThat(((Found) harness.find("bob")).attributes())
                .as("NULL is nothing")
                .containsOnlyKeys("domain");
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void looksForDomainsIfTold(Kind kind) throws Exception {
        start(kind, 7);
        assertThat(harness.find("carol")).as("of any domain").isInstanceOf(Found.class);

        harness.configure(Map.of("use_domain", 1));
        assertThat(harness.find("alice")).isInstanceOf(Found.class);
        assertThat(harness.find("carol")).as("realm example.com").isEqualTo(UserStore.UNKNOWN);
        assertThat(harness.find("carol@other.org")).isInstanceOf(Found.class);
        assertThat(harness.find("alice@other.org")).isEqualTo(UserStore.UNKNOWN);

        UserStore store = harness.store().orElseThrow();
        assertThat(store.subscriber("carol", "example.com", false)).isInstanceOf(Found.class);
        assertThat(store.subscriber("carol", "example.com", true)).isEqualTo(UserStore.UNKNOWN);
        assertThat(store.subscriber("carol", "", true)).as("tel:carol").isEqualTo(UserStore.UNKNOWN);
    }

    @Test
    void knowsHashesByTheirLengthAndNoOthers() throws Exception {
        start(Kind.H2, 7);
        String sha = DigestAlgorithm.SHA_256.hash("alice", "example.com", "secret");
        database.execute(
                "UPDATE subscriber SET ha1 = '" + sha + "' WHERE id = 1",
                "UPDATE subscriber SET ha1 = '' WHERE id = 2");

        assertThat(harness.isPassword("alice", "secret", DigestAlgorithm.SHA_256))
                .isTrue();
        assertThat(harness.isPassword("alice", "secret")).isFalse();
        for (DigestAlgorithm algorithm : DigestAlgorithm.values()) {
            assertThat(((Found) harness.find("bob")).secret().ha1(algorithm, "bob", "example.com"))
                    .as("nothing is kept")
                    .isEmpty();
        }
    }

    @Test
    void asksOtherTablesByName() throws Exception {
        start(Kind.H2, 7);
        Harness.createTable(database, "others");
        Harness.add(database, "others", 1, "dave", "example.com", "four");
        UserStore store = harness.store().orElseThrow();

        assertThat(find(store.inTable("others"), "dave")).isInstanceOf(Found.class);
        assertThat(find(store.inTable("others"), "alice")).isEqualTo(UserStore.UNKNOWN);
        assertThat(find(store, "dave")).isEqualTo(UserStore.UNKNOWN);
        assertThat(find(store.inTable("nowhere"), "alice")).isEqualTo(UserStore.UNAVAILABLE);
        assertThat(find(store.inTable("x; drop table"), "alice")).isEqualTo(UserStore.UNAVAILABLE);
        assertThat(find(store, "bob"))
                .as("a wrong name of a script is nobody else's harm")
                .isInstanceOf(Found.class);

        harness.configure(Map.of("table", "missing"));
        assertThat(find(store.inTable("others"), "dave"))
                .as("that of the built-in route need not be there for scripts")
                .isInstanceOf(Found.class);
    }

    @Test
    void asksOnceInAWhile() throws Exception {
        start(Kind.H2, 7);
        harness.configure(Map.of("cache_expire", 3600));
        UserStore store = harness.store().orElseThrow();
        assertThat(store.known(DigestName.of("alice"), Harness.REALM)).isEmpty();

        for (int i = 0; i < 5; i++) {
            harness.find("alice");
            harness.find("zed");
        }
        assertThat(harness.counts()).containsEntry("queries", 2L).containsEntry("cached", 2L);
        assertThat(store.known(DigestName.of("alice"), Harness.REALM)).isPresent();
        assertThat(store.known(DigestName.of("zed"), Harness.REALM)).contains(UserStore.UNKNOWN);

        harness.configure(Map.of("cache_expire", 0));
        harness.find("alice");
        harness.find("alice");
        assertThat(harness.counts()).containsEntry("queries", 4L).containsEntry("cached", 0L);
        assertThat(store.known(DigestName.of("alice"), Harness.REALM)).isEmpty();
    }

    @Test
    void namesOfNobodyDriveNoUserOut() {
        UserCache cache = new UserCache(60, 16);
        long now = System.nanoTime();
        Asked alice = new Asked(TABLE, "alice", "", false);
        Answer found = new Found(UserSecret.ofPassword("x"));
        cache.put(alice, found, now);
        for (int i = 0; i < 100; i++) {
            cache.put(new Asked(TABLE, "nobody" + i, "", false), UserStore.UNKNOWN, now);
        }

        assertThat(cache.size()).isEqualTo(17);
        assertThat(cache.get(alice, now)).contains(found);
        assertThat(cache.get(alice, now + 60_000_000_000L)).isEmpty();
        cache.put(alice, UserStore.UNKNOWN, now);
        assertThat(cache.get(alice, now)).as("the user was removed").contains(UserStore.UNKNOWN);
    }

    @Test
    void aTableOfAnotherVersionIsNotRead() throws Exception {
        start(Kind.H2, 6);
        assertThat(harness.find("alice")).isEqualTo(UserStore.UNAVAILABLE);

        harness.configure(Map.of("version_table", "0"));
        assertThat(harness.find("alice")).isInstanceOf(Found.class);

        harness.configure(Map.of("password_column", "secret"));
        assertThat(harness.find("alice")).as("no such column").isEqualTo(UserStore.UNAVAILABLE);
    }

    @Test
    void moves() throws Exception {
        start(Kind.H2, 7);
        assertThat(harness.isPassword("alice", "secret")).isTrue();
        try (TestDatabase other = TestDatabases.create(Kind.POSTGRESQL)) {
            Harness.createTables(other, 7);
            Harness.add(other, TABLE, 1, "alice", "example.com", "elsewhere");
            harness.configure(Harness.at(other));

            assertThat(harness.isPassword("alice", "elsewhere")).isTrue();
            assertThat(harness.find("bob")).isEqualTo(UserStore.UNKNOWN);
            harness.configure(Map.of("db_url", "oracle://x"));
            assertThat(harness.isPassword("alice", "elsewhere"))
                    .as("the last good one stays")
                    .isTrue();
            harness.configure(Map.of("db_url", ""));
            assertThat(harness.store()).isEmpty();
        }
    }

    @Test
    void checksTextsBeforeTheyAreStored() {
        assertThat(key(Map.of("db_url", "oracle://x"))).contains("db_url");
        assertThat(key(Map.of("db_url", ""))).isEmpty();
        assertThat(key(Map.of("user_column", "a b"))).contains("user_column");
        assertThat(key(Map.of("load_credentials", "$var(x)=email"))).contains("load_credentials");
        assertThat(key(Map.of("load_credentials", "$avp(s:x)=email; rpid"))).isEmpty();
        assertThat(key(Map.of("version_table", "a-b"))).contains("version_table");
        assertThat(AuthDbCheck.notices(Map.of("calculate_ha1", "1", "password_column", "ha1")))
                .hasSize(1);
        assertThat(LoadedColumn.parse("$avp(s:x)=email; rpid"))
                .isEqualTo(List.of(new LoadedColumn("x", "email"), new LoadedColumn("rpid", "rpid")));
    }

    private static Optional<String> key(Map<String, String> values) {
        return AuthDbCheck.check(values).map(refusal -> refusal.key());
    }

    private static Answer find(UserStore store, String name) {
        return store.find(DigestName.of(name), Harness.REALM);
    }

    private static String octets(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
