package org.waypost.usrloc.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.waypost.usrloc.AddressRecord;
import org.waypost.usrloc.Contact;
import org.waypost.usrloc.LocationException;
import org.waypost.usrloc.LocationException.Step;
import org.waypost.usrloc.Ruid;
import org.waypost.usrloc.memory.MemoryLocationStore;

class WriteThroughTest {

    private static final String TABLE = "location";
    private static final Duration SOON = Duration.ofSeconds(20);

    private final MemoryLocationStore memory = new MemoryLocationStore();
    private final FakeDatabase database = new FakeDatabase();
    private long now = Fixture.START;
    private final WriteThrough front =
            new WriteThrough(memory, database, () -> UsrlocSettings.DEFAULTS, () -> now, 1000);

    @AfterEach
    void close() {
        database.letGo();
        database.fate(FakeDatabase.Fate.DONE);
        front.close(Duration.ZERO);
    }

    @Test
    void commitsBeforeMemoryHasTheChange() throws InterruptedException {
        database.hold();
        CompletableFuture<Void> registered = CompletableFuture.runAsync(() -> put("alice", contact("a", 1)));
        awaitHeldWrites(1);

        assertThat(front.find(TABLE, "alice")).isEmpty();
        assertThat(registered).isNotDone();

        database.letGo();
        registered.join();
        assertThat(uris("alice")).containsExactly("sip:a@h");
        assertThat(database.rows(TABLE, "alice")).hasSize(1);
    }

    @Test
    void writesEachChangeAndNothingElse() {
        put("alice", contact("a", 1));
        put("alice", Fixture.call(contact("a", 1), "call", 2));
        front.update(TABLE, "alice", record -> record);
        front.update(TABLE, "alice", record -> new AddressRecord("alice", List.copyOf(record.contacts())));

        assertThat(database.writes()).isEqualTo(2);
        assertThat(database.rows(TABLE, "alice")).extracting(Contact::cseq).containsExactly(2);

        front.update(TABLE, "alice", record -> AddressRecord.empty("alice"));
        assertThat(database.rows(TABLE, "alice")).isEmpty();
        assertThat(front.find(TABLE, "alice")).isEmpty();
    }

    @Test
    void leavesMemoryAsItWasIfTheDatabaseRefuses() {
        put("alice", contact("a", 1));
        database.fate(FakeDatabase.Fate.REFUSED);

        assertThatThrownBy(() -> put("bob", contact("b", 2)))
                .isInstanceOfSatisfying(
                        LocationException.class,
                        failure -> assertThat(failure.step()).isEqualTo(Step.CONTACT_INSERT));
        assertThatThrownBy(() -> put("alice", Fixture.call(contact("a", 1), "call", 2)))
                .isInstanceOfSatisfying(
                        LocationException.class,
                        failure -> assertThat(failure.step()).isEqualTo(Step.CONTACT_UPDATE));
        assertThatThrownBy(() -> front.update(TABLE, "alice", record -> AddressRecord.empty("alice")))
                .isInstanceOfSatisfying(
                        LocationException.class,
                        failure -> assertThat(failure.step()).isEqualTo(Step.CONTACT_DELETE));

        assertThat(front.find(TABLE, "bob")).isEmpty();
        assertThat(front.find(TABLE, "alice").orElseThrow().contacts())
                .extracting(Contact::cseq)
                .containsExactly(1);
    }

    @Test
    void failsAtOnceWithoutTryingWhileTheDatabaseIsAway() {
        database.goAway();

        assertThatThrownBy(() -> put("alice", contact("a", 1)))
                .isInstanceOf(LocationException.class)
                .hasMessageContaining("it was told to");

        assertThat(database.writes()).isZero();
        assertThat(front.outstanding()).isZero();
        database.comeBack();
        put("alice", contact("a", 1));
        assertThat(database.rows(TABLE, "alice")).hasSize(1);
    }

    @Test
    void takesBackARowOfWhichNobodyKnewWhetherItWasWritten() {
        database.fate(FakeDatabase.Fate.ANSWER_LOST);
        assertThatThrownBy(() -> put("alice", contact("a", 1))).isInstanceOf(LocationException.class);
        assertThat(database.rows(TABLE, "alice")).as("it was").hasSize(1);
        database.fate(FakeDatabase.Fate.DONE);

        assertThat(front.settle(SOON)).isZero();

        assertThat(database.rows(TABLE, "alice")).isEmpty();
    }

