package org.waypost.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.waypost.bench.ThroughputBench.Measured;
import org.waypost.bench.ThroughputBench.Sample;
import org.waypost.bench.load.LoadResult;
import org.waypost.bench.load.Mode;
import org.waypost.bench.proc.ThreadTimes;

class ThroughputReportTest {

    @Test
    void theBestIsTheHighestRateThatKeepsTheLatencyAndLosesNothing() {
        Sample slow = sample(16, 5000, 3, 0);
        Sample best = sample(64, 9000, 20, 0);
        Sample late = sample(512, 12_000, 51, 0);
        Sample lossy = sample(256, 11_000, 30, 1);

        assertThat(ThroughputBench.best(List.of(slow, best, late, lossy))).isSameAs(best);
    }

    @Test
    void ifNothingCountsTheBestIsWhatWasAnsweredSoonest() {
        Sample later = sample(64, 9000, 90, 0);
        Sample sooner = sample(32, 5000, 80, 0);

        assertThat(ThroughputBench.best(List.of(later, sooner))).isSameAs(sooner);
    }

    @Test
    void putsTheRatioOfTheRatesNextToItsBudget() {
        String text = ThroughputReport.text(List.of(
                measured("waypost", sample(128, 24_000, 12, 0), sample(128, 36_000, 60, 0)),
                measured("kamailio", sample(64, 10_000, 8, 0), sample(64, 10_000, 9, 0))));

        assertThat(text)
                .containsPattern("refresh waypost/kamailio +2.40 3.60 +3.00 +>= 3.00 +pass +in 1 of 2 rounds")
                .containsPattern(
                        "first +kamailio +64 +10000 \\(10000 .. 10000\\) +8.5 +8.5 \\(8.0 .. 9.0\\) +20 +30 +0")
                .containsPattern("first +waypost +128 \\* +24000")
                .contains("waypost refresh, us by thread: lane 5.0")
                .contains("tables of kamailio: all there");
    }

    @Test
    void countsWhatWasLost() {
        String text = ThroughputReport.text(List.of(measured("waypost", sample(64, 9000, 5, 3))));

        assertThat(text)
                .containsPattern("first +waypost +64 +9000 .*\\) +20 +30 +3")
                .doesNotContain("ratio");
    }

    private static Measured measured(String server, Sample... samples) {
        Map<Mode, List<Sample>> all = Map.of(Mode.FIRST, List.of(samples), Mode.REFRESH, List.of(samples));
        Map<Mode, List<Sample>> tries = Map.of(Mode.FIRST, List.of(samples[0]), Mode.REFRESH, List.of(samples[0]));
        return new Measured(server, tries, all, "all there");
    }

    /** All of them answered after the same time. */
    private static Sample sample(int window, long rate, long millis, long lost) {
        Histogram nanos = new Histogram(3);
        nanos.recordValue(millis * 1_000_000);
        LoadResult load = new LoadResult(rate + lost, rate, Map.of(200, rate), rate, 0, 1.0, nanos);
        return new Sample(window, 20, 30, new ThreadTimes(Map.of("lane", 5000L * rate)), load);
    }
}
