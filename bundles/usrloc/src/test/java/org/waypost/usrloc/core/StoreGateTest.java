package org.waypost.usrloc.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.waypost.usrloc.LocationException;
import org.waypost.usrloc.memory.MemoryLocationStore;

class StoreGateTest {

    private final FakeDatabase database = new FakeDatabase();
    private final StoreGate gate = new StoreGate(Use.of(new DatabaseFront(database, () -> UsrlocSettings.DEFAULTS)));

    @Test
    void isUnreadableWhileTheDatabaseIsDown() {
        assertThat(gate.isUnreadable()).isFalse();
        database.goAway();
        assertThat(gate.isUnreadable()).isTrue();
        database.comeBack();
        assertThat(gate.isUnreadable()).isFalse();
    }

    @Test
    void isUnreadableAfterAReadThatFailedThoughTheDatabaseIsSaidToBeUp() {
        database.goAway();
        assertThatThrownBy(() -> gate.find("location", "alice")).isInstanceOf(LocationException.class);
        database.comeBack();
        assertThat(gate.isUnreadable()).isTrue();
    }

    @Test
    void isReadableWithTheBindingsInMemory() {
        assertThat(new StoreGate(Use.of(new MemoryLocationStore())).isUnreadable())
                .isFalse();
        assertThat(new StoreGate(Use.none(() -> "none")).isUnreadable()).isTrue();
    }
}
