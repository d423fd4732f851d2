package org.waypost.usrloc.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsrlocSettingsTest {

    private final List<String> refused = new ArrayList<>();

    @Test
    void hasTheDefaultsThatTheParametersDeclare() {
        assertThat(read(
                        Map.of(),
                        new UsrlocSettings(0, "x", MatchingMode.CALL_ID, 1, true, true, 4, 9, Set.of("t"), 7)))
                .isEqualTo(UsrlocSettings.DEFAULTS);
        assertThat(refused).isEmpty();
    }

    @Test
    void readsEveryParameter() {
        Map<String, Object> raw = Fixture.raw(
                "db_mode",
                "0",
                "store",
                " memory ",
                "matching_mode",
                "2",
                "cseq_delay",
                "5",
                "desc_time_order",
                "1",
                "use_domain",
                "1",
                "nat_bflag",
                "6",
                "server_id",
                "3",
                "preload",
                "location, aliases,",
                "timer_interval",
                "30");

        assertThat(read(raw, UsrlocSettings.DEFAULTS))
                .isEqualTo(new UsrlocSettings(
                        0,
                        "memory",
                        MatchingMode.CONTACT_AND_PATH,
                        5,
                        true,
                        true,
                        1 << 6,
                        3,
                        Set.of("location", "aliases"),
                        30));
        assertThat(refused).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "db_mode, 5, 0..4",
        "matching_mode, 4, 0..3",
        "matching_mode, x, 0..3",
        "cseq_delay, -1, 0..3600",
        "desc_time_order, 2, 0..1",
        "use_domain, yes, 0..1",
        "nat_bflag, 32, -1..31",
        "server_id, -1, 0..2147483647",
        "timer_interval, 0, 1..86400"
    })
    void refusesABadValueAndKeepsTheLastGoodOne(String key, String value, String range) {
        UsrlocSettings last =
                new UsrlocSettings(0, "", MatchingMode.CALL_ID, 1, true, true, 4, 9, Set.of("location"), 7);
        Map<String, Object> raw = Fixture.raw(
                "matching_mode",
                3,
                "cseq_delay",
                1,
                "desc_time_order",
                1,
                "use_domain",
                1,
                "nat_bflag",
                2,
                "server_id",
                9,
                "preload",
                "location",
                "timer_interval",
                7);
        raw.put(key, value);

        assertThat(read(raw, last)).isEqualTo(last);
        assertThat(refused)
                .singleElement()
                .asString()
                .contains(key + " = " + value + " refused", range, "stays in force");
    }

    private UsrlocSettings read(Map<String, Object> raw, UsrlocSettings last) {
        return UsrlocSettings.of(Fixture.parameters(raw), raw, last, refused::add);
    }
}
