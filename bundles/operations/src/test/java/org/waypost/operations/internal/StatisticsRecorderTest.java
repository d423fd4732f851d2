package org.waypost.operations.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ObjLongConsumer;
import org.junit.jupiter.api.Test;
import org.waypost.operations.StatisticsBook;
import org.waypost.operations.StatisticsBook.Cleared;
import org.waypost.operations.StatisticsBook.History;
import org.waypost.operations.StatisticsBook.Rate;
import org.waypost.operations.StatisticsBook.Series;
import org.waypost.operations.StatisticsBook.Statistic;
import org.waypost.sip.StatisticsGroup;

class StatisticsRecorderTest {

    private final Group registrar = new Group("registrar", "accepted_regs", "rejected_regs", "max_expires");
    private final Group usrloc = new Group("usrloc", "location_users");
    private final StatisticsBook book = Operations.statistics(usrloc, registrar);

    @Test
    void readsByKamailiosSelectors() {
        registrar.values.put("accepted_regs", 12L);
        assertThat(names(List.of()))
                .containsExactly(
                        "registrar:accepted_regs",
                        "registrar:max_expires",
                        "registrar:rejected_regs",
                        "usrloc:location_users");
        assertThat(names(List.of("all"))).hasSize(4);
        assertThat(names(List.of("usrloc:"))).containsExactly("usrloc:location_users");
        assertThat(names(List.of("accepted_regs", "usrloc:location_users")))
                .containsExactly("registrar:accepted_regs", "usrloc:location_users");
        assertThat(names(List.of("nothing", "registrar:nothing", "regs", "registrar:regs")))
                .isEmpty();
        assertThat(book.values(List.of("accepted_regs"))).containsExactly(Map.entry("registrar:accepted_regs", 12L));
        assertThat(book.read(List.of("max_expires")))
                .containsExactly(new Statistic("registrar", "max_expires", true, 0));
    }

    @Test
    void clearsAGroupAsAWholeButItsGauges() {
        registrar.values.putAll(Map.of("accepted_regs", 12L, "rejected_regs", 0L, "max_expires", 5L));
        assertThat(book.clear(List.of("registrar:")))
                .containsExactly(
                        new Cleared("registrar", "accepted_regs", 0, 12),
                        new Cleared("registrar", "max_expires", 5, 5),
                        new Cleared("registrar", "rejected_regs", 0, 0));
        assertThat(registrar.values).containsEntry("accepted_regs", 0L).containsEntry("max_expires", 5L);
    }

    @Test
    void clearsOneOfAGroupAndLeavesTheOthers() {
        registrar.values.putAll(Map.of("accepted_regs", 12L, "rejected_regs", 3L));
        assertThat(book.clear(List.of("accepted_regs")))
                .containsExactly(new Cleared("registrar", "accepted_regs", 0, 12));
        registrar.values.put("accepted_regs", 14L);
        assertThat(book.values(List.of("registrar:")))
                .containsEntry("registrar:accepted_regs", 2L)
                .containsEntry("registrar:rejected_regs", 3L);

        registrar.values.put("accepted_regs", 1L);
        assertThat(book.values(List.of("accepted_regs")))
                .as("the group began anew by itself")
                .containsEntry("registrar:accepted_regs", 1L);
        book.clear(List.of("accepted_regs"));
        book.reset(List.of("all"));
        registrar.values.put("accepted_regs", 4L);
        assertThat(book.values(List.of("accepted_regs"))).containsEntry("registrar:accepted_regs", 4L);
    }

    @Test
    void tellsHowQuicklyCountersCount() {
        assertThat(book.rates(List.of())).isEmpty();
        for (int second = 0; second <= 100; second++) {
            // 10 a second at first, 40 a second in the last five
            registrar.values.put("accepted_regs", second <= 95 ? second * 10L : 950 + (second - 95) * 40L);
            Operations.sample(book, second);
        }
        assertThat(book.rates(List.of("accepted_regs")))
                .containsExactly(new Rate("registrar", "accepted_regs", 40, 25, 12.5));
        assertThat(book.rates(List.of("max_expires"))).as("a gauge").isEmpty();
    }

    @Test
    void goesOnCountingFromZeroAfterAReset() {
        long[] values = {100, 110, 3, 5};
        for (int second = 0; second < values.length; second++) {
            registrar.values.put("accepted_regs", values[second]);
            Operations.sample(book, second);
        }
        assertThat(book.rates(List.of("accepted_regs")).get(0).minute()).isEqualTo(5);
    }

    @Test
    void remembersTenMinutes() {
        for (int second = 0; second < 700; second++) {
            registrar.values.put("accepted_regs", second * 2L);
            usrloc.values.put("location_users", (long) second);
            Operations.sample(book, second);
        }
        History history = book.history(List.of("accepted_regs", "location_users"), 10_000);
        assertThat(history.end()).isEqualTo(699);
        assertThat(history.seconds()).isEqualTo(600);
        assertThat(history.series()).extracting(Series::name).containsExactly("accepted_regs", "location_users");
        assertThat(history.series().get(0).values()).hasSize(600).containsOnly(2.0);
        assertThat(history.series().get(1).values()).startsWith(100.0).endsWith(699.0);
        assertThat(book.history(List.of("all"), 3).series().get(0).values()).hasSize(3);
    }

    @Test
    void leavesAGapWhereAStatisticWasNotThere() {
        Operations.sample(book, 0);
        Operations.sample(book, 1);
        registrar.values.put("new", 5L);
        Operations.sample(book, 2);
        registrar.values.put("new", 8L);
        Operations.sample(book, 3);
        assertThat(book.history(List.of("new"), 600).series().get(0).values())
                .containsExactly(Double.NaN, Double.NaN, 3.0);
        assertThat(book.rates(List.of("new")).get(0).minute()).isEqualTo(3);
    }

    private List<String> names(List<String> selectors) {
        return book.read(selectors).stream().map(Statistic::id).toList();
    }

    private static final class Group implements StatisticsGroup {

        private final String group;
        private final Map<String, Long> values = new TreeMap<>();

        Group(String group, String... names) {
            this.group = group;
            for (String name : names) {
                values.put(name, 0L);
            }
        }

        @Override
        public String group() {
            return group;
        }

        @Override
        public void collect(ObjLongConsumer<String> sink) {
            values.forEach(sink::accept);
        }

        @Override
        public boolean isGauge(String name) {
            return name.equals("max_expires") || name.equals("location_users");
        }

        @Override
        public void reset() {
            values.replaceAll((name, value) -> isGauge(name) ? value : 0);
        }
    }
}
