package org.waypost.registrar.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.waypost.sip.ByteSink;
import org.waypost.sip.Octets;

class QualityTest {

    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "1.000, 1",
        "01, 1",
        "001.0, 1",
        "0, 0",
        ".0, 0",
        "0.5, 0.5",
        ".5, 0.5",
        "00.5, 0.5",
        "0.25, 0.25",
        "0.12345, 0.123",
        ".0001, 0",
        "0.010, 0.01",
        "0.9999, 0.999",
        "0.99999999999999999999, 0.999",
        "' 0.5', 0.5"
    })
    void readsAndWritesInThousandths(String text, String written) {
        ByteSink out = Exchange.of("REGISTER sip:h SIP/2.0\r\n\r\n").context.replyHeaders();
        Quality.write(Quality.parse(Octets.of(text)), out);
        assertThat(out.bytes()).asString().isEqualTo(written);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.",
                "1.",
                ".",
                "2",
                "10",
                "1.001",
                "1.0001",
                "-0.5",
                "+0.5",
                "0.5x",
                "0.5.1",
                "a",
                "0.5 ",
                "0.2=3",
                "99999999999999999999"
            })
    void refusesWhatIsNoQ(String text) {
        assertThat(Quality.parse(Octets.of(text))).isEqualTo(Quality.INVALID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void takesAnEmptyOneForNone(String text) {
        assertThat(Quality.parse(Octets.of(text))).isEqualTo(Quality.UNSPECIFIED);
    }
}
