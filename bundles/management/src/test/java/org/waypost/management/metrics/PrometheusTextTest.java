package org.waypost.management.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waypost.management.metrics.PrometheusText.Type;

class PrometheusTextTest {

    private final PrometheusText text = new PrometheusText();

    @Test
    void writesHelpTypeAndSamples() {
        text.family("calls_total", Type.COUNTER, "Calls.")
                .sample("to", "bob", 2)
                .sample(3);
        assertThat(text).hasToString("""
                # HELP calls_total Calls.
                # TYPE calls_total counter
                calls_total{to="bob"} 2
                calls_total 3
                """);
    }

    @Test
    void escapesWhatWouldEndALineOrALabel() {
        text.family("a", Type.GAUGE, "back\\slash, \"quotes\"\nand lines")
                .sample(Map.of("x", "back\\slash, \"quotes\"\nand lines"), 1);
        assertThat(text).hasToString("""
                # HELP a back\\\\slash, "quotes"\\nand lines
                # TYPE a gauge
                a{x="back\\\\slash, \\"quotes\\"\\nand lines"} 1
                """);
    }

    @Test
    void makesNamesOfWords() {
        assertThat(PrometheusText.name("waypost", "my-table.x", "1xx")).isEqualTo("waypost_my_table_x_1xx");
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "-1, -1", "0.5, 0.5", "12550406144, 12550406144", "1e300, 1.0E300", "Infinity, +Inf", "NaN, NaN"
    })
    void writesNumbersAsPrometheusReadsThem(double value, String written) {
        assertThat(PrometheusText.number(value)).isEqualTo(written);
    }
}
