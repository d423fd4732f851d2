package org.waypost.itest.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Makes tests of probes: the parameter is changed and set back, and it is looked before, in between and afterwards. */
final class Probing {

    private Probing() {}

    /** One after the other, as they share what they are tried on. */
    @SafeVarargs
    static Stream<DynamicTest> tests(Bench bench, List<Probe>... groups) {
        return Stream.of(groups)
                .flatMap(List::stream)
                .map(probe -> dynamicTest(test -> test.displayName(probe.toString())
                        .executionMode(ExecutionMode.SAME_THREAD)
                        .executable(() -> check(bench, probe))))
                .onClose(bench::close);
    }

    private static void check(Bench bench, Probe probe) throws Exception {
        List<Setting> given = new ArrayList<>(bench.now(probe.given()));
        Collections.reverse(given);
        bench.set(probe.given());
        List<Setting> changed = bench.now(probe.changes());
        try {
            look(bench, List.of(), probe, probe.before(), "before");
            look(bench, probe.changes(), probe, probe.after(), "after");
            look(bench, changed, probe, probe.back(), "set back");
        } finally {
            bench.set(changed);
            bench.set(given);
        }
    }

    private static void look(Bench bench, List<Setting> settings, Probe probe, String expected, String when)
            throws Exception {
        bench.begin();
        bench.set(settings);
        String seen = probe.look().at(bench);
        long end = System.nanoTime() + Bench.SOON.toNanos();
        while (probe.isTimed() && !isAs(expected, seen) && System.nanoTime() < end) {
            Thread.sleep(50);
            seen = probe.look().at(bench);
        }
        if (expected.startsWith("~")) {
            assertThat(seen).as(when).matches(expected.substring(1));
        } else {
            assertThat(seen).as(when).isEqualTo(expected);
        }
    }

    private static boolean isAs(String expected, String seen) {
        return expected.startsWith("~") ? seen.matches(expected.substring(1)) : seen.equals(expected);
    }
}
