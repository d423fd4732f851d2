package org.waypost.management.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.waypost.sip.LatencyHistogram;

class LatencyMetricsTest {

    @Test
    void eachBucketCountsWhatIsInTheLesserOnesToo() {
        LatencyMetrics metrics = new LatencyMetrics();
        metrics.histograms = List.of(new Measured());
        PrometheusText out = new PrometheusText();
        metrics.write(out);
        assertThat(out).hasToString("""
                # HELP waypost_register_seconds How long.
                # TYPE waypost_register_seconds histogram
                waypost_register_seconds_bucket{le="0.001"} 3
                waypost_register_seconds_bucket{le="0.5"} 7
                waypost_register_seconds_bucket{le="+Inf"} 8
                waypost_register_seconds_sum 2.5
                waypost_register_seconds_count 8
                """);
    }

    private static final class Measured implements LatencyHistogram {

        @Override
        public String name() {
            return "register";
        }

        @Override
        public String description() {
            return "How long.";
        }

        @Override
        public long[] bounds() {
            return new long[] {1_000_000, 500_000_000};
        }

        @Override
        public long[] counts() {
            return new long[] {3, 4, 1};
        }

        @Override
        public long sum() {
            return 2_500_000_000L;
        }
    }
}
