package org.waypost.usrloc.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.waypost.usrloc.core.Fixture.at;
import static org.waypost.usrloc.core.Fixture.contact;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.waypost.sip.ParameterCheck.Refusal;
import org.waypost.usrloc.AddressRecord;
import org.waypost.usrloc.Contact;
import org.waypost.usrloc.LocationException;
import org.waypost.usrloc.LocationStore;
import org.waypost.usrloc.Ruid;
import org.waypost.usrloc.memory.MemoryLocationStore;

class StoreChoiceTest {

    private static final String LOCATION = "location";

    private UsrlocSettings settings = UsrlocSettings.DEFAULTS;
    private final SwapRules rules = new SwapRules(() -> settings, () -> Set.of(LOCATION), () -> Fixture.START);
    private StoreChoice choice = new StoreChoice(rules, Duration.ofMinutes(1));
    private final LocationStore memory = new MemoryLocationStore();
    private final LocationStore other = new MemoryLocationStore();
    private final FakeDatabase database = new FakeDatabase();

    @AfterEach
    void close() {
        choice.close();
    }

    @Test
    void waitsForItsStore() {
        choose(0, "");
        assertThat(choice.gate().isPresent()).isFalse();
        assertThatThrownBy(() -> contacts("a"))
                .isInstanceOfSatisfying(
                        LocationException.class,
                        failure -> assertThat(failure.step()).isEqualTo(LocationException.Step.RECORD_GET))
                .hasMessage("no store: waiting for store memory (available: none)");

        add("other", other);
        assertThat(choice.gate().isPresent()).isFalse();
        add("memory", memory);
        register("a", 1);
        assertThat(memory.contacts(LOCATION)).isEqualTo(1);
    }

    @Test
    void takesTheStoreThatIsNamed() {
        add("memory", memory);
        add("other", other);
        choose(0, "other");
        register("a", 1);

        assertThat(other.contacts(LOCATION)).isEqualTo(1);
        assertThat(memory.contacts(LOCATION)).isZero();
    }

    @Test
    void handsTheBindingsOverToAnotherStoreAndLeavesNoneBehind() throws InterruptedException {
        add("memory", memory);
        add("other", other);
        choose(0, "");
        register("a", 1);
        choose(0, "other");

        assertThat(await()).isEmpty();
        assertThat(contacts("a")).hasSize(1);
        assertThat(other.contacts(LOCATION)).isEqualTo(1);
        assertThat(memory.contacts(LOCATION)).isZero();
    }

    @Test
    void servesOnWhileItsMemoryIsUpdatedAndHandsOverToTheNewOne() throws InterruptedException {
        add("memory", memory);
        choose(0, "");
        register("a", 1);
        choice.remove(memory);
        register("b", 2);

        LocationStore updated = new MemoryLocationStore();
        add("memory", updated);
        assertThat(await()).isEmpty();
        register("c", 3);

        assertThat(updated.contacts(LOCATION)).isEqualTo(3);
        assertThat(contacts("a")).hasSize(1);
        assertThat(contacts("b")).hasSize(1);
    }

    @Test
    void handsOverToANewServiceThatCameBeforeTheOldOneWent() throws InterruptedException {
        add("memory", memory);
        choose(0, "");
        register("a", 1);
        add("memory", other);
        choice.remove(memory);

        assertThat(await()).isEmpty();
        assertThat(other.contacts(LOCATION)).isEqualTo(1);
    }

    @Test
    void failsRequestsAfterTheGraceButKeepsTheBindingsForWhoeverComes() throws InterruptedException {
        choice = new StoreChoice(rules, Duration.ZERO);
        add("memory", memory);
        choose(0, "");
        register("a", 1);
        choice.remove(memory);
        while (choice.gate().isPresent()) {
            Thread.onSpinWait();
        }
        assertThatThrownBy(() -> contacts("a")).hasMessageContaining("waiting for store memory (available: none)");
        assertThatThrownBy(() -> register("b", 2)).isInstanceOf(LocationException.class);

        add("memory", other);
        assertThat(await()).isEmpty();
        assertThat(contacts("a")).hasSize(1);
        assertThat(contacts("b")).isEmpty();
    }

