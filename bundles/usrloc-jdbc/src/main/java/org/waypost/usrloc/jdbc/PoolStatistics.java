package org.waypost.usrloc.jdbc;

import java.util.List;
import java.util.function.ObjLongConsumer;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.waypost.jdbc.PoolState;
import org.waypost.sip.StatisticsGroup;
import org.waypost.usrloc.LocationDatabase;

/** Shows the connections to databases: the statistics group {@code jdbc}. */
@Component
public final class PoolStatistics implements StatisticsGroup {

    @Reference(policyOption = ReferencePolicyOption.GREEDY)
    volatile List<LocationDatabase> databases = List.of();

    @Override
    public String group() {
        return "jdbc";
    }

    @Override
    public void collect(ObjLongConsumer<String> sink) {
        PoolState all = new PoolState(0, 0, 0);
        for (LocationDatabase database : databases) {
            if (database instanceof JdbcLocationDatabase jdbc) {
                all = all.plus(jdbc.connections());
            }
        }
        sink.accept("connections", all.open());
        sink.accept("connections_active", all.active());
        sink.accept("connections_idle", all.idle());
        sink.accept("connections_wanted", all.wanted());
    }

    @Override
    public boolean isGauge(String name) {
        return true;
    }

    @Override
    public void reset() {
        // it counts nothing
    }
}
