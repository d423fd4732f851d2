package org.waypost.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.waypost.bench.CallBench.Measured;
import org.waypost.bench.CallBench.Sample;
import org.waypost.bench.call.CallResult;
import org.waypost.bench.proc.ThreadTimes;

class CallReportTest {

    @Test
    void putsTheRatioNextToItsBudgetWithWhatIsDoneLater() {
        String text = CallReport.text(
                List.of(measured("waypost", 1000, 300, 290, 390), measured("kamailio", 1000, 490, 490, 490)));

        assertThat(text)
                .containsPattern("waypost +310 \\(300 .. 400\\) +10 ")
                .containsPattern("call waypost/kamailio +0.62 0.60 0.80 +0.62 +<= 0.80 +pass")
                .contains("waypost, us by thread: reader 5.0")
                .doesNotContain("WARNING");
    }

    @Test
    void comparesTheRoutesInLua() {
        String text = CallReport.text(List.of(
                measured("waypost", 1000, 300),
                measured("waypost-lua", 1000, 470),
                measured("kamailio-lua", 1000, 490)));

        assertThat(text).containsPattern("call waypost-lua/kamailio-lua +0.96 +0.96 +<= 0.80 +miss, 20 % over");
    }

    @Test
    void warnsOfCallsThatWereNotCompleted() {
        assertThat(CallReport.text(List.of(measured("kamailio", 990, 500))))
                .contains("WARNING: kamailio: 1000 calls, 10 not completed, refused {503=10}, 0 messages repeated");
    }

    private static Measured measured(String server, long complete, double... cpuMicros) {
        Map<Integer, Long> refused = complete == 1000 ? Map.of() : Map.of(503, 1000 - complete);
        CallResult calls = new CallResult(1000, complete, refused, 0, 2.0, new Histogram(3));
        return new Measured(
                server,
                DoubleStream.of(cpuMicros)
                        .mapToObj(micros ->
                                new Sample(micros, 10, 4_000_000, new ThreadTimes(Map.of("reader", 5_000_000L)), calls))
                        .toList());
    }
}