    @Test
    void waitsForADatabaseThatIsAwayAndThenLoadsIt() throws InterruptedException {
        database.put(LOCATION, "a", bound("a", 1));
        database.goAway();
        add("memory", memory);
        add("jdbc", database);
        choose(1, "");

        assertThat(choice.awaitFirst(Duration.ofSeconds(20))).isFalse();
        assertThatThrownBy(() -> contacts("a")).hasMessageContaining("it was told to");
        database.comeBack();
        while (!choice.gate().isPresent()) {
            Thread.onSpinWait();
        }
        assertThat(contacts("a")).hasSize(1);
        register("b", 2);
        assertThat(database.rows(LOCATION, "b")).hasSize(1);
    }

    @Test
    void doesNotLoadWhatMemoryHasAfterItsOwnRestart() {
        register(memory, "a", 1);
        database.put(LOCATION, "z", bound("z", 9));
        add("memory", memory);
        add("jdbc", database);
        choose(1, "");

        assertThat(choice.gate().isPresent()).isTrue();
        assertThat(database.loads()).isZero();
        assertThat(contacts("a")).hasSize(1);
    }

    @Test
    void writesThroughFromOneMomentToTheNext() throws InterruptedException {
        start();
        register("a", 1);
        choose(1, "");
        assertThat(await()).isEmpty();
        register("b", 2);

        assertThat(database.rows(LOCATION, "a")).hasSize(1);
        assertThat(database.rows(LOCATION, "b")).hasSize(1);
        choose(0, "");
        assertThat(await()).isEmpty();
        register("c", 3);
        assertThat(database.rows(LOCATION, "c")).isEmpty();
        assertThat(memory.contacts(LOCATION)).isEqualTo(3);
    }

    @Test
    void movesBetweenAllModesWithoutLosingABinding() throws InterruptedException {
        start();
        int ruid = 0;
        List<String> aors = new ArrayList<>();
        for (int mode : new int[] {1, 3, 2, 0, 3, 1, 4, 2, 3, 0, 4, 3, 4, 0, 2, 1, 0}) {
            String aor = "user" + ++ruid;
            register(aor, ruid);
            aors.add(aor);
            choose(mode, "");
            assertThat(await()).as("mode %s", mode).isEmpty();
            assertThat(choice.plan())
                    .hasValueSatisfying(plan -> assertThat(plan.mode()).isEqualTo(mode));
            assertThat(aors)
                    .as("mode %s", mode)
                    .allSatisfy(it -> assertThat(contacts(it)).hasSize(1));
        }
    }

    @Test
    void keepsWhatOthersHaveStoredInADatabaseThatIsUsedForTheFirstTime() throws InterruptedException {
        database.put(LOCATION, "other", bound("other", 77));
        database.put(LOCATION, "a", bound("desk", 78));
        start();
        register("a", 1);
        choose(1, "");
        assertThat(await()).isEmpty();

        assertThat(contacts("other")).hasSize(1);
        assertThat(contacts("a")).hasSize(2);
        assertThat(database.rows(LOCATION, "a")).hasSize(2);
    }

    @Test
    void takesANewRegistrationForTheSameDeviceAsTheOldRow() throws InterruptedException {
        database.put(LOCATION, "a", bound("a", 77));
        start();
        register("a", 1);
        choose(1, "");
        assertThat(await()).isEmpty();

        assertThat(contacts("a"))
                .singleElement()
                .satisfies(it -> assertThat(it.ruid()).isEqualTo(ruid(1)));
        assertThat(database.rows(LOCATION, "a")).hasSize(1);
    }

    @Test
    void removesWhatBecameStaleInADatabaseThatWasLeft() throws InterruptedException {
        start();
        register("a", 1);
        register("b", 2);
        choose(1, "");
        assertThat(await()).isEmpty();
        choose(0, "");
        assertThat(await()).isEmpty();
        choice.gate().update(LOCATION, "a", record -> AddressRecord.empty("a"));
        assertThat(database.rows(LOCATION, "a")).hasSize(1);

        choose(3, "");
        assertThat(await()).isEmpty();
        assertThat(contacts("a")).isEmpty();
        assertThat(contacts("b")).hasSize(1);
        assertThat(database.rows(LOCATION, "a")).isEmpty();
    }

    @Test
    void copiesWhatIsNewBesidesStaleRowsAndThoseOfOthers() throws InterruptedException {
        start();
        for (int i = 1; i <= 300; i++) {
            register("old" + i, i);
        }
        choose(3, "");
        assertThat(await()).isEmpty();
        choose(0, "");
        assertThat(await()).isEmpty();
        for (int i = 1; i <= 300; i++) {
            String aor = "old" + i;
            choice.gate().update(LOCATION, aor, record -> AddressRecord.empty(aor));
            register("new" + i, 1000 + i);
        }
        database.put(LOCATION, "other", at(bound("other", 5000), Fixture.START + 10));
        choose(3, "");
        assertThat(await()).isEmpty();

        for (int i = 1; i <= 300; i++) {
            assertThat(contacts("new" + i)).as("new" + i).hasSize(1);
            assertThat(contacts("old" + i)).as("old" + i).isEmpty();
        }
        assertThat(contacts("other")).as("changed by another server since").hasSize(1);
    }

