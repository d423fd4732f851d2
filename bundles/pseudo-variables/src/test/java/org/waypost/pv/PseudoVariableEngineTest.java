package org.waypost.pv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.waypost.sip.SipContext;
import org.waypost.sip.Value;

class PseudoVariableEngineTest {

    private final PseudoVariableEngine engine = Engines.alone();
    private final SipContext context = RequestInHand.of("""
            INVITE sip:bob@example.com SIP/2.0
            Via: SIP/2.0/UDP 127.0.0.1:5090;branch=z9hG4bK1
            Via: SIP/2.0/UDP 10.0.0.1;branch=z9hG4bK0
            From: "Alice" <sip:alice@example.org>;tag=1
            To: <sip:bob@example.com>
            Call-ID: c
            CSeq: 7 INVITE
            """);

    @Test
    void fillsInTheVariablesOfAText() {
        assertThat(engine.template("sip:$rU@$rd").evaluate(context)).isEqualTo("sip:bob@example.com");
        assertThat(engine.template("$$1 $fn $(hdr(Via)[-1]{s.len}) $du").evaluate(context))
                .isEqualTo("$1 \"Alice\" 36 <null>");
        assertThat(engine.template("plain").evaluate(context)).isEqualTo("plain");
    }

    @Test
    void takesAnIndexFromAnotherVariable() {
        engine.variable("$var(i)").set(context, Value.of(1));

        assertThat(engine.variable("$(hdr(Via)[$var(i)])").get(context).text()).startsWith("SIP/2.0/UDP 10.0.0.1");
    }

    @Test
    void refusesWhatIsMalformed() {
        for (String malformed :
                new String[] {"ru", "$", "$(ru", "$hdr(", "$(hdr(Via)[x])", "$(ru{no.such})", "$ru$rd", "$hdr()"}) {
            assertThatIllegalArgumentException().as(malformed).isThrownBy(() -> engine.variable(malformed));
        }
    }
}
