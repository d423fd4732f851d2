package org.waypost.registrar.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RegistrarNoticesTest {

    private static final Map<String, String> DEFAULTS = Map.of(
            "default_expires", "3600",
            "min_expires", "60",
            "max_expires", "0",
            "min_expires_mode", "0",
            "sock_flag", "-1",
            "sock_hdr_name", "",
            "xavp_cfg", "",
            "xavp_rcd", "",
            "xavp_rcd_mask", "0",
            "lookup_filter_mode", "0");

    @Test
    void hasNothingToSayOfTheDefaults() {
        assertThat(of()).isEmpty();
        assertThat(of("min_expires", "0", "default_expires", "0")).isEmpty();
        assertThat(of("max_expires", "3600")).isEmpty();
    }

    @Test
    void saysWhichTimeWins() {
        assertThat(of("min_expires", "600", "max_expires", "300", "default_expires", "300"))
                .containsExactly(
                        "min_expires 600 is above max_expires 300: contacts last 300 seconds",
                        "default_expires 300 is below min_expires 600: a REGISTER that names no time counts as one that"
                                + " asks for min_expires");
        assertThat(of("max_expires", "300"))
                .containsExactly(
                        "default_expires 3600 is above max_expires 300: contacts that name no time last 300 seconds");
        assertThat(of("default_expires", "30", "min_expires_mode", "1"))
                .containsExactly("default_expires 30 is below min_expires 60: a REGISTER that names no time is answered"
                        + " 423");
        assertThat(of("min_expires", "0", "min_expires_mode", "1"))
                .containsExactly("min_expires_mode has no effect while min_expires is 0");
    }

    @Test
    void saysWhatHasNoEffectAlone() {
        assertThat(of("sock_hdr_name", "X-Socket"))
                .containsExactly("sock_hdr_name has no effect while sock_flag is -1");
        assertThat(of("sock_hdr_name", "X-Socket", "sock_flag", "3")).isEmpty();
        assertThat(of("sock_flag", "3"))
                .containsExactly("sock_flag has no effect while neither sock_hdr_name nor xavp_cfg is set");
        assertThat(of("lookup_filter_mode", "3"))
                .containsExactly("lookup_filter_mode leaves out no contact by its flags while xavp_cfg is not set");
        assertThat(of("lookup_filter_mode", "2")).isEmpty();
        assertThat(of("xavp_rcd_mask", "1")).containsExactly("xavp_rcd_mask has no effect while xavp_rcd is not set");
    }

    @Test
    void saysWhatHasNoEffectForWhatAnotherModuleIsSetTo() {
        Map<String, String> values = new HashMap<>(Map.of("realm_prefix", "sip.", "event_callback", "f"));
        assertThat(RegistrarNotices.withOthers(values)).isEmpty();
        values.putAll(Map.of("use_domain", "0", "script", ""));
        assertThat(RegistrarNotices.withOthers(values))
                .containsExactly(
                        "realm_prefix has no effect while usrloc.use_domain is 0",
                        "event_callback is not called while kemi.script is not set");
        values.putAll(Map.of("use_domain", "1", "script", "a.lua"));
        assertThat(RegistrarNotices.withOthers(values)).isEmpty();
    }

    private static List<String> of(String... keysAndValues) {
        Map<String, String> values = new HashMap<>(DEFAULTS);
        for (int i = 0; i < keysAndValues.length; i += 2) {
            values.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return RegistrarNotices.of(values);
    }
}
