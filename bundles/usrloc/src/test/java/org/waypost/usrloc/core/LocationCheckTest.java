package org.waypost.usrloc.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waypost.sip.ParameterCheck.Refusal;

class LocationCheckTest {

    @ParameterizedTest
    @CsvSource({"0, 10, true", "1, 10, true", "4, 10, true", "3, 10, false", "0, 0, false"})
    void refusesADelayThatOnlyDbMode3Has(String mode, String delay, boolean isRefused) {
        Map<String, String> values = with("db_mode", mode, "rm_expired_delay", delay);
        assertThat(LocationCheck.check(values, Optional.empty()))
                .isEqualTo(
                        isRefused
                                ? Optional.of(new Refusal("rm_expired_delay", "0 unless db_mode is 3"))
                                : Optional.empty());
    }

    @Test
    void hasNothingToSayOfTheDefaults() {
        assertThat(notices()).isEmpty();
    }

    @Test
    void saysWhatHasNoEffectWithThisDbMode() {
        assertThat(notices("db_mode", "3", "db_load", "0", "db_timer_clean", "1", "db_clean_tcp", "1"))
                .containsExactly(
                        "db_load has an effect with db_mode 1 and 2 only",
                        "db_timer_clean has an effect with db_mode 1 and 2 only",
                        "db_clean_tcp has an effect with db_mode 1 and 2 only");
        assertThat(notices("db_mode", "2", "db_load", "0", "db_timer_clean", "1", "db_clean_tcp", "1"))
                .isEmpty();
        assertThat(notices("db_mode", "2", "store", "memory"))
                .containsExactly("db_mode 2 has no effect while store is memory: no database is used");
        assertThat(notices("hash_size", "9")).containsExactly("hash_size has no effect: the table grows by itself");
    }

    @Test
    void saysWhichKeepalivesAreNotSentOrComeTooLate() {
        assertThat(notices("ka_mode", "3"))
                .containsExactly("ka_mode 3 sends keepalives to contacts behind NAT only, and none counts as such while"
                        + " nat_bflag is -1");
        assertThat(notices("ka_mode", "3", "nat_bflag", "0")).isEmpty();
        assertThat(notices("ka_timeout", "5")).containsExactly("ka_timeout has no effect while ka_mode is 0");
        assertThat(notices("ka_mode", "1", "ka_timeout", "60"))
                .containsExactly("ka_timeout 60 is not above ka_interval and ka_randomize, 60 in all: contacts expire"
                        + " that had no keepalive to answer");
        assertThat(notices("ka_mode", "1", "ka_timeout", "61")).isEmpty();
    }

    private static List<String> notices(String... keysAndValues) {
        return LocationNotices.of(with(keysAndValues));
    }

    private static Map<String, String> with(String... keysAndValues) {
        Map<String, String> values = new HashMap<>(Map.of(
                "db_mode", "0",
                "store", "",
                "db_load", "1",
                "db_timer_clean", "0",
                "db_clean_tcp", "0",
                "hash_size", "10"));
        values.putAll(Map.of("ka_mode", "0", "ka_timeout", "0", "ka_interval", "40", "ka_randomize", "20"));
        values.putAll(Map.of("nat_bflag", "-1"));
        for (int i = 0; i < keysAndValues.length; i += 2) {
            values.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return values;
    }
}
