package org.waypost.registrar.path;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waypost.registrar.path.PathSettings.Mode;

class PathSettingsTest {

    private static final PathSettings ALL = new PathSettings(true, Mode.LAZY, true, true);

    private final List<String> refused = new ArrayList<>();

    @Test
    void hasTheDefaultsOfTheParameters() {
        assertThat(of(Map.of(), ALL)).isEqualTo(PathSettings.DEFAULT);
        assertThat(refused).isEmpty();
    }

    @Test
    void takesEachParameter() {
        assertThat(of(all(), PathSettings.DEFAULT)).isEqualTo(ALL);
        assertThat(refused).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "use_path, 2, an integer of 0..1 is wanted; '1' stays in force",
        "path_mode, 3, an integer of 0..2 is wanted; '1' stays in force",
        "path_mode, -1, an integer of 0..2 is wanted; '1' stays in force",
        "path_use_received, x, an integer of 0..1 is wanted; '1' stays in force",
        "path_check_local, 7, an integer of 0..1 is wanted; '1' stays in force"
    })
    void refusesABadValueWithItsNameAndRangeAndKeepsTheLast(String key, String value, String why) {
        Map<String, Object> values = all();
        values.put(key, value);
        assertThat(of(values, ALL)).isEqualTo(ALL);
        assertThat(refused).containsExactly("registrar." + key + ": '" + value + "' is refused; " + why);
    }

    private static Map<String, Object> all() {
        return new HashMap<>(Map.of("use_path", 1, "path_mode", 1, "path_use_received", 1, "path_check_local", 1));
    }

    private PathSettings of(Map<String, Object> values, PathSettings last) {
        return PathSettings.of(PathHarness.parameters(values), values, last, refused::add);
    }
}
