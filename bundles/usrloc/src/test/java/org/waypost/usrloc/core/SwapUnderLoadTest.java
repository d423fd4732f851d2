package org.waypost.usrloc.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.waypost.usrloc.core.Fixture.at;
import static org.waypost.usrloc.core.Fixture.contact;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.waypost.sip.ParameterCheck.Refusal;
import org.waypost.usrloc.AddressRecord;
import org.waypost.usrloc.Contact;
import org.waypost.usrloc.LocationStore;
import org.waypost.usrloc.Ruid;
import org.waypost.usrloc.memory.MemoryLocationStore;

/**
 * Plans change while many threads update. Each update of an AoR counts on from what it finds, so one that was lost, done twice or
 * overtaken shows at once.
 */
class SwapUnderLoadTest {

    private static final String LOCATION = "location";
    private static final int AORS = 150;
    private static final int WRITERS = 6;

    private volatile UsrlocSettings settings = UsrlocSettings.DEFAULTS;
    private final StoreChoice choice = new StoreChoice(
            new SwapRules(() -> settings, () -> Set.of(LOCATION), () -> Fixture.START), Duration.ofMinutes(1));
    private final AtomicLong updates = new AtomicLong();
    private final AtomicLongArray acknowledged = new AtomicLongArray(AORS);
    private final ExecutorService threads = Executors.newFixedThreadPool(WRITERS + 1);
    private final List<Future<?>> running = new ArrayList<>();
    private volatile boolean stopping;

    @AfterEach
    void close() {
        stopping = true;
        threads.shutdownNow();
        choice.close();
    }

    @Test
    void losesNoUpdateWhilePlansChange() throws Exception {
        FakeDatabase database = new FakeDatabase();
        add("memory", new MemoryLocationStore());
        add("jdbc", database);
        choose(0);
        update();
        for (int mode : new int[] {1, 3, 0, 2, 3, 1, 2, 4, 0}) {
            choose(mode);
            assertThat(choice.await(line -> {})).as("mode %s", mode).isEmpty();
            awaitUpdates(200);
        }
        finish();
        assertAllThere();
    }

    @Test
    void losesNoUpdateWhileItsMemoryAndItsDatabaseAreExchanged() throws Exception {
        LocationStore memory = new MemoryLocationStore();
        FakeDatabase database = new FakeDatabase();
        add("memory", memory);
        add("jdbc", database);
        choose(1);
        assertThat(choice.awaitFirst(Duration.ofSeconds(20))).isTrue();
        update();
        for (int round = 0; round < 4; round++) {
            awaitUpdates(200);
            LocationStore nextMemory = new MemoryLocationStore();
            choice.remove(memory);
            awaitUpdates(50);
            add("memory", nextMemory);
            assertThat(choice.await(line -> {})).isEmpty();
            memory = nextMemory;

            FakeDatabase nextDatabase = new FakeDatabase();
            add("jdbc", nextDatabase);
            assertThat(choice.await(line -> {})).isEmpty();
            while (!database.isReleased()) {
                Thread.onSpinWait();
            }
            choice.remove(database);
            database = nextDatabase;
        }
        finish();
        assertAllThere();
        for (int i = 0; i < AORS; i++) {
            assertThat(database.rows(LOCATION, aor(i))).hasSize(acknowledged.get(i) == 0 ? 0 : 1);
        }
    }

    @Test
    void losesNoUpdateThatWasAcknowledgedWhenChangesFail() throws Exception {
        FakeDatabase database = new FakeDatabase();
        add("memory", new MemoryLocationStore());
        add("jdbc", database);
        choose(0);
        update();
        for (int round = 0; round < 6; round++) {
            awaitUpdates(50); // so that there is something to be written
            database.fate(FakeDatabase.Fate.values()[round % 3]);
            choose(round % 2 == 0 ? 3 : 1);
            Optional<Refusal> refusal = choice.await(line -> {});
            assertThat(refusal.isPresent()).isEqualTo(round % 3 != 0);
            awaitUpdates(200);
            choose(0);
            assertThat(choice.await(line -> {})).isEmpty();
        }
        finish();
        assertAllThere();
    }

    @Test
    void waitsForAChangeThatBeganBeforeItDid() throws Exception {
        LocationStore memory = new MemoryLocationStore();
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        LocationStore slow = (LocationStore) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {LocationStore.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("update")) {
                        entered.countDown();
                        goOn.await();
                    }
                    return method.invoke(memory, arguments);
                });
        FakeDatabase database = new FakeDatabase();
        add("memory", slow);
        add("jdbc", database);
        choose(0);
        Future<?> change = threads.submit(() -> count(1));
        entered.await();
        choose(3);
        // the change goes on once somebody was told that the swap is waiting
        Future<?> swap = threads.submit(() -> {
            Optional<Refusal> refusal = choice.await(line -> goOn.countDown());
            goOn.countDown();
            return refusal;
        });

        get(change);
        get(swap);
        assertThat(database.rows(LOCATION, aor(1))).hasSize(1);
        assertThat(stored(1)).isEqualTo(1);
    }

    private void update() {
        for (int writer = 0; writer < WRITERS; writer++) {
            int first = writer;
            running.add(threads.submit(() -> {
                for (int i = first; !stopping; i = (i + WRITERS) % AORS) {
                    count(i);
                }
            }));
        }
        running.add(threads.submit(() -> {
            for (int i = 0; !stopping; i = (i + 7) % AORS) {
                long before = acknowledged.get(i);
                assertThat(stored(i)).as(aor(i)).isGreaterThanOrEqualTo(before);
            }
        }));
    }

    // Two writers may come to the same AoR, each counts on from what it finds.
    private void count(int i) {
        long[] stored = {0};
        choice.gate().update(LOCATION, aor(i), record -> {
            stored[0] = record.isEmpty() ? 1 : record.contacts().get(0).lastModified() + 1;
            Contact contact = record.isEmpty()
                    ? contact(aor(i)).withRuid(new Ruid("uloc-1-", i + 1L))
                    : record.contacts().get(0);
            return new AddressRecord(record.aor(), List.of(at(contact, stored[0])));
        });
        acknowledged.accumulateAndGet(i, stored[0], Math::max);
        updates.incrementAndGet();
    }

    private long stored(int i) {
        return choice.gate()
                .find(LOCATION, aor(i))
                .map(record -> record.contacts().get(0).lastModified())
                .orElse(0L);
    }

    private void awaitUpdates(long count) {
        long goal = updates.get() + count;
        while (updates.get() < goal) {
            running.stream().filter(Future::isDone).forEach(SwapUnderLoadTest::get);
            Thread.onSpinWait();
        }
    }

    private void finish() {
        stopping = true;
        running.forEach(SwapUnderLoadTest::get);
    }

    private void assertAllThere() {
        for (int i = 0; i < AORS; i++) {
            assertThat(stored(i)).as(aor(i)).isEqualTo(acknowledged.get(i));
        }
    }

    private static void get(Future<?> task) {
        try {
            task.get();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private void add(String name, LocationStore store) {
        choice.add(store, Map.of(LocationStore.NAME, name));
    }

    private void choose(int dbMode) {
        settings = Fixture.settings("db_mode", dbMode);
        choice.choose(settings);
    }

    private static String aor(int i) {
        return "user" + i;
    }
}
