package org.waypost.management.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.waypost.management.metrics.PrometheusText.Type;
import org.waypost.operations.Locations;
import org.waypost.operations.OperationException;
import org.waypost.operations.StatisticsBook;
import org.waypost.operations.StatisticsBook.Statistic;

/**
 * The statistics of all bundles: {@code registrar:accepted_regs} as {@code waypost_registrar_accepted_regs_total}, gauges without the
 * suffix. What usrloc counts for each table has the table as a label.
 */
@Component(service = MetricSource.class)
public final class StatisticMetrics implements MetricSource {

    private static final String USRLOC = "usrloc";
    private static final Set<String> OF_A_TABLE = Set.of("contacts", "expires", "users");

    private final StatisticsBook book;
    private final Locations locations;

    @Activate
    public StatisticMetrics(@Reference StatisticsBook book, @Reference Locations locations) {
        this.book = book;
        this.locations = locations;
    }

    /** A statistic of one table. */
    private record OfTable(String table, String what, Statistic statistic) {}

    @Override
    public void write(PrometheusText out) {
        Set<String> tables = tables();
        Map<String, List<OfTable>> perTable = new TreeMap<>();
        for (Statistic statistic : book.read(List.of("all"))) {
            Optional<OfTable> ofTable = ofTable(statistic, tables);
            if (ofTable.isPresent()) {
                perTable.computeIfAbsent(ofTable.get().what(), what -> new ArrayList<>())
                        .add(ofTable.get());
            } else {
                family(out, statistic, statistic.name()).sample(statistic.value());
            }
        }
        perTable.forEach((what, statistics) -> {
            family(out, statistics.get(0).statistic(), what);
            statistics.forEach(
                    each -> out.sample("table", each.table(), each.statistic().value()));
        });
    }

    private Set<String> tables() {
        try {
            return locations.tables();
        } catch (OperationException e) {
            return Set.of();
        }
    }

    private static Optional<OfTable> ofTable(Statistic statistic, Set<String> tables) {
        int end = statistic.name().lastIndexOf('_');
        if (!statistic.group().equals(USRLOC) || end < 0) {
            return Optional.empty();
        }
        String table = statistic.name().substring(0, end);
        String what = statistic.name().substring(end + 1);
        return tables.contains(table) && OF_A_TABLE.contains(what)
                ? Optional.of(new OfTable(table, what, statistic))
                : Optional.empty();
    }

    private static PrometheusText family(PrometheusText out, Statistic statistic, String name) {
        String help = StatisticHelp.of(statistic.group(), name);
        return statistic.gauge()
                ? out.family(PrometheusText.name("waypost", statistic.group(), name), Type.GAUGE, help)
                : out.family(PrometheusText.name("waypost", statistic.group(), name, "total"), Type.COUNTER, help);
    }
}
