package org.waypost.testdatabases;

import java.util.EnumMap;
import java.util.Map;

/**
 * Real database servers for tests: at most one of a kind in a Java machine, started at first use on a free port of 127.0.0.1 with data
 * of its own, and gone with the machine, however it ends. Every test gets an empty database of its own.
 *
 * <p>They are as durable as they come. With {@code -Dtestdatabases.sync=false} a commit does not wait for the disk: what was committed
 * outlives the processes of the server, even by {@code kill -9}, but not a crash of the computer.
 */
public final class TestDatabases {

    /** Which server. */
    public enum Kind {
        POSTGRESQL,
        MARIADB,
        /** H2 as a server in a process of its own, so that a test and a container can both look into it. */
        H2
    }

    private static final Map<Kind, DatabaseServer> SERVERS = new EnumMap<>(Kind.class);

    private TestDatabases() {}

    /** A new empty database; starts the server of that kind if it does not run. */
    public static TestDatabase create(Kind kind) {
        return server(kind).create();
    }

    private static synchronized DatabaseServer server(Kind kind) {
        DatabaseServer server = SERVERS.computeIfAbsent(kind, wanted -> switch (wanted) {
            case POSTGRESQL -> new PostgresServer();
            case MARIADB -> new MariadbServer();
            case H2 -> new H2Server();
        });
        server.start();
        return server;
    }
}