    @Test
    void correctsRowsInDoubtWithTheNextChangeOfTheAor() {
        put("alice", contact("a", 1));
        database.fate(FakeDatabase.Fate.ANSWER_LOST);
        assertThatThrownBy(() -> front.update(TABLE, "alice", record -> AddressRecord.empty("alice")))
                .isInstanceOf(LocationException.class);
        assertThat(database.rows(TABLE, "alice")).isEmpty();
        database.fate(FakeDatabase.Fate.DONE);

        put("alice", Fixture.call(contact("a", 1), "call", 2));

        assertThat(database.rows(TABLE, "alice")).extracting(Contact::cseq).containsExactly(2);
        assertThat(front.outstanding()).isZero();
    }

    @Test
    void leavesRowsOfOthersAloneWhenItCorrects() {
        database.put(TABLE, "alice", contact("elsewhere", 77));
        database.fate(FakeDatabase.Fate.ANSWER_LOST);
        assertThatThrownBy(() -> put("alice", contact("a", 1))).isInstanceOf(LocationException.class);
        database.fate(FakeDatabase.Fate.DONE);

        assertThat(front.settle(SOON)).isZero();

        assertThat(database.rows(TABLE, "alice")).extracting(Contact::uri).containsExactly("sip:elsewhere@h");
    }

    @Test
    void removesExpiredRowsWithoutWaitingForThem() {
        put("alice", contact("a", 1));
        database.hold();

        front.expire(TABLE, "alice", record -> AddressRecord.empty("alice"));

        assertThat(front.find(TABLE, "alice")).isEmpty();
        database.letGo();
        assertThat(front.settle(SOON)).isZero();
        assertThat(database.rows(TABLE, "alice")).isEmpty();
    }

    @Test
    void registersAnewWhileAnExpiredRowIsStillToBeRemoved() {
        put("alice", contact("a", 1));
        database.goAway();
        front.expire(TABLE, "alice", record -> AddressRecord.empty("alice"));
        database.comeBack();

        put("alice", contact("a", 2));

        assertThat(front.settle(SOON)).isZero();
        assertThat(database.rows(TABLE, "alice"))
                .extracting(c -> c.ruid().counter())
                .containsExactly(2L);
    }

    @Test
    void writesARowAgainThatWasCleanedAwayBeforeItsContactWasRevived() {
        put("alice", contact("a", 1));
        now = Fixture.START + 3601;
        database.takeAway(TABLE, contact("a", 1).ruid());

        put("alice", contact("a", 1).withExpires(now + 3600));

        assertThat(database.rows(TABLE, "alice")).hasSize(1);
    }

    @Test
    void neverWritesWhatIsForMemoryOnly() {
        Contact own = contact("a", 1);
        put("alice", own.withFlags(Contact.MEMORY_ONLY));
        assertThat(database.writes()).isZero();

        put("alice", own);
        assertThat(database.rows(TABLE, "alice")).hasSize(1);

        put("alice", own.withFlags(Contact.MEMORY_ONLY));
        assertThat(database.rows(TABLE, "alice")).isEmpty();
        assertThat(uris("alice")).containsExactly("sip:a@h");
    }

