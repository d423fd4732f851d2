package org.waypost.itest.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExchangeTest {

    @Test
    void readsSettingsMessagesAndReplies() {
        Exchange exchange = Exchange.parse("x", """
                # Title.
                # param usrloc matching_mode 1
                # param registrar received_param
                # transport tcp
                REGISTER sip:a SIP/2.0
                ----
                SIP/2.0 200 OK
                ----
                # wait 1.5
                REGISTER sip:b SIP/2.0

                body
                ----
                (no answer)
                ----
                # relayed
                MESSAGE sip:c SIP/2.0
                ----
                (relayed)
                MESSAGE sip:d SIP/2.0
                """);
        assertThat(exchange.transport()).isEqualTo("tcp");
        assertThat(exchange.settings())
                .containsExactly(
                        new Exchange.Setting("usrloc", "matching_mode", "1"),
                        new Exchange.Setting("registrar", "received_param", ""));
        assertThat(exchange.steps())
                .containsExactly(
                        new Exchange.Step(0, false, "REGISTER sip:a SIP/2.0\n\n", "SIP/2.0 200 OK"),
                        new Exchange.Step(1.5, false, "REGISTER sip:b SIP/2.0\n\nbody\n", Exchange.NO_ANSWER),
                        new Exchange.Step(0, true, "MESSAGE sip:c SIP/2.0\n\n", "(relayed)\nMESSAGE sip:d SIP/2.0"));
        assertThat(Exchange.parse("x", exchange.text())).isEqualTo(exchange);
    }

    @ParameterizedTest
    @ValueSource(strings = {"exchanges", "written"})
    void everyMessageOfTheFilesHasItsReply(String folder) {
        List<Exchange> exchanges = Exchange.readAll(Path.of("src/test/resources", folder));
        assertThat(exchanges)
                .isNotEmpty()
                .allSatisfy(exchange -> assertThat(exchange.steps())
                        .isNotEmpty()
                        .allSatisfy(step -> assertThat(step.reply()).isNotBlank()));
    }
}
