package org.waypost.kemi.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.waypost.kemi.support.Requests;
import org.waypost.kemi.support.Script;
import org.waypost.sip.HostPort;
import org.waypost.sip.ScriptEnd;
import org.waypost.sip.SendOptions;
import org.waypost.sip.SipContext;

class SendFunctionsTest {

    private final SipContext context = Requests.from("192.0.2.1", 5060);
    private final Script script = new Script(new CoreModule(null), context);

    @Test
    void keepsWithTheRequestHowItIsSent() {
        assertThat(options().asksForRport()).isFalse();
        assertThat(options().isOpenOnly()).isFalse();
        assertThat(options().isClosing()).isFalse();

        assertThat(script.call("add_local_rport")).isEqualTo(true);
        assertThat(script.call("set_forward_no_connect")).isEqualTo(true);
        assertThat(script.call("set_forward_close")).isEqualTo(true);

        assertThat(options().asksForRport()).isTrue();
        assertThat(options().isOpenOnly()).isTrue();
        assertThat(options().isClosing()).isTrue();
    }

    @Test
    void advertisesAnotherHostAndPortEachForItself() {
        assertThat(advertised()).isEqualTo("none");
        assertThat(script.call("set_advertised_port", "7777")).isEqualTo(1);
        assertThat(advertised()).isEqualTo("127.0.0.1:7777");
        assertThat(script.call("set_advertised_address", "[2001:db8::1]")).isEqualTo(1);
        assertThat(advertised()).isEqualTo("[2001:db8::1]:7777");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "65536", "5060x", "-1"})
    void refusesWhatIsNoPort(String port) {
        assertThat(script.call("set_advertised_port", port)).isEqualTo(-1);
        assertThat(advertised()).isEqualTo("none");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a;b", "a\r\nX: y", "[a"})
    void refusesWhatIsNoHost(String host) {
        assertThat(script.call("set_advertised_address", host)).isEqualTo(-1);
        assertThat(advertised()).isEqualTo("none");
    }

    @Test
    void dropsTheMessageAtTheEndOfTheScript() {
        assertThat(script.call("set_drop")).isSameAs(ScriptEnd.DROP_AT_END);
    }

    private SendOptions options() {
        return context.attachment(SendOptions.class, SendOptions::new);
    }

    private String advertised() {
        return options().sentBy(context.flow().local()).map(HostPort::toString).orElse("none");
    }
}
