package org.waypost.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.osgi.service.jdbc.DataSourceFactory;

/**
 * The pool of connections to one database: opened when the first is wanted, thrown away and opened anew when the driver has changed or
 * {@link #renew} is called. Connections come with auto-commit. Each wait is bounded by the parameter db_timeout.
 */
public final class ConnectionPool extends PlainDataSource implements AutoCloseable {

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final long REFUSAL_NANOS = 500_000_000;
    private static final long LONGEST_END_MILLIS = 3000;
    private static final long ENDING_MILLIS = 100;
    private static final long IDLE_MILLIS = 60_000;
    private static final long LIFE_MILLIS = 1_800_000;

    /** HikariCP takes no shorter ones. */
    private static final long LEAST_WAIT_MILLIS = 250;

    private final DatabaseUrl url;
    private final Drivers drivers;
    private final Supplier<PoolOptions> options;

    // guarded by this; read without a lock once it is there
    private volatile HikariDataSource pool;
    private DataSourceFactory factory;
    private SQLException refusal;
    private long refusedAt;
    private final Set<HikariDataSource> ending = new HashSet<>();
    private boolean closed;

    public ConnectionPool(DatabaseUrl url, Drivers drivers, Supplier<PoolOptions> options) {
        this.url = url;
        this.drivers = drivers;
        this.options = options;
    }

    @Override
    public Connection getConnection() throws SQLException {
        HikariDataSource open = pool;
        try {
            return (open == null ? open() : open).getConnection();
        } catch (SQLTransientConnectionException e) {
            // the pool says that it waited in vain; what the driver said is of more use
            if (e.getCause() instanceof SQLException reason) {
                throw reason;
            }
            throw new SQLTransientConnectionException("all connections are in use", "HYT00", e);
        }
    }

    /** A connection that does not come from the pool. */
    public Connection connectAnew() throws SQLException {
        return source(drivers.factory(url.dialect())).getConnection();
    }

    /** Gives up the connections if that driver made them. */
    void driverLeft(DataSourceFactory left) {
        boolean ours;
        synchronized (this) {
            ours = factory == left;
        }
        if (ours) {
            renew();
            awaitEnd();
        }
    }

    // The driver's classes are there until this returns; without them a database of this process would never be closed.
    private synchronized void awaitEnd() {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LONGEST_END_MILLIS);
        try {
            while (!ending.isEmpty() && System.nanoTime() < end) {
                wait(ENDING_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Brings size and time-outs into force. */
    public void reconfigure() {
        HikariDataSource open = pool;
        if (open != null) {
            PoolOptions now = options.get();
            open.setMaximumPoolSize(now.size());
            open.setConnectionTimeout(Math.max(LEAST_WAIT_MILLIS, now.timeoutMillis()));
            open.setValidationTimeout(Math.max(LEAST_WAIT_MILLIS, now.timeoutMillis()));
        }
    }

    /** How busy it is. */
    public PoolState state() {
        HikariDataSource open = pool;
        HikariPoolMXBean state = open == null ? null : open.getHikariPoolMXBean();
        return state == null
                ? PoolState.IDLE
                : new PoolState(
                        state.getTotalConnections(),
                        state.getActiveConnections(),
                        state.getThreadsAwaitingConnection());
    }

    /** Ends all connections, those in use when they are given back; the next that is wanted is a new one. */
    public void renew() {
        HikariDataSource old;
        synchronized (this) {
            old = pool;
            pool = null;
            refusal = null;
            if (old == null) {
                return;
            }
            ending.add(old);
        }
        Thread thread = new Thread(() -> endSoftly(old), old.getPoolName() + "-end");
        thread.setDaemon(true);
        thread.start();
    }

    /** Opens no more connections and ends those there are, each that is in use when it is given back. */
    public void closeSoftly() {
        drivers.forget(this);
        synchronized (this) {
            closed = true;
        }
        renew();
    }

    /** Ends all connections and opens no more. */
    @Override
    public void close() {
        drivers.forget(this);
        List<HikariDataSource> open;
        synchronized (this) {
            closed = true;
            open = new ArrayList<>(ending);
            if (pool != null) {
                open.add(pool);
            }
            pool = null;
        }
        open.forEach(HikariDataSource::close);
    }

    /** Closes a pool when nobody has a connection of it any more, which closing it would break. */
    private void endSoftly(HikariDataSource old) {
        HikariPoolMXBean state = old.getHikariPoolMXBean();
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ConnectionSettings.PATIENT_MILLIS);
        try {
            while (!old.isClosed() && state.getActiveConnections() > 0 && System.nanoTime() < end) {
                state.softEvictConnections();
                Thread.sleep(ENDING_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        old.close();
        synchronized (this) {
            ending.remove(old);
            notifyAll();
        }
    }

    private synchronized HikariDataSource open() throws SQLException {
        if (closed) {
            throw new SQLException("the pool of connections has been closed", "08003");
        }
        if (pool == null) {
            drivers.serve(this);
            factory = drivers.factory(url.dialect());
            DataSource source = source(factory);
            tryOnce(source);
            pool = new HikariDataSource(configuration(source));
        }
        return pool;
    }

    /** Connects once, since a pool waits even for what cannot be; those that wait for the attempt share its outcome. */
    private void tryOnce(DataSource source) throws SQLException {
        long now = System.nanoTime();
        if (refusal != null && now - refusedAt < REFUSAL_NANOS) {
            throw refusal;
        }
        try {
            source.getConnection().close();
            refusal = null;
        } catch (SQLException e) {
            refusal = e;
            refusedAt = System.nanoTime();
            throw e;
        }
    }

    private HikariConfig configuration(DataSource source) {
        PoolOptions now = options.get();
        long wait = Math.max(LEAST_WAIT_MILLIS, now.timeoutMillis());
        HikariConfig configuration = new HikariConfig();
        configuration.setPoolName("waypost-jdbc-" + COUNT.incrementAndGet());
        configuration.setDataSource(source);
        configuration.setMaximumPoolSize(now.size());
        configuration.setMinimumIdle(1);
        configuration.setConnectionTimeout(wait);
        configuration.setValidationTimeout(wait);
        configuration.setIdleTimeout(IDLE_MILLIS);
        configuration.setMaxLifetime(LIFE_MILLIS);
        configuration.setInitializationFailTimeout(-1);
        configuration.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        return configuration;
    }

    private DataSource source(DataSourceFactory driver) throws SQLException {
        return new DriverDataSource(
                driver.createDriver(null),
                url.jdbc(),
                ConnectionSettings.of(url, options.get().timeoutMillis()));
    }
}
