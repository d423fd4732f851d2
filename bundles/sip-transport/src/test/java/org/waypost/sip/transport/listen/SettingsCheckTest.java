package org.waypost.sip.transport.listen;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.waypost.sip.ParameterCheck.Refusal;

class SettingsCheckTest {

    private static final String FORM = "[udp:|tcp:|tls:|ws:|wss:]host[:port] [advertise host[:port]] in the place of ";
    private static final String IN_USE = "udp:127.0.0.1:0";

    private Optional<String> listening = Optional.of(IN_USE);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                IN_USE,
                "127.0.0.1",
                "udp:127.0.0.1:5060, tcp:[::1]:5060",
                "udp:127.0.0.1 advertise sip.nowhere.invalid:5070",
                "127.0.0.1, udp:127.0.0.1:5060"
            })
    void acceptsListsOfListeners(String listen) {
        assertThat(refusal("listen", listen)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "udp:127.0.0.1:5060;x, udp:127.0.0.1:5060;x",
        "'udp:127.0.0.1, sctp:127.0.0.1', sctp:127.0.0.1",
        "udp:127.0.0.1:70000, udp:127.0.0.1:70000",
        "udp:127.0.0.1 advertise, udp:127.0.0.1 advertise",
        "udp:127.0.0.1 advertise x:70000, udp:127.0.0.1 advertise x:70000"
    })
    void namesTheListenerThatCannotBeRead(String listen, String part) {
        assertThat(refusal("listen", listen)).contains(new Refusal("listen", FORM + "'" + part + "'"));
    }

    @Test
    void refusesAHostThatIsNotKnown() {
        assertThat(refusal("listen", IN_USE + ", tcp:nowhere.invalid"))
                .contains(new Refusal("listen", "a host that is known in the place of 'tcp:nowhere.invalid:5060'"));
    }

    @Test
    void refusesTwoNamesForOneSocket() {
        assertThat(refusal("listen", "udp:127.0.0.1:5060 advertise a, udp:127.0.0.1 advertise b"))
                .contains(new Refusal(
                        "listen", "only one of 'udp:127.0.0.1:5060 advertise a' and 'udp:127.0.0.1:5060 advertise b'"));
    }

    @Test
    void doesNotJudgeAgainWhatIsInForce() {
        listening = Optional.of("udp:nowhere.invalid");
        assertThat(refusal("listen", "udp:nowhere.invalid")).isEmpty();
        assertThat(refusal("listen", "udp:elsewhere.invalid")).isPresent();
    }

    @Test
    void wantsOneKnownHostAtTheStart() {
        listening = Optional.empty();
        assertThat(refusal("listen", "udp:nowhere.invalid,127.0.0.1")).isEmpty();
        assertThat(refusal("listen", "udp:127.0.0.1 advertise a, udp:127.0.0.1 advertise b"))
                .isEmpty();
        assertThat(refusal("listen", "")).isEmpty();
        assertThat(refusal("listen", "nowhere.invalid")).isPresent();
        assertThat(refusal("listen", "udp:127.0.0.1,udp:")).isPresent();
    }

    @Test
    void knowsWhatTheTransportListensTo() {
        try (TestServer server = new TestServer("listen", IN_USE)) {
            assertThat(server.transport.listen()).isEqualTo(IN_USE);
            server.modify("listen", "udp:127.0.0.1:x");
            assertThat(server.transport.listen()).isEqualTo(IN_USE);
            server.modify("listen", "tcp:127.0.0.1:0");
            assertThat(server.transport.listen()).isEqualTo("tcp:127.0.0.1:0");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "alias, 'example.com, sip:example.com:x', [proto:]host[:port]",
        "alias, example.com:70000, [proto:]host[:port]",
        "server_header, Waypost, a header line 'Name: value'",
        "server_header, 'Server: Waypost\r\nVia: x', a header line 'Name: value'"
    })
    void refusesOtherParametersThatCannotBeRead(String key, String value, String wanted) {
        assertThat(refusal(key, value.replace("\\r\\n", "\r\n"))).contains(new Refusal(key, wanted));
    }

    private Optional<Refusal> refusal(String key, String value) {
        Map<String, String> values = new HashMap<>(
                Map.of("listen", IN_USE, "alias", "example.com udp:example.net:5060", "server_header", ""));
        values.put(key, value);
        return SettingsCheck.check(values, listening);
    }
}