    @Test
    void doesNotTakeARowForStaleThatMovesToAnotherAor() throws InterruptedException {
        start();
        register("a@x", 1);
        choose(1, "");
        assertThat(await()).isEmpty();
        choose(0, "");
        assertThat(await()).isEmpty();
        Contact stored = database.rows(LOCATION, "a@x").get(0);
        database.put(LOCATION, "a", stored); // as the row reads once use_domain is 0
        database.hold();
        choose(1, "");
        while (database.heldWrites() == 0) {
            Thread.onSpinWait();
        }
        database.letGo();

        assertThat(await()).isEmpty();
        assertThat(database.rows(LOCATION, "a@x")).containsExactly(stored);
        assertThat(database.rows(LOCATION, "a")).isEmpty();
    }

    @Test
    void staysWhereItIsIfTheDatabaseFailsAndSaysWhy() throws InterruptedException {
        start();
        register("a", 1);
        database.goAway();
        choose(1, "");
        assertThat(await()).contains(new Refusal("db_mode", "it was told to"));
        register("b", 2);
        assertThat(contacts("a")).hasSize(1);

        database.comeBack();
        database.fate(FakeDatabase.Fate.REFUSED);
        choose(3, "");
        assertThat(await()).hasValueSatisfying(it -> assertThat(it.wanted()).contains("REFUSED"));
        register("c", 3);
        assertThat(contacts("b")).hasSize(1);
        assertThat(choice.plan())
                .hasValueSatisfying(plan -> assertThat(plan.mode()).isZero());

        database.fate(FakeDatabase.Fate.DONE);
        choose(1, "");
        assertThat(await()).isEmpty();
        assertThat(database.contacts(LOCATION)).isEqualTo(3);
    }

    @Test
    void triesAgainAtOnceWhenAskedTo() throws InterruptedException {
        start();
        register("a", 1);
        database.goAway();
        choose(1, "");
        assertThat(await()).isPresent();
        choice.forgetRefusal();
        choose(1, "");
        assertThat(await()).as("not tried by itself so soon").isEmpty();
        assertThat(choice.plan())
                .hasValueSatisfying(plan -> assertThat(plan.mode()).isZero());

        database.comeBack();
        choice.retry();
        assertThat(await()).isEmpty();
        assertThat(database.rows(LOCATION, "a")).hasSize(1);
    }

    @Test
    void movesToANewDatabaseOfTheSameNameAndLetsTheOldOneGo() throws InterruptedException {
        start();
        choose(1, "");
        assertThat(await()).isEmpty();
        register("a", 1);
        FakeDatabase next = new FakeDatabase();
        add("jdbc", next);
        assertThat(await()).isEmpty();
        register("b", 2);

        assertThat(next.contacts(LOCATION)).isEqualTo(2);
        assertThat(database.rows(LOCATION, "b")).isEmpty();
        while (!database.isReleased()) {
            Thread.onSpinWait();
        }
        assertThat(next.isReleased()).isFalse();
    }

    @Test
    void staysWithTheOldDatabaseIfTheNewOneFails() throws InterruptedException {
        start();
        choose(3, "");
        assertThat(await()).isEmpty();
        register("a", 1);
        FakeDatabase next = new FakeDatabase();
        next.goAway();
        add("jdbc", next);
        assertThat(await()).isPresent();
        register("b", 2);
        while (!next.isReleased()) {
            Thread.onSpinWait();
        }
        choice.remove(next);
        register("c", 3);

        assertThat(database.contacts(LOCATION)).isEqualTo(3);
        assertThat(database.isReleased()).isFalse();
    }

    @Test
    void letsADatabaseGoThatNobodyUsesOnceThereIsANewerOne() {
        start();
        FakeDatabase next = new FakeDatabase();
        add("jdbc", next);
        while (!database.isReleased()) {
            Thread.onSpinWait();
        }
        assertThat(next.isReleased()).isFalse();
    }

