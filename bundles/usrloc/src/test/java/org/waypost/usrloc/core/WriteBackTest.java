package org.waypost.usrloc.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.waypost.usrloc.AddressRecord;
import org.waypost.usrloc.Contact;
import org.waypost.usrloc.LocationException;
import org.waypost.usrloc.Ruid;
import org.waypost.usrloc.Sync;
import org.waypost.usrloc.memory.MemoryLocationStore;

class WriteBackTest {

    private static final String TABLE = "location";
    private static final Duration SOON = Duration.ofSeconds(20);

    private final MemoryLocationStore memory = new MemoryLocationStore();
    private final FakeDatabase database = new FakeDatabase();
    private final AtomicLong clock = new AtomicLong(Fixture.START);
    private final UsrlocSettings settings = UsrlocSettings.DEFAULTS;
    private final WriteBack front = new WriteBack(memory, database, () -> settings, clock::get, 10_000);

    @AfterEach
    void close() {
        database.letGo();
        front.close(Duration.ZERO);
    }

    @Test
    void changesMemoryAtOnceAndTheDatabaseLater() {
        put("alice", contact("a", 1));
        assertThat(front.find(TABLE, "alice")).isPresent();
        assertThat(database.writes()).isZero();
        assertThat(front.outstanding()).isEqualTo(1);

        assertThat(front.settle(SOON)).isZero();

        assertThat(database.rows(TABLE, "alice")).hasSize(1);
        assertThat(front.mayBlock()).isFalse();
    }

    @Test
    void writesWithinTheTimerInterval() {
        put("alice", contact("a", 1));
        clock.addAndGet(settings.timerInterval() + 1);
        while (database.rows(TABLE, "alice").isEmpty()) {
            Thread.onSpinWait();
        }
    }

    @Test
    void writesSeveralChangesOfAnAorAsOneAndWhatCameAndWentNotAtAll() {
        for (int cseq = 1; cseq <= 5; cseq++) {
            put("alice", Fixture.call(contact("a", 1), "call", cseq));
        }
        put("bob", contact("b", 2));
        front.update(TABLE, "bob", record -> AddressRecord.empty("bob"));

        assertThat(front.settle(SOON)).isZero();

        assertThat(database.writes()).isEqualTo(1);
        assertThat(database.rows(TABLE, "alice")).extracting(Contact::cseq).containsExactly(5);
    }

    @Test
    void knowsWhatOfAContactTheDatabaseHas() {
        Contact first = contact("a", 1);
        put("alice", first);
        assertThat(front.sync(TABLE, "alice", first)).isEqualTo(Sync.NEW);
        front.settle(SOON);
        assertThat(front.sync(TABLE, "alice", first)).isEqualTo(Sync.SYNC);

        Contact refreshed = Fixture.call(first, "call", 2);
        put("alice", refreshed);
        assertThat(front.sync(TABLE, "alice", refreshed)).isEqualTo(Sync.DIRTY);
        Contact kept = first.withFlags(Contact.MEMORY_ONLY);
        assertThat(front.sync(TABLE, "alice", kept)).isEqualTo(Sync.NEW);
    }

    @Test
    void writesWhatIsLeftWhenItEnds() {
        put("alice", contact("a", 1));
        assertThat(front.close(SOON)).isZero();
        assertThat(database.rows(TABLE, "alice")).hasSize(1);
    }

    @Test
    void saysHowManyCouldNotBeWrittenWhenItEnds() {
        database.goAway();
        put("alice", contact("a", 1));
        put("bob", contact("b", 2));
        assertThat(front.close(Duration.ofMillis(50))).isEqualTo(2);
    }

    @Test
    void goesOnFromMemoryWhileTheDatabaseIsAwayAndCatchesUp() {
        put("alice", contact("a", 1));
        front.settle(SOON);
        database.goAway();
        put("alice", Fixture.call(contact("a", 1), "call", 2));
        put("bob", contact("b", 2));
        assertThat(front.settle(Duration.ofMillis(50))).isEqualTo(2);
        database.comeBack();

        assertThat(front.settle(SOON)).isZero();

        assertThat(database.rows(TABLE, "alice")).extracting(Contact::cseq).containsExactly(2);
        assertThat(database.rows(TABLE, "bob")).hasSize(1);
        assertThat(database.updates()).as("what is known need not be read").isZero();
    }

    @Test
    void catchesUpByItselfOnceTheDatabaseIsBack() throws InterruptedException {
        database.goAway();
        put("alice", contact("a", 1));
        Thread.sleep(1100);
        database.comeBack();
        while (database.rows(TABLE, "alice").isEmpty()) {
            Thread.sleep(5);
        }
    }

