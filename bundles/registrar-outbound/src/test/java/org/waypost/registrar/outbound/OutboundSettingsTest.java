package org.waypost.registrar.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waypost.registrar.outbound.OutboundSettings.Mode;
import org.waypost.sip.ParameterCheck.Refusal;

class OutboundSettingsTest {

    private final List<String> refused = new ArrayList<>();

    @Test
    void hasTheDefaultsOfTheParameters() {
        assertThat(of(Map.of(), OutboundSettings.DEFAULT)).isEqualTo(OutboundSettings.DEFAULT);
        assertThat(refused).isEmpty();
    }

    @Test
    void takesEachParameter() {
        assertThat(of(Map.of("outbound_mode", 2, "regid_mode", 1, "flow_timer", 999), OutboundSettings.DEFAULT))
                .isEqualTo(new OutboundSettings(Mode.REQUIRED, true, 999));
        assertThat(refused).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "outbound_mode, 3, an integer of 0..2 is wanted; '1' stays in force",
        "outbound_mode, x, an integer of 0..2 is wanted; '1' stays in force",
        "regid_mode, 2, an integer of 0..1 is wanted; '0' stays in force",
        "flow_timer, 1000, an integer of 0..999 is wanted; '30' stays in force",
        "flow_timer, -1, an integer of 0..999 is wanted; '30' stays in force"
    })
    void refusesABadValueWithItsNameAndRangeAndKeepsTheLast(String key, String value, String why) {
        OutboundSettings last = new OutboundSettings(Mode.SUPPORTED, false, 30);
        Map<String, Object> values = new HashMap<>(Map.of("outbound_mode", 1, "flow_timer", 30));
        values.put(key, value);
        assertThat(of(values, last)).isEqualTo(last);
        assertThat(refused).containsExactly("registrar." + key + ": '" + value + "' is refused; " + why);
    }

    @Test
    void refusesATimerWithoutOutbound() {
        assertThat(of(Map.of("flow_timer", 25), new OutboundSettings(Mode.SUPPORTED, false, 25)))
                .isEqualTo(OutboundSettings.DEFAULT);
        assertThat(refused)
                .containsExactly(
                        "registrar.flow_timer: '25' is refused; 0 unless outbound_mode is 1 or 2 is wanted; '0' stays in force");
    }

    @ParameterizedTest
    @CsvSource({"0, 0, true", "0, 1, false", "1, 1, true", "2, 999, true", "1, 0, true"})
    void judgesTheTimerTogetherWithTheMode(String mode, String timer, boolean good) {
        assertThat(OutboundCheck.check(Map.of("outbound_mode", mode, "regid_mode", "0", "flow_timer", timer)))
                .isEqualTo(good ? Optional.empty() : Optional.of(new Refusal("flow_timer", OutboundSettings.NO_TIMER)));
    }

    private OutboundSettings of(Map<String, Object> values, OutboundSettings last) {
        return OutboundSettings.of(Outbound.parameters(values), values, last, refused::add);
    }

    @Test
    void saysWhatMayNotBeMeant() {
        assertThat(OutboundCheck.notices(Map.of("outbound_mode", "0", "regid_mode", "0")))
                .isEmpty();
        assertThat(OutboundCheck.notices(Map.of("outbound_mode", "1", "regid_mode", "1")))
                .isEmpty();
        assertThat(OutboundCheck.notices(Map.of("outbound_mode", "0", "regid_mode", "1")))
                .containsExactly("regid_mode has no effect while outbound_mode is 0");
        assertThat(OutboundCheck.noticesWithPath(Map.of("outbound_mode", "2", "use_path", "0")))
                .hasSize(1);
        assertThat(OutboundCheck.noticesWithPath(Map.of("outbound_mode", "2", "use_path", "1")))
                .isEmpty();
        assertThat(OutboundCheck.noticesWithPath(Map.of("outbound_mode", "2"))).isEmpty();
    }
}
