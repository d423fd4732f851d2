package org.waypost.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/** What each driver is told so that nothing waits longer than it may and what is committed stays. The URL's own settings go before. */
public final class ConnectionSettings {

    /** How long something may take that is known to take long. */
    static final int PATIENT_MILLIS = 120_000;

    private ConnectionSettings() {}

    /** The properties of connections to {@code url} of which nothing takes longer than that. */
    static Properties of(DatabaseUrl url, int timeoutMillis) {
        Properties properties = new Properties();
        if (!url.user().isEmpty() || url.dialect() == Dialect.H2) {
            properties.setProperty("user", url.user());
            properties.setProperty("password", url.password());
        }
        // the database gives up first, so that the connection stays usable
        int networkMillis = timeoutMillis + 1000;
        // so that it shows that a row is locked, and not that the database is slow
        int lockMillis = timeoutMillis / 2;
        switch (url.dialect()) {
            case POSTGRESQL -> {
                set(properties, url, "connectTimeout", seconds(timeoutMillis));
                set(properties, url, "loginTimeout", seconds(timeoutMillis));
                set(properties, url, "socketTimeout", seconds(networkMillis));
                set(properties, url, "cancelSignalTimeout", seconds(timeoutMillis));
                set(properties, url, "tcpKeepAlive", "true");
                set(properties, url, "ApplicationName", "waypost");
                set(properties, url, "reWriteBatchedInserts", "true");
                // details would show what came from the network
                set(properties, url, "logServerErrorDetail", "false");
                set(
                        properties,
                        url,
                        "options",
                        "-c statement_timeout=" + timeoutMillis + " -c lock_timeout=" + lockMillis);
            }
            case MARIADB -> {
                set(properties, url, "connectTimeout", Integer.toString(timeoutMillis));
                set(properties, url, "socketTimeout", Integer.toString(networkMillis));
                set(properties, url, "tcpKeepAlive", "true");
                set(
                        properties,
                        url,
                        "sessionVariables",
                        "innodb_lock_wait_timeout=" + seconds(lockMillis) + ",lock_wait_timeout="
                                + seconds(timeoutMillis));
            }
            case H2 -> {
                // a commit is in the file when it returns
                set(properties, url, "WRITE_DELAY", "0");
                // this bundle closes it when it stops, not the process as it ends
                if (!url.sets("AUTO_SERVER")) { // H2 does not allow both
                    set(properties, url, "DB_CLOSE_ON_EXIT", "FALSE");
                }
                // or each exception is written to a file beside the database
                set(properties, url, "TRACE_LEVEL_FILE", "0");
                set(properties, url, "LOCK_TIMEOUT", Integer.toString(lockMillis));
                // for a server that hangs; a file knows no network
                set(properties, url, "NETWORK_TIMEOUT", Integer.toString(networkMillis));
            }
        }
        return properties;
    }

    /** Lets what runs over {@code connection} until it is given back take long, as reading or cleaning a whole table does. */
    public static void bePatient(Connection connection, Dialect dialect) throws SQLException {
        if (dialect == Dialect.H2) {
            return;
        }
        if (dialect == Dialect.POSTGRESQL) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET LOCAL statement_timeout = " + PATIENT_MILLIS);
            }
        }
        connection.setNetworkTimeout(Runnable::run, PATIENT_MILLIS);
    }

    private static void set(Properties properties, DatabaseUrl url, String key, String value) {
        if (!url.sets(key)) {
            properties.setProperty(key, value);
        }
    }

    private static String seconds(int millis) {
        return Integer.toString((millis + 999) / 1000);
    }
}
