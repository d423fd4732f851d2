package org.waypost.registrar.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waypost.usrloc.Compat;

class SettingsTest {

    private final List<String> refused = new ArrayList<>();

    @Test
    void hasTheDefaultsOfTheParameters() {
        assertThat(of(Map.of())).isEqualTo(Settings.DEFAULT);
        assertThat(refused).isEmpty();
    }

    @Test
    void takesEachParameter() {
        Settings settings = of(Map.of("default_expires", 1800, "compat", "RFC", "received_param", "", "sock_mode", 1));
        assertThat(settings.defaultExpires()).isEqualTo(1800);
        assertThat(settings.compat()).isEqualTo(Compat.RFC);
        assertThat(settings.receivedParameter()).isEmpty();
        assertThat(settings.advertisedSocket()).isTrue();
        assertThat(refused).isEmpty();
    }

    @Test
    void takesTheParametersOfScripts() {
        ScriptSettings scripts = of(Map.of(
                        "received_avp",
                        "$(avp(i:5)[1])",
                        "sock_flag",
                        31,
                        "lookup_filter_mode",
                        3,
                        "xavp_rcd_mask",
                        20))
                .scripts();
        assertThat(scripts).isEqualTo(new ScriptSettings("$(avp(i:5)[1])", 1 << 31, "", "", "", 20, true, true, ""));
        assertThat(refused).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "default_expires | -1 | an integer of 0..2147483647 is wanted; '3600' stays in force",
                "default_expires_range | 101 | an integer of 0..100 is wanted; '0' stays in force",
                "default_q | 1001 | an integer of -1..1000 is wanted; '-1' stays in force",
                "min_expires_mode | 2 | an integer of 0..1 is wanted; '0' stays in force",
                "contact_max_size | 0 | an integer of 1..65535 is wanted; '512' stays in force",
                "max_contacts | many | an integer of 0..2147483647 is wanted; '0' stays in force",
                "received_param | a b | a parameter name or nothing is wanted; 'received' stays in force",
                "received_avp | $fu | an AVP such as $avp(s:rcv) or nothing is wanted; '' stays in force",
                "sock_flag | 32 | an integer of -1..31 is wanted; '-1' stays in force",
                "sock_hdr_name | Sock Info | a name or nothing is wanted; '' stays in force",
                "xavp_cfg | reg=>x | a name or nothing is wanted; '' stays in force",
                "xavp_rcd_mask | 32 | an integer of 0..31 is wanted; '0' stays in force",
                "lookup_filter_mode | 4 | an integer of 0..3 is wanted; '0' stays in force",
                "event_callback | f() | a name or nothing is wanted; '' stays in force",
                "compat | none | kamailio or rfc is wanted; 'kamailio' stays in force",
            })
    void refusesABadValueWithItsNameAndRangeAndKeepsTheOthers(String key, String value, String why) {
        Settings settings = of(Map.of(key, value, "retry_after", 7));
        assertThat(refused).containsExactly("registrar." + key + ": '" + value + "' is refused; " + why);
        assertThat(settings.retryAfter()).isEqualTo(7);
        assertThat(settings.defaultExpires()).isEqualTo(3600);
    }

    @Test
    void warnsOfRemovedParametersAndNamesTheirReplacement() {
        List<String> warnings = new ArrayList<>();
        RemovedParameters removed = new RemovedParameters();
        RegistrarParameters given = parameters(Map.of("aor_avp", "$avp(a)", "reg_callid_avp", "$avp(c)"));
        removed.warn(given, warnings::add);
        removed.warn(given, warnings::add);
        assertThat(warnings).hasSize(2);
        assertThat(warnings.get(0)).contains("aor_avp", "URI to save, lookup and registered");
        assertThat(warnings.get(1)).contains("reg_callid_avp", "match_callid");
        removed.warn(parameters(Map.of()), warnings::add);
        removed.warn(given, warnings::add);
        assertThat(warnings).hasSize(4);
    }

    @Test
    void changesTheNextRequestOfARunningRegistrar() {
        Harness harness = new Harness();
        assertThat(harness.register(1, "Contact: <sip:a@h>")).endsWith("expires=3600");
        harness.set("default_expires", 1800);
        assertThat(harness.register(2, "Contact: <sip:a@h>")).endsWith("expires=1800");
        harness.set("default_expires", "nonsense");
        assertThat(harness.register(3, "Contact: <sip:a@h>")).endsWith("expires=1800");
    }

    private Settings of(Map<String, Object> raw) {
        return Settings.of(parameters(raw), raw, Settings.DEFAULT, refused::add);
    }

    private static RegistrarParameters parameters(Map<String, Object> raw) {
        return (RegistrarParameters) Proxy.newProxyInstance(
                SettingsTest.class.getClassLoader(),
                new Class<?>[] {RegistrarParameters.class},
                (self, method, arguments) -> {
                    Object value = raw.get(method.getName().replace("__", "_"));
                    if (value == null) {
                        return method.getDefaultValue();
                    }
                    return method.getReturnType() == int.class ? Integer.valueOf(value.toString()) : value;
                });
    }
}
