package org.waypost.registrar.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.waypost.sip.ParameterCheck.Refusal;

class RegistrarCheckTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "received", "x-received"})
    void acceptsTheNameOfAParameterOrNone(String name) {
        assertThat(RegistrarCheck.check(with("received_param", name))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "received;x", "<>", "é"})
    void refusesWhatNoParameterCanBeCalled(String name) {
        assertThat(RegistrarCheck.check(with("received_param", name)))
                .contains(new Refusal("received_param", "a parameter name or nothing"));
    }

    @ParameterizedTest
    @CsvSource({
        "received_avp, $fu, an AVP such as $avp(s:rcv) or nothing",
        "aor_avp, no avp, an AVP such as $avp(s:rcv) or nothing",
        "realm_prefix, sip@, the beginning of a host name or nothing",
        "xavp_cfg, a=>b, a name or nothing",
        "sock_hdr_name, a b, a name or nothing",
        "event_callback, f(), a name or nothing"
    })
    void refusesWhatAScriptCannotUse(String key, String value, String wanted) {
        assertThat(RegistrarCheck.check(with(key, value))).contains(new Refusal(key, wanted));
    }

    private static Map<String, String> with(String key, String value) {
        Map<String, String> values = new HashMap<>(Map.of(
                "received_param",
                "",
                "received_avp",
                "$avp(s:rcv)",
                "xavp_cfg",
                "reg",
                "xavp_rcd",
                "",
                "sock_hdr_name",
                "",
                "event_callback",
                ""));
        values.putAll(Map.of("realm_prefix", "sip.", "aor_avp", "", "reg_callid_avp", "$avp(s:id)"));
        values.put(key, value);
        return values;
    }
}
