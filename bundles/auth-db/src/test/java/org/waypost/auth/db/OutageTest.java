package org.waypost.auth.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.waypost.jdbc.Fault;
import org.waypost.sip.auth.UserStore;
import org.waypost.sip.auth.UserStore.Found;
import org.waypost.testdatabases.TestDatabase;
import org.waypost.testdatabases.TestDatabases;
import org.waypost.testdatabases.TestDatabases.Kind;

/** What is said of users while their database is away. */
class OutageTest {

    private static final long SECOND = 1_000_000_000L;

    @Test
    void oneInASecondTries() {
        Outage outage = new Outage("jdbc:h2:mem:x");
        assertThat(outage.mayAsk(System.nanoTime())).isTrue();

        long now = System.nanoTime();
        outage.began(Fault.GONE, "refused", now);
        assertThat(outage.mayAsk(now)).isFalse();
        assertThat(outage.isSure(now + SECOND / 2)).isTrue();
        assertThat(outage.isSure(now + SECOND)).as("somebody may try").isFalse();
        assertThat(outage.mayAsk(now + SECOND)).isTrue();
        assertThat(outage.mayAsk(now + SECOND)).as("another at once").isFalse();

        outage.over();
        assertThat(outage.mayAsk(now)).isTrue();
        assertThat(outage.isSure(now)).isFalse();
    }

    @Test
    void waitsNoLongerThanItMayForAServerThatHangs() throws Exception {
        try (TestDatabase database = TestDatabases.create(Kind.POSTGRESQL)) {
            Harness.createTables(database, 7);
            Harness.add(database, "subscriber", 1, "alice", "example.com", "secret");
            Map<String, Object> values = new HashMap<>(Harness.at(database));
            values.put("cache_expire", 0);
            values.put("db_timeout", 300);
            try (Harness harness = new Harness(values)) {
                awaitAlice(harness); // for the first connection that may be too short
                database.server().freeze();
                try {
                    assertThat(harness.find("alice")).isEqualTo(UserStore.UNAVAILABLE);
                } finally {
                    database.server().thaw();
                }
                awaitAlice(harness);
            }
        }
    }

    @Test
    void saysThatNobodyCanSayAndComesBack() throws Exception {
        try (TestDatabase database = TestDatabases.create(Kind.H2)) {
            Harness.createTables(database, 7);
            Harness.add(database, "subscriber", 1, "alice", "example.com", "secret");
            Map<String, Object> values = new HashMap<>(Harness.at(database));
            values.put("cache_expire", 0);
            try (Harness harness = new Harness(values)) {
                database.execute("DROP TABLE subscriber");

                assertThat(harness.find("alice")).isEqualTo(UserStore.UNAVAILABLE);
                assertThat(harness.find("zed")).isEqualTo(UserStore.UNAVAILABLE);
                assertThat(harness.counts()).containsEntry("failures", 2L).containsEntry("away", 1L);

                Harness.createTable(database, "subscriber");
                Harness.add(database, "subscriber", 1, "alice", "example.com", "secret");
                awaitAlice(harness);
                assertThat(harness.counts()).containsEntry("away", 0L);
            }
        }
    }

    private static void awaitAlice(Harness harness) throws InterruptedException {
        long end = System.nanoTime() + 30 * SECOND;
        while (!(harness.find("alice") instanceof Found) && System.nanoTime() < end) {
            Thread.sleep(50);
        }
        assertThat(harness.find("alice")).isInstanceOf(Found.class);
    }
}
