package org.waypost.usrloc.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.waypost.testdatabases.TestDatabase;
import org.waypost.testdatabases.TestDatabases;
import org.waypost.testdatabases.TestDatabases.Kind;

class PoolStatisticsTest {

    private final PoolStatistics statistics = new PoolStatistics();

    @Test
    void showsTheConnectionsOfAllDatabases() {
        try (TestDatabase one = TestDatabases.create(Kind.H2);
                TestDatabase other = TestDatabases.create(Kind.H2)) {
            JdbcLocationDatabase first = Databases.store(one);
            JdbcLocationDatabase second = Databases.store(other);
            statistics.databases = List.of(first, second);
            assertThat(collect()).containsEntry("connections", 0L);

            first.find(Databases.TABLE, "alice");
            second.find(Databases.TABLE, "alice");
            assertThat(collect().get("connections")).isGreaterThanOrEqualTo(2);
            assertThat(collect()).containsEntry("connections_wanted", 0L);

            first.close();
            second.close();
            assertThat(collect()).containsEntry("connections", 0L);
        }
    }

    @Test
    void countsNothing() {
        assertThat(collect().keySet()).allMatch(statistics::isGauge);
    }

    private Map<String, Long> collect() {
        Map<String, Long> collected = new TreeMap<>();
        statistics.collect(collected::put);
        return collected;
    }
}
