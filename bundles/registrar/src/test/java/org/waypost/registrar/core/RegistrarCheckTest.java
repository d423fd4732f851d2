package org.waypost.registrar.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.waypost.sip.ParameterCheck.Refusal;

class RegistrarCheckTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "received", "x-received"})
    void acceptsTheNameOfAParameterOrNone(String name) {
        assertThat(RegistrarCheck.check(Map.of("received_param", name))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "received;x", "<>", "é"})
    void refusesWhatNoParameterCanBeCalled(String name) {
        assertThat(RegistrarCheck.check(Map.of("received_param", name)))
                .contains(new Refusal("received_param", "a parameter name or nothing"));
    }
}
