package org.waypost.kemi.nathelper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waypost.kemi.support.Requests;
import org.waypost.sip.PseudoVariableProvider.Index;
import org.waypost.sip.SipContext;

/** What the variables say, as Kamailio 5.6.3 did; header lines are divided by bars. */
class RecordRouteVariablesTest {

    private final RecordRouteVariables variables = new RecordRouteVariables();

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "'', 0, 0",
                "<sip:1.2.3.4;lr>, 1, 1",
                "'<sip:1.2.3.4;lr>,<sip:2.3.4.5;lr>', 2, 1",
                "<sip:1.2.3.4;r2=on;lr>|<sip:2.3.4.5;lr;r2=on>, 2, 2",
                "'<sip:1.2.3.4;r2=on;lr>, <sip:2.3.4.5;lr;r2=on>|<sip:3.3.3.3;lr>', 3, 2",
                "<sip:1.2.3.4;lr>|<sip:2.3.4.5;lr;r2=on>|<sip:2.3.4.6;lr;r2=on>, 3, 1",
                "<sip:1.2.3.4;lr>;r2=on, 1, 1",
                "<sip:1.2.3.4;lr;r2=on>, 1, 2",
                "garbage, -, -"
            })
    void countTheEntries(String lines, String all, String top) {
        StringBuilder headers = new StringBuilder();
        for (String line : lines.split("\\|")) {
            headers.append(line.isEmpty() ? "" : "Record-Route: " + line + "\n");
        }
        SipContext context = Requests.invite(
                "sip:bob@example.com", "h", headers.toString(), "", new InetSocketAddress("192.0.2.1", 5060));
        assertThat(value(context, "rr_count")).isEqualTo(all);
        assertThat(value(context, "rr_top_count")).isEqualTo(top);
    }

    @Test
    void takeNothing() {
        assertThat(variables.names()).containsExactlyInAnyOrder("rr_count", "rr_top_count");
        assertThatThrownBy(() -> variables.compile("rr_count", "x", Index.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("$rr_count takes nothing");
    }

    private String value(SipContext context, String name) {
        var value = variables.compile(name, "", Index.NONE).get(context);
        return value.isNull() ? null : value.text();
    }
}