    @Test
    void awaitsAChangeThatComesAfterADatabaseIsLetGo() throws InterruptedException {
        start();
        synchronized (choice) { // the worker does not get to its first step before it is awaited
            add("jdbc", new FakeDatabase());
            choose(1, "");
            assertThat(await()).isEmpty();
        }
        assertThat(choice.plan())
                .hasValueSatisfying(plan -> assertThat(plan.mode()).isEqualTo(1));
    }

    @Test
    void tellsBeforehandWhatItWouldRefuse() {
        assertThat(choice.refusal(0, "nonesuch")).as("nothing is in use yet").isEmpty();
        assertThat(choice.refusal(1, "")).as("the database may come yet").isEmpty();

        add("memory", memory);
        choose(0, "");
        assertThat(choice.refusal(0, "")).isEmpty();
        assertThat(choice.refusal(0, "memory")).isEmpty();
        assertThat(choice.refusal(1, "")).contains(new Refusal("db_mode", "0 (no database store is installed)"));
        assertThat(choice.refusal(0, "nonesuch"))
                .contains(new Refusal("store", "one of the stores there are (memory)"));

        add("jdbc", database);
        assertThat(choice.refusal(1, "")).isEmpty();
    }

    @Test
    void doesNotRefuseWhatIsChosenWhileItsStoreIsAway() throws InterruptedException {
        start();
        choose(1, "");
        assertThat(await()).isEmpty();
        choice.remove(database);

        assertThat(choice.refusal(1, "")).isEmpty();
    }

    @Test
    void judgesParametersByWhatTheServiceHas() {
        Map<String, String> database = Map.of("db_mode", "1", "store", "");
        Map<String, String> otherStore = Map.of("db_mode", "0", "store", " other ");
        assertThat(LocationCheck.check(otherStore, Optional.empty())).isEmpty();
        assertThat(LocationCheck.check(database, Optional.empty())).isEmpty();

        LocationService service = new LocationService(() -> Fixture.START);
        service.configure(Fixture.parameters(Map.of()), Map.of());
        service.bindStore(memory, Map.of(LocationStore.NAME, "memory"));
        assertThat(LocationCheck.check(otherStore, Optional.of(service)))
                .hasValueSatisfying(refusal -> assertThat(refusal.key()).isEqualTo("store"));
        assertThat(LocationCheck.check(Map.of("db_mode", "0", "store", ""), Optional.of(service)))
                .isEmpty();
        assertThat(LocationCheck.check(Map.of("db_mode", "0", "store", "", "ka_from", "sip:a b"), Optional.of(service)))
                .contains(new Refusal("ka_from", "a SIP URI"));
    }

    @Test
    void makesTheServiceAnswerWithoutAStore() {
        LocationService service = new LocationService(() -> Fixture.START, Duration.ZERO);
        service.configure(Fixture.parameters(Map.of()), Map.of());

        assertThatThrownBy(() -> service.update("location", "a", edit -> 1)).isInstanceOf(LocationException.class);
        assertThatThrownBy(() -> service.find("location", "a")).isInstanceOf(LocationException.class);
        assertThat(service.mayBlock()).isFalse();
        service.sweep();
        service.collect((name, value) -> assertThat(value).as(name).isZero());

        service.bindStore(memory, Map.of(LocationStore.NAME, "memory"));
        assertThat(service.<Integer>update("location", "a", edit -> 1)).isEqualTo(1);
    }

    private void start() {
        add("memory", memory);
        add("jdbc", database);
        choose(0, "");
    }

    private void add(String name, LocationStore store) {
        choice.add(store, Map.of(LocationStore.NAME, name));
    }

    private void choose(int dbMode, String store) {
        settings = Fixture.settings("db_mode", dbMode, "store", store);
        choice.choose(settings);
    }

    private Optional<Refusal> await() throws InterruptedException {
        return choice.await(line -> {});
    }

    private List<Contact> contacts(String aor) {
        return choice.gate().find(LOCATION, aor).map(AddressRecord::contacts).orElse(List.of());
    }

    private void register(String aor, int ruid) {
        register(choice.gate(), aor, ruid);
    }

    private static void register(LocationStore store, String aor, int ruid) {
        store.update(LOCATION, aor, record -> {
            List<Contact> contacts = new ArrayList<>(record.contacts());
            contacts.add(bound(aor, ruid));
            return new AddressRecord(aor, contacts);
        });
    }

    private static Contact bound(String user, int ruid) {
        return contact(user).withRuid(ruid(ruid));
    }

    private static Ruid ruid(int number) {
        return new Ruid("uloc-1-1-", number);
    }
}
