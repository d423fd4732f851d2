package org.waypost.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.waypost.bench.RegisterBench.Measured;
import org.waypost.bench.RegisterBench.Sample;
import org.waypost.bench.load.LoadResult;
import org.waypost.bench.load.Mode;
import org.waypost.bench.proc.ThreadTimes;

class RegisterReportTest {

    private static final LoadResult ALL_OK = result(1000, Map.of(200, 1000L));

    @Test
    void putsEachRatioNextToItsBudget() {
        String text = RegisterReport.text(List.of(
                measured("waypost", ALL_OK, 12, 10, 20),
                measured("echo", ALL_OK, 8, 8, 8),
                measured("kamailio", ALL_OK, 50, 50, 50)));

        assertThat(text)
                .containsPattern("refresh waypost/kamailio +0.24 0.20 0.40 +0.24 +<= 0.30 +pass")
                .containsPattern("refresh waypost/echo +1.50 1.25 2.50 +1.50 +<= 2.00 +pass")
                .containsPattern("first waypost/kamailio +0.24 0.20 0.40 +0.24 +<= 0.20 +miss, 20 % over")
                .contains("waypost refresh, us by thread: reader 5.0")
                .doesNotContain("WARNING");
    }

    @Test
    void comparesTheRouteInLuaWithTheBuiltInOneAndWithKamailios() {
        String text = RegisterReport.text(List.of(
                measured("waypost", ALL_OK, 10, 10),
                measured("waypost-lua", ALL_OK, 15, 25),
                measured("kamailio-lua", ALL_OK, 50, 20)));

        assertThat(text)
                .containsPattern("refresh waypost-lua/waypost +1.50 2.50 +2.00 +<= 2.00 +pass")
                .containsPattern("first waypost-lua/kamailio-lua +0.30 1.25 +0.78 +<= 1.00 +pass")
                .contains("waypost-lua first, us by thread: reader 5.0");
    }

    @Test
    void showsLatencyPercentilesInMicroseconds() {
        assertThat(RegisterReport.text(List.of(measured("echo", ALL_OK, 8, 8, 8))))
                .containsPattern("refresh +echo +8.0 \\(8.0 .. 8.0\\) +50 +99 +4 +500 +0");
    }

    @Test
    void leavesOutTheRatiosToWhatWasNotMeasured() {
        assertThat(RegisterReport.text(List.of(measured("waypost", ALL_OK, 12, 10, 20))))
                .doesNotContain("kamailio");
    }

    @Test
    void warnsOfLossesAndRefusals() {
        String text = RegisterReport.text(List.of(measured("kamailio", result(1000, Map.of(200, 990L, 503, 7L)), 50)));

        assertThat(text).contains("WARNING: kamailio, REFRESH: 1000 sent, 3 lost, 0 strays, by status");
    }

    private static Measured measured(String server, LoadResult load, double... cpuMicros) {
        List<Sample> samples = new ArrayList<>();
        for (double micros : cpuMicros) {
            samples.add(new Sample(micros, 4_000_000, new ThreadTimes(Map.of("reader", 5_000_000L)), load));
        }
        Map<Mode, List<Sample>> byMode = new EnumMap<>(Mode.class);
        byMode.put(Mode.FIRST, samples);
        byMode.put(Mode.REFRESH, samples);
        return new Measured(server, byMode);
    }

    /** Answered after 1 to 100 microseconds, evenly. */
    private static LoadResult result(long sent, Map<Integer, Long> byStatus) {
        Histogram nanos = new Histogram(3);
        for (int micros = 1; micros <= 100; micros++) {
            nanos.recordValue(micros * 1000L);
        }
        long answered = byStatus.values().stream().mapToLong(Long::longValue).sum();
        return new LoadResult(sent, answered, byStatus, byStatus.getOrDefault(200, 0L), 0, 2.0, nanos);
    }
}
