package org.waypost.registrar.path;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PathCheckTest {

    private final Map<String, String> values =
            new HashMap<>(Map.of("use_path", "0", "path_mode", "2", "path_use_received", "0"));

    @Test
    void hasNothingToSayOfTheDefaults() {
        assertThat(PathCheck.notices(values)).isEmpty();
        values.putAll(Map.of("nat_bflag", "-1", "matching_mode", "0"));
        assertThat(PathCheck.notices(values)).isEmpty();
    }

    @Test
    void saysWhatHasNoEffectWithoutUsePath() {
        values.putAll(Map.of("path_mode", "1", "path_use_received", "1", "matching_mode", "2"));
        assertThat(PathCheck.notices(values))
                .containsExactly(
                        "path_use_received has no effect while use_path is 0",
                        "path_mode has no effect while use_path is 0",
                        "usrloc.matching_mode 2 finds no Path to compare while use_path is 0");
        values.put("use_path", "1");
        assertThat(PathCheck.notices(values)).isEmpty();
    }

    @Test
    void saysThatNoFlagMarksWhatIsBehindNat() {
        values.putAll(Map.of("use_path", "1", "path_use_received", "1", "nat_bflag", "-1"));
        assertThat(PathCheck.notices(values))
                .containsExactly("path_use_received marks no contact as behind NAT while usrloc.nat_bflag is -1");
        values.put("nat_bflag", "6");
        assertThat(PathCheck.notices(values)).isEmpty();
    }
}
