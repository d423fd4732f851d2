package org.waypost.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;

class OptionsTest {

    @Test
    void givesWhatWasSetAndElseTheDefault() {
        Options options = options("--rate", "200", "--transport", "tcp");

        assertThat(options.number("rate", 5000, 1, 1000)).isEqualTo(200);
        assertThat(options.number("aors", 7, 1, 1000)).isEqualTo(7);
        assertThat(options.oneOf("transport", "udp", "udp", "tcp")).isEqualTo("tcp");
    }

    @Test
    void namesTheOptionAndItsRangeWhenItRefuses() {
        assertThatThrownBy(() -> options("--rate", "0").number("rate", 1, 1, 9)).hasMessage("--rate 0, expected 1..9");
        assertThatThrownBy(() -> options("--rate", "x").number("rate", 1, 1, 9)).hasMessage("--rate x, expected 1..9");
        assertThatThrownBy(() -> options("--transport", "sctp").oneOf("transport", "udp", "udp", "tcp"))
                .hasMessage("--transport sctp, expected udp|tcp");
    }

    @Test
    void refusesUnknownOptionsAndMissingValues() {
        assertThatThrownBy(() -> options("--speed", "1")).hasMessageContaining("unknown option --speed");
        assertThatThrownBy(() -> options("rate", "1")).hasMessageContaining("unknown option rate");
        assertThatThrownBy(() -> options("--rate")).hasMessage("--rate needs a value");
    }

    private static Options options(String... arguments) {
        return new Options(arguments, Set.of("rate", "aors", "transport"));
    }
}
