package org.waypost.usrloc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RuidTest {

    @Test
    void writesTheCounterLowNibbleFirst() {
        assertThat(new Ruid("uloc-6a0b-1f-", 0x12f)).hasToString("uloc-6a0b-1f-f21");
    }

    @ParameterizedTest
    @ValueSource(strings = {"uloc-6a0b-1f-f21", "uloc-1-6a0b-1f-1", "uloc-a-b-10", "plain", "x-", "x-ABC", "-1", ""})
    void keepsEveryText(String text) {
        assertThat(Ruid.of(text)).hasToString(text).isEqualTo(Ruid.of(text));
    }

    @Test
    void readsBackWhatItWrites() {
        Ruid made = new Ruid("uloc-6a0b-1f-", 987654321L);
        assertThat(Ruid.of(made.toString())).isEqualTo(made);
    }

    @Test
    void tellsNoneFromAny() {
        assertThat(Ruid.of("").isNone()).isTrue();
        assertThat(Ruid.of("a-1").isNone()).isFalse();
    }
}
