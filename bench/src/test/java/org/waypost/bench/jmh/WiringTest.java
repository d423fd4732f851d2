package org.waypost.bench.jmh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.waypost.usrloc.UserLocation;

class WiringTest {

    @Test
    void makesTheTableOverItsStoreAsDeclarativeServicesWould() {
        Wiring wiring = new Wiring();
        wiring.component("org.waypost.usrloc.memory.MemoryLocationStore");
        UserLocation location = (UserLocation) wiring.component("org.waypost.usrloc.core.LocationService");

        assertThat(location.tables()).containsExactly("location");
        assertThat(location.find("location", "alice")).isEmpty();
        assertThat(location.mayBlock()).isFalse();
    }

    @Test
    void refusesWhatIsNoComponent() {
        assertThatThrownBy(() -> new Wiring().component("java.lang.String")).hasMessageContaining("java.lang.String");
    }
}