    @Test
    void letsChangesOfOtherAorsPassOneThatWaits() throws Exception {
        database.hold();
        CompletableFuture<Void> slow = CompletableFuture.runAsync(() -> put("alice", contact("a", 1)));
        awaitHeldWrites(1);
        CompletableFuture<Void> second = CompletableFuture.runAsync(() -> put("alice", contact("b", 2)));
        CompletableFuture<Void> other = CompletableFuture.runAsync(() -> put("bob", contact("c", 3)));
        awaitHeldWrites(2);

        assertThatThrownBy(() -> second.get(50, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        assertThat(database.heldWrites())
                .as("the second change of alice waits for the first")
                .isEqualTo(2);
        database.letGo();
        CompletableFuture.allOf(slow, second, other).get(20, TimeUnit.SECONDS);
        assertThat(uris("alice")).containsExactly("sip:a@h", "sip:b@h");
    }

    @Test
    void comparesEverythingWhenTooMuchCouldNotBeWritten() {
        WriteThrough small = new WriteThrough(memory, database, () -> UsrlocSettings.DEFAULTS, () -> now, 10);
        try {
            for (int i = 0; i < 50; i++) {
                put("user" + i, contact("u" + i, i + 1));
            }
            database.goAway();
            for (int i = 0; i < 40; i++) {
                small.expire(TABLE, "user" + i, record -> AddressRecord.empty(record.aor()));
            }
            assertThat(small.outstanding()).isGreaterThanOrEqualTo(10);
            assertThat(small.settle(Duration.ofMillis(50))).as("it is away").isPositive();
            database.comeBack();
            database.put(TABLE, "user3", stranger());

            assertThat(small.settle(SOON)).isZero();

            assertThat(database.contacts(TABLE)).isEqualTo(11);
            assertThat(database.rows(TABLE, "user3")).containsExactly(stranger());
            assertThat(database.rows(TABLE, "user49")).hasSize(1);
        } finally {
            small.close(Duration.ZERO);
        }
    }

    @Test
    void bringsTheDatabaseUpToMemoryWhenToldTo() {
        put("alice", contact("a", 1));
        memory.update(TABLE, "bob", record -> new AddressRecord("bob", List.of(contact("b", 2))));
        database.put(TABLE, "carol", contact("c", 3));

        front.compareAll();

        assertThat(front.settle(SOON)).isZero();
        assertThat(database.rows(TABLE, "alice")).hasSize(1);
        assertThat(database.rows(TABLE, "bob")).hasSize(1);
        assertThat(database.rows(TABLE, "carol")).isEmpty();
    }

    @Test
    void failsInsteadOfWaitingOnAThreadThatIsStopped() throws InterruptedException {
        database.hold();
        CountDownLatch failed = new CountDownLatch(1);
        Thread lane = new Thread(() -> {
            try {
                put("alice", contact("a", 1));
            } catch (LocationException stopped) {
                failed.countDown();
            }
        });
        lane.start();
        awaitHeldWrites(1);
        lane.interrupt();
        assertThat(failed.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(front.find(TABLE, "alice")).isEmpty();
    }

    @Test
    void cleansWhatExpiredLongAgoIfToldTo() throws ExecutionException {
        UsrlocSettings cleaning = Fixture.settings("db_timer_clean", 1, "timer_interval", 60);
        database.put(TABLE, "old", contact("o", 8).withExpires(Fixture.START - 1000));
        database.put(TABLE, "late", contact("l", 9).withExpires(Fixture.START - 30));
        long[] clock = {Fixture.START};
        WriteThrough cleaner = new WriteThrough(memory, database, () -> cleaning, () -> clock[0] += 61, 10);
        try {
            while (!database.rows(TABLE, "old").isEmpty()) {
                Thread.onSpinWait();
            }
        } finally {
            cleaner.close(Duration.ZERO);
        }
    }

    private static Contact contact(String user, long ruid) {
        return Fixture.contact(user).withRuid(new Ruid("uloc-1-", ruid));
    }

    private static Contact stranger() {
        Contact c = contact("stranger", 500);
        return new Contact(
                c.ruid(),
                c.uri(),
                "",
                "",
                "far",
                "P",
                "",
                "",
                c.expires(),
                c.lastModified(),
                1,
                -1,
                0,
                0,
                -1,
                0,
                9,
                -1);
    }

    private void put(String aor, Contact contact) {
        front.update(TABLE, aor, record -> with(record, contact));
    }

    static AddressRecord with(AddressRecord record, Contact contact) {
        List<Contact> contacts = new java.util.ArrayList<>(record.contacts());
        contacts.removeIf(old -> old.ruid().equals(contact.ruid()));
        contacts.add(contact);
        return new AddressRecord(record.aor(), contacts);
    }

    private List<String> uris(String aor) {
        return front.find(TABLE, aor).orElseThrow().contacts().stream()
                .map(Contact::uri)
                .toList();
    }

    private void awaitHeldWrites(int count) throws InterruptedException {
        while (database.heldWrites() < count) {
            Thread.sleep(1);
        }
    }
}
