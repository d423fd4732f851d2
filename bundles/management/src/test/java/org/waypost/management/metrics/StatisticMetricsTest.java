package org.waypost.management.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.waypost.management.Fakes;
import org.waypost.operations.Locations;
import org.waypost.operations.StatisticsBook;
import org.waypost.operations.StatisticsBook.Statistic;

class StatisticMetricsTest {

    private final StatisticsBook book = Fakes.of(
            StatisticsBook.class,
            "read",
            arguments -> List.of(
                    new Statistic("registrar", "accepted_regs", false, 7),
                    new Statistic("registrar", "max_contacts", true, 3),
                    new Statistic("usrloc", "location_contacts", true, 2),
                    new Statistic("usrloc", "location_expires", false, 5),
                    new Statistic("usrloc", "my_table_contacts", true, 1),
                    new Statistic("usrloc", "registered_users", true, 3),
                    new Statistic("new", "unheard-of", false, 1)));
    private final Locations locations =
            Fakes.of(Locations.class, "tables", arguments -> Set.of("location", "my_table"));

    @Test
    void marksCountersAndGauges() {
        assertThat(text())
                .contains(
                        "# TYPE waypost_registrar_accepted_regs_total counter\nwaypost_registrar_accepted_regs_total 7\n")
                .contains("# TYPE waypost_registrar_max_contacts gauge\nwaypost_registrar_max_contacts 3\n");
    }

    @Test
    void hasTheTableAsALabel() {
        assertThat(text())
                .contains("# TYPE waypost_usrloc_contacts gauge\n"
                        + "waypost_usrloc_contacts{table=\"location\"} 2\n"
                        + "waypost_usrloc_contacts{table=\"my_table\"} 1\n")
                .contains("waypost_usrloc_expires_total{table=\"location\"} 5\n")
                .contains("waypost_usrloc_registered_users 3\n");
    }

    @Test
    void explainsEachAsWellAsItCan() {
        assertThat(text())
                .contains("# HELP waypost_registrar_accepted_regs_total REGISTERs that were accepted.\n")
                .contains("# HELP waypost_new_unheard_of_total The statistic new:unheard-of.\n");
    }

    private String text() {
        PrometheusText out = new PrometheusText();
        new StatisticMetrics(book, locations).write(out);
        return out.toString();
    }
}
