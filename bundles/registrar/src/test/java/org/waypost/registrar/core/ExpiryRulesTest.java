package org.waypost.registrar.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpiryRulesTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // header, parameter, seconds granted
                "-, -, 3600",
                "100, -, 100",
                "100, 200, 200",
                "100, '\"\"', 100",
                "100, xx, 3600",
                "abc, -, 3600",
                "-1, -, 3600",
                "1.5, -, 3600",
                "'100;x=y', -, 3600",
                "10 0, -, 60",
                "59, -, 60",
                "0100, -, 100",
                "2147483647, -, 2147483647",
                "2147483648, -, 3600",
                "4294967396, -, 100",
                "0000000000100, -, 3600",
                "-, 0100, 100",
                "-, 00000000000000000000000100, 100",
                "-, 4294967296, 3600",
                "-, -1, 3600",
                "-, '\" 100\"', 3600",
            })
    void grantsWhatIsAskedForOrTheDefault(String header, String parameter, long seconds) {
        assertThat(granted(new Harness(), header, parameter)).isEqualTo(seconds);
    }

    @Test
    void removesAtZero() {
        for (String zero : new String[] {"0", "00"}) {
            Harness harness = new Harness();
            harness.register(1, "Contact: <sip:a@h>");
            assertThat(harness.register(2, "Contact: <sip:a@h>", "Expires: " + zero))
                    .isEqualTo("200 OK");
        }
    }

    @Test
    void putsTheMaximumAboveTheMinimum() {
        assertThat(granted(new Harness("min_expires", 100, "max_expires", 50), "10", null))
                .isEqualTo(50);
        assertThat(granted(new Harness("min_expires", 0), "10", null)).isEqualTo(10);
        assertThat(granted(new Harness("max_expires", 7200), null, "4294967295"))
                .isEqualTo(7200);
        assertThat(granted(new Harness("default_expires", 50, "min_expires", 100), null, null))
                .isEqualTo(100);
    }

    @Test
    void answers423InModeOneAlsoForTheDefault() {
        Harness harness = new Harness("min_expires", 100, "min_expires_mode", 1, "default_expires", 50);
        String brief = "423 Interval Too Brief\nMin-Expires: 100\nP-Registrar-Error: Interval too brief";
        assertThat(harness.register(1, "Contact: <sip:a@h>")).isEqualTo(brief);
        assertThat(harness.register(1, "Contact: <sip:a@h>", "Expires: 99")).isEqualTo(brief);
        assertThat(harness.register(1, "Contact: <sip:a@h>", "Expires: 100"))
                .isEqualTo("200 OK\nContact: <sip:a@h>;expires=100");
    }

    @Test
    void refusesAnEmptyExpires() {
        assertThat(new Harness().register(1, "Contact: <sip:a@h>;expires=5", "Expires:"))
                .isEqualTo("400 Bad Request\nP-Registrar-Error: Expires parse error");
    }

    @Test
    void takesTheFirstExpiresHeader() {
        assertThat(new Harness().register(1, "Contact: <sip:a@h>", "Expires: 100", "Expires: 200"))
                .endsWith(";expires=100");
    }

    @Test
    void listsNothingForTimesThatKamailioTakesForThePast() {
        Harness harness = new Harness();
        assertThat(harness.register(1, "Contact: <sip:a@h>;expires=4294967295")).isEqualTo("200 OK");
        assertThat(harness.register(2)).isEqualTo("200 OK");
    }

    @Test
    void clampsSuchTimesByTheRfc() {
        assertThat(granted(new Harness("compat", "rfc"), null, "4294967295")).isEqualTo(Integer.MAX_VALUE);
        assertThat(granted(new Harness("compat", "rfc"), "4294967295", null)).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void spreadsTimesOverTheRange() {
        Settings settings = settings("default_expires_range", 50, "expires_range", 10);
        Random random = new Random(1);
        long least = Long.MAX_VALUE;
        long greatest = 0;
        for (int i = 0; i < 10_000; i++) {
            long asked = ExpiryRules.granted(1000, true, settings, random);
            assertThat(asked).isBetween(900L, 1000L);
            long byDefault = ExpiryRules.granted(ExpiryRules.ABSENT, true, settings, random);
            assertThat(byDefault).isBetween(1800L, 3600L);
            least = Math.min(least, byDefault);
            greatest = Math.max(greatest, byDefault);
        }
        assertThat(least).isLessThan(1820);
        assertThat(greatest).isGreaterThan(3580);
        assertThat(ExpiryRules.granted(1000, false, settings, random)).isEqualTo(1000);
        assertThat(ExpiryRules.granted(0, true, settings, random)).isZero();
    }

    @Test
    void keepsTheRangeAboveTheMinimum() {
        Settings settings = settings("expires_range", 100, "min_expires", 100, "min_expires_mode", 1);
        Random random = new Random(1);
        for (int i = 0; i < 1000; i++) {
            assertThat(ExpiryRules.granted(110, true, settings, random)).isBetween(100L, 110L);
        }
    }

    @Test
    void sparesARegistrationTheRange() {
        Harness harness = new Harness("expires_range", 100, "min_expires", 0);
        String request = Harness.register("<sip:alice@h>", "c", 1, "Contact: <sip:a@h>", "Expires: 100000");
        assertThat(harness.save(org.waypost.registrar.Registrar.NO_RANGE, "", request))
                .endsWith(";expires=100000");
    }

    private static Settings settings(Object... parameters) {
        Harness harness = new Harness(parameters);
        return harness.registrar.settings();
    }

    private static long granted(Harness harness, String header, String parameter) {
        String contact = "Contact: <sip:a@h>" + (parameter == null ? "" : ";expires=" + parameter);
        String reply =
                header == null ? harness.register(1, contact) : harness.register(1, contact, "Expires: " + header);
        String prefix = "200 OK\nContact: <sip:a@h>;expires=";
        assertThat(reply).startsWith(prefix);
        return Long.parseLong(
                reply.substring(prefix.length()).lines().findFirst().orElseThrow());
    }
}
