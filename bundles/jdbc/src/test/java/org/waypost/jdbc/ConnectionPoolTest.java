package org.waypost.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.osgi.service.jdbc.DataSourceFactory;

/** Connections of a pool when its driver, its database or its user goes. */
class ConnectionPoolTest {

    private static final String DRIVER = "org.h2.Driver";

    private final Drivers drivers = new Drivers();
    private final DataSourceFactory h2 = ClassPathDrivers.factory(DRIVER).orElseThrow();
    private final ConnectionPool pool = new ConnectionPool(
            DatabaseUrl.parse("jdbc:h2:mem:" + UUID.randomUUID(), "", "", ""), drivers, () -> new PoolOptions(2, 2000));

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void connectsAsSoonAsThereIsADriver() throws SQLException {
        assertThatThrownBy(pool::getConnection).hasMessage("no JDBC driver for H2 is installed");
        assertThat(pool.state()).isEqualTo(PoolState.IDLE);

        drivers.add(DRIVER, h2);
        try (Connection connection = pool.getConnection()) {
            assertThat(pool.state().active()).isEqualTo(1);
            assertWorks(connection);
        }
    }

    @Test
    void leavesConnectionsInUseToTheirUserWhenItIsClosedSoftly() throws SQLException {
        drivers.add(DRIVER, h2);
        try (Connection connection = pool.getConnection()) {
            pool.closeSoftly();

            assertThatThrownBy(pool::getConnection).hasMessageContaining("closed");
            assertWorks(connection);
        }
    }

    @Test
    void givesUpTheConnectionsOfADriverThatGoes() throws SQLException {
        drivers.add(DRIVER, h2);
        pool.getConnection().close();
        drivers.remove(DRIVER, ClassPathDrivers.factory(DRIVER).orElseThrow());
        pool.getConnection().close();

        drivers.remove(DRIVER, h2);
        assertThatThrownBy(pool::getConnection).hasMessage("no JDBC driver for H2 is installed");
        drivers.add(DRIVER, h2);
        pool.getConnection().close();
    }

    private static void assertWorks(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            assertThat(statement.execute("VALUES 1")).isTrue();
        }
    }
}
