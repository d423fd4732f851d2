package org.waypost.usrloc.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.waypost.sip.ParameterCheck.Refusal;
import org.waypost.usrloc.LocationException;
import org.waypost.usrloc.LocationStore;
import org.waypost.usrloc.memory.MemoryLocationStore;

class StoreChoiceTest {

    private final StoreChoice choice = new StoreChoice();
    private final LocationStore memory = new MemoryLocationStore();
    private final LocationStore other = new MemoryLocationStore();

    @Test
    void waitsForItsStoreAndTakesItBack() {
        choice.choose(UsrlocSettings.DEFAULTS);
        assertThat(choice.isPresent()).isFalse();
        assertThatThrownBy(choice::get)
                .isInstanceOfSatisfying(
                        LocationException.class,
                        failure -> assertThat(failure.step()).isEqualTo(LocationException.Step.RECORD_GET))
                .hasMessage("no store: waiting for store memory (available: none)");

        choice.add("other", other);
        assertThat(choice.isPresent()).isFalse();
        choice.add("memory", memory);
        assertThat(choice.get()).isSameAs(memory);

        choice.remove("memory", memory);
        assertThatThrownBy(choice::get).hasMessageContaining("no store");
        LocationStore updated = new MemoryLocationStore();
        choice.add("memory", updated);
        assertThat(choice.get()).isSameAs(updated);
    }

    @Test
    void goesOnWithANewServiceThatCameBeforeTheOldOneWent() {
        choice.choose(UsrlocSettings.DEFAULTS);
        choice.add("memory", memory);
        choice.add("memory", other);
        choice.remove("memory", memory);

        assertThat(choice.get()).isSameAs(other);
    }

    @Test
    void takesTheStoreThatIsNamed() {
        choice.add("memory", memory);
        choice.add("other", other);

        choice.choose(settings(0, "other"));

        assertThat(choice.get()).isSameAs(other);
    }

    @Test
    void refusesDatabaseModesAsNoDatabaseStoreIsInstalled() {
        choice.add("memory", memory);
        choice.choose(settings(1, ""));
        assertThat(choice.get()).isSameAs(memory);

        choice.choose(settings(3, ""));
        assertThat(choice.get()).isSameAs(memory);
    }

    @Test
    void keepsTheStoreThatHoldsTheBindings() {
        choice.add("memory", memory);
        choice.add("other", other);
        choice.choose(UsrlocSettings.DEFAULTS);

        choice.choose(settings(0, "other"));
        assertThat(choice.get()).isSameAs(memory);
        choice.choose(settings(0, "nonesuch"));
        assertThat(choice.get()).isSameAs(memory);
    }

    @Test
    void tellsBeforehandWhatItWouldRefuse() {
        assertThat(refusal(0, "nonesuch")).as("nothing is in use yet").isEmpty();
        assertThat(refusal(3, "nonesuch")).as("store goes before db_mode").isEmpty();
        assertThat(refusal(1, "")).contains(new Refusal("db_mode", "0 (no database store is installed)"));

        choice.add("memory", memory);
        choice.choose(UsrlocSettings.DEFAULTS);
        assertThat(refusal(0, "")).isEmpty();
        assertThat(refusal(0, "memory")).isEmpty();
        assertThat(refusal(1, "")).contains(new Refusal("db_mode", "0 (no database store is installed)"));
        assertThat(refusal(0, "nonesuch"))
                .contains(new Refusal("store", "memory (which is in use and holds the bindings; available: memory)"));

        choice.remove("memory", memory);
        assertThat(refusal(0, "nonesuch")).as("nothing is in use any more").isEmpty();
    }

    @Test
    void judgesParametersByWhatTheServiceHas() {
        Map<String, String> database = Map.of("db_mode", "1", "store", "");
        Map<String, String> otherStore = Map.of("db_mode", "0", "store", " other ");
        assertThat(LocationCheck.check(otherStore, Optional.empty())).isEmpty();
        assertThat(LocationCheck.check(database, Optional.empty()))
                .hasValueSatisfying(refusal -> assertThat(refusal.key()).isEqualTo("db_mode"));

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
        LocationService service = new LocationService(() -> Fixture.START);
        service.configure(Fixture.parameters(Map.of()), Map.of());

        assertThatThrownBy(() -> service.update("location", "a", edit -> 1)).isInstanceOf(LocationException.class);
        assertThatThrownBy(() -> service.find("location", "a")).isInstanceOf(LocationException.class);
        assertThat(service.mayBlock()).isFalse();
        service.sweep();
        service.collect((name, value) -> assertThat(value).as(name).isZero());

        service.bindStore(memory, Map.of(LocationStore.NAME, "memory"));
        assertThat(service.<Integer>update("location", "a", edit -> 1)).isEqualTo(1);
        service.unbindStore(memory, Map.of(LocationStore.NAME, "memory"));
        assertThatThrownBy(() -> service.find("location", "a")).isInstanceOf(LocationException.class);
    }

    private Optional<Refusal> refusal(int dbMode, String store) {
        return choice.refusal(dbMode, store);
    }

    private static UsrlocSettings settings(int dbMode, String store) {
        return Fixture.settings("db_mode", dbMode, "store", store);
    }
}