    @Test
    void correctsRowsOfWhichNobodyKnewWhetherTheyWereWritten() {
        put("alice", contact("a", 1));
        database.fate(FakeDatabase.Fate.ANSWER_LOST);
        front.settle(Duration.ofMillis(50));
        front.update(TABLE, "alice", record -> AddressRecord.empty("alice"));
        put("alice", contact("a", 2));
        database.fate(FakeDatabase.Fate.DONE);

        assertThat(front.settle(SOON)).isZero();

        assertThat(database.rows(TABLE, "alice"))
                .extracting(c -> c.ruid().counter())
                .containsExactly(2L);
    }

    @Test
    void writesAChangeThatCameWhileTheOneBeforeWasUnderWay() {
        put("alice", contact("a", 1));
        database.hold();
        Thread flush = new Thread(() -> front.settle(SOON));
        flush.start();
        while (database.heldWrites() < 1) {
            Thread.onSpinWait();
        }
        put("alice", Fixture.call(contact("a", 1), "call", 2));
        database.letGo();

        while (front.settle(SOON) > 0) {
            Thread.onSpinWait();
        }
        assertThat(database.rows(TABLE, "alice")).extracting(Contact::cseq).containsExactly(2);
    }

    @Test
    void comparesEverythingWhenTooMuchChangedWhileTheDatabaseWasAway() {
        WriteBack small = new WriteBack(memory, database, () -> settings, clock::get, 20);
        try {
            for (int i = 0; i < 100; i++) {
                Contact contact = contact("u" + i, i + 1);
                small.update(TABLE, "user" + i, record -> WriteThroughTest.with(record, contact));
                small.settle(SOON);
            }
            database.goAway();
            for (int i = 0; i < 100; i++) {
                Contact contact = Fixture.call(contact("u" + i, i % 2 == 0 ? i + 1 : i + 1001), "call", 2);
                small.update(TABLE, "user" + i, record -> new AddressRecord(record.aor(), List.of(contact)));
            }
            assertThat(small.outstanding()).isBetween(20L, 25L);
            database.comeBack();

            assertThat(small.settle(SOON)).isZero();

            for (int i = 0; i < 100; i++) {
                assertThat(database.rows(TABLE, "user" + i))
                        .containsExactlyElementsOf(
                                memory.find(TABLE, "user" + i).orElseThrow().contacts());
            }
        } finally {
            small.close(Duration.ZERO);
        }
    }

    @Test
    void losesNothingWhateverFailsWhenever() throws InterruptedException {
        Map<Integer, FakeDatabase.Fate> fates =
                Map.of(0, FakeDatabase.Fate.REFUSED, 1, FakeDatabase.Fate.ANSWER_LOST, 2, FakeDatabase.Fate.DONE);
        Thread[] clients = new Thread[3];
        for (int t = 0; t < clients.length; t++) {
            int offset = t;
            clients[t] = new Thread(() -> change(offset));
            clients[t].start();
        }
        while (isAnyAlive(clients)) {
            database.fate(fates.get(ThreadLocalRandom.current().nextInt(3)));
            front.settle(Duration.ofMillis(20));
        }
        database.fate(FakeDatabase.Fate.DONE);

        assertThat(front.settle(SOON)).isZero();

        for (int i = 0; i < 60; i++) {
            List<Contact> expected =
                    memory.find(TABLE, "user" + i).map(AddressRecord::contacts).orElse(List.of());
            assertThat(database.rows(TABLE, "user" + i)).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    private void change(int offset) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        for (int i = 0; i < 5000; i++) {
            String aor = "user" + random.nextInt(60);
            Contact contact = Fixture.call(contact("u" + i, offset * 1_000_000L + i + 1), "call", i);
            int what = random.nextInt(4);
            front.update(TABLE, aor, record -> {
                if (what == 0 || record.contacts().size() > 5) {
                    return AddressRecord.empty(aor);
                }
                return what == 1 || record.isEmpty()
                        ? WriteThroughTest.with(record, contact)
                        : WriteThroughTest.with(
                                record, Fixture.call(record.contacts().get(0), "call", contact.cseq()));
            });
        }
    }

    private static boolean isAnyAlive(Thread... threads) throws InterruptedException {
        for (Thread thread : threads) {
            if (thread.isAlive()) {
                return true;
            }
        }
        return false;
    }

    private static Contact contact(String user, long ruid) {
        return Fixture.contact(user).withRuid(new Ruid("uloc-1-", ruid));
    }

    private void put(String aor, Contact contact) throws LocationException {
        front.update(TABLE, aor, record -> WriteThroughTest.with(record, contact));
    }
}
