package org.waypost.control.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogCheckTest {

    private final LogCheck check = new LogCheck();

    @ParameterizedTest
    @ValueSource(strings = {"", "org.waypost=DEBUG", "a=OFF, b.C = trace,"})
    void acceptsListsOfLevels(String levels) {
        assertThat(check.check(Map.of("level", "INFO", "levels", levels))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x=LOUD", "DEBUG", "=DEBUG", "a=INFO,b="})
    void refusesWhatIsNone(String levels) {
        assertThat(check.check(Map.of("level", "INFO", "levels", levels))).hasValueSatisfying(refusal -> {
            assertThat(refusal.key()).isEqualTo("levels");
            assertThat(refusal.wanted()).startsWith("logger=LEVEL").contains("DEBUG");
        });
    }
}
