package org.waypost.jdbc.driver;

import java.sql.Driver;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import javax.sql.ConnectionPoolDataSource;
import javax.sql.DataSource;
import javax.sql.XADataSource;
import org.osgi.service.jdbc.DataSourceFactory;

/** A class of drivers as the service that the JDBC specification of OSGi wants; data sources are for others to make of the driver. */
public final class PlainDriverFactory implements DataSourceFactory {

    private final Class<? extends Driver> type;

    public PlainDriverFactory(Class<? extends Driver> type) {
        this.type = type;
    }

    @Override
    public Driver createDriver(Properties properties) throws SQLException {
        try {
            return type.getConstructor().newInstance();
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new SQLException("the JDBC driver " + type.getName() + " cannot be made", e);
        }
    }

    @Override
    public DataSource createDataSource(Properties properties) throws SQLException {
        throw new SQLFeatureNotSupportedException("see createDriver");
    }

    @Override
    public ConnectionPoolDataSource createConnectionPoolDataSource(Properties properties) throws SQLException {
        throw new SQLFeatureNotSupportedException("see createDriver");
    }

    @Override
    public XADataSource createXADataSource(Properties properties) throws SQLException {
        throw new SQLFeatureNotSupportedException("see createDriver");
    }
}
