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

    private static final Object[] OTHERS = {
        "db_mode", "1",
        "store", " memory ",
        "db_load", "0",
        "db_timer_clean", "1",
        "rm_expired_delay", "7",
        "db_clean_tcp", "1",
        "matching_mode", "2",
        "cseq_delay", "5",
        "desc_time_order", "1",
        "use_domain", "1",
        "nat_bflag", "6",
        "server_id", "3",
        "preload", "location, aliases,",
        "timer_interval", "30",
        "xavp_contact", "ulattrs",
        "handle_lost_tcp", "1",
        "close_expired_tcp", "1",
        "ka_mode", "6",
        "ka_method", "NOTIFY",
        "ka_from", "sip:me@example.com",
        "ka_domain", "example.com",
        "ka_filter", "1",
        "ka_timeout", "120",
        "ka_interval", "30",
        "ka_randomize", "5",
        "ka_reply_codes", "200, 4xx",
        "ka_loglevel", "-1",
        "ka_logmsg", " from $si "
    };

    private static final UsrlocSettings OTHER = new UsrlocSettings(
            1,
            "memory",
            new DatabaseSettings(false, true, true, 7),
            MatchingMode.CONTACT_AND_PATH,
            5,
            true,
            true,
            1 << 6,
            3,
            Set.of("location", "aliases"),
            30,
            "ulattrs",
            true,
            true,
            new KeepaliveSettings(
                    6, "NOTIFY", "sip:me@example.com", "example.com", true, 120, 30, 5, "200, 4xx", -1, "from $si"));

    @Test
    void hasTheDefaultsThatTheParametersDeclare() {
        assertThat(read(Map.of(), OTHER)).isEqualTo(UsrlocSettings.DEFAULTS);
        assertThat(refused).isEmpty();
    }

    @Test
    void readsEveryParameter() {
        assertThat(read(Fixture.raw(OTHERS), UsrlocSettings.DEFAULTS)).isEqualTo(OTHER);
        assertThat(refused).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "db_mode, 5, 0..4",
        "db_load, 2, 0..1",
        "db_timer_clean, x, 0..1",
        "rm_expired_delay, -1, 0..86400",
        "db_clean_tcp, 2, 0..1",
        "matching_mode, 4, 0..3",
        "matching_mode, x, 0..3",
        "cseq_delay, -1, 0..3600",
        "desc_time_order, 2, 0..1",
        "use_domain, yes, 0..1",
        "nat_bflag, 32, -1..31",
        "server_id, -1, 0..2147483647",
        "timer_interval, 0, 1..86400",
        "xavp_contact, a b, the name of an XAVP",
        "handle_lost_tcp, 2, 0..1",
        "close_expired_tcp, -1, 0..1",
        "ka_mode, 8, 0..7",
        "ka_method, OPT IONS, a SIP method",
        "ka_from, tel:1, a SIP URI",
        "ka_domain, 'a/b', a host name",
        "ka_filter, 2, 0..1",
        "ka_timeout, -1, 0..86400",
        "ka_interval, 0, 1..86400",
        "ka_randomize, -1, 0..86400",
        "ka_reply_codes, 700, status codes",
        "ka_loglevel, 256, -5..255"
    })
    void refusesABadValueAndKeepsTheLastGoodOne(String key, String value, String range) {
        Map<String, Object> raw = Fixture.raw(OTHERS);
        raw.put(key, value);

        assertThat(read(raw, OTHER)).isEqualTo(OTHER);
        assertThat(refused)
                .singleElement()
                .asString()
                .contains("usrloc." + key + ": '" + value + "' is refused; ", range, " stays in force");
    }

    @Test
    void countsTheAnswersThatTheCodesName() {
        KeepaliveSettings some = OTHER.keepalive();
        assertThat(some.countedCodes().stream())
                .hasSize(101)
                .contains(200, 400, 404, 499)
                .doesNotContain(202, 500);
        assertThat(KeepaliveSettings.DEFAULTS.countedCodes().stream()).contains(200, 404, 699);
    }

    private UsrlocSettings read(Map<String, Object> raw, UsrlocSettings last) {
        return UsrlocSettings.of(Fixture.parameters(raw), raw, last, refused::add);
    }
}
