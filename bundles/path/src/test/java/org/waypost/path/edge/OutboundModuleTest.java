package org.waypost.path.edge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waypost.path.FlowRouting;
import org.waypost.sip.SipContext;
import org.waypost.sip.Transport;

/** What scripts are told. */
class OutboundModuleTest {

    private final SipContext request = Message.of("INVITE", Transport.UDP);
    private String called = "";

    @ParameterizedTest
    @CsvSource({"ROUTED, 2", "OWN, 1", "NONE, -1", "FORGED, -2", "GONE, -3"})
    void tellsScriptsOfTokensInNumbers(FlowRouting.Verdict verdict, int code) {
        assertThat(call("use_flow", verdict)).isEqualTo(code);
    }

    @Test
    void recordsTheFlow() {
        assertThat(call("record_route", FlowRouting.Verdict.NONE)).isEqualTo(1);
        assertThat(called).isEqualTo("recordRoute");
    }

    @Test
    void saysWhetherOutboundIsUsed() {
        assertThat(call("use_outbound", FlowRouting.Verdict.NONE)).isEqualTo(-1);
        assertThat(call("use_outbound", FlowRouting.Verdict.OWN)).isEqualTo(1);
    }

    private Object call(String function, FlowRouting.Verdict verdict) {
        FlowRouting flows = new FlowRouting() {
            @Override
            public boolean usesOutbound(SipContext context) {
                return verdict == Verdict.OWN;
            }

            @Override
            public void addPath(SipContext context, String user, String parameters, boolean received) {
                called = "addPath";
            }

            @Override
            public Verdict follow(SipContext context) {
                return verdict;
            }

            @Override
            public void recordRoute(SipContext context) {
                called = "recordRoute";
            }
        };
        return new OutboundModule(flows).functions().get(function).function().call(request, new Object[0]);
    }
}
