package org.waypost.jdbc;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;

/** What is wrong when a database refuses something, as far as it makes a difference to what is done next. */
public enum Fault {
    GONE("cannot be reached"),
    SLOW("does not answer in time"),
    READ_ONLY("is read-only"),
    FULL("has no space left"),
    /** Two transactions were in each other's way; the same again may succeed. */
    CONFLICT("had to end a deadlock"),
    /** A row was kept by somebody else until there was no more time. */
    LOCKED("waits for a row that somebody else keeps locked"),
    SCHEMA("has not the tables that are wanted"),
    REFUSED("refuses the login or the use of its tables"),
    /** Some value, or something unknown: says nothing about the database. */
    ROW("refuses a row");

    private static final Set<String> GONE_STATES = Set.of("57P01", "57P02", "57P03", "57P05", "53300");
    private static final Set<String> SLOW_STATES = Set.of("57014", "HYT00", "70100");
    private static final Set<String> FULL_STATES = Set.of("53100", "53000", "53200");

    /** MariaDB's and MySQL's: read-only options; disk full, table full, write error, errno 28. */
    private static final Set<Integer> MARIADB_READ_ONLY = Set.of(1290, 1792, 1836);

    private static final Set<Integer> MARIADB_FULL = Set.of(3, 1021, 1026, 1114);
    private static final Set<Integer> MARIADB_GONE = Set.of(1040, 1053, 1077, 1152, 1203, 1927, 2006, 2013);

    /** H2's: read-only database or table; closed, connection broken, file locked by another process, I/O; object or database missing. */
    private static final int H2_READ_ONLY = 90097;

    private static final Set<Integer> H2_GONE = Set.of(90007, 90020, 90067, 90098, 90121, 90028, 90031, 90030);
    private static final Set<Integer> H2_SCHEMA = Set.of(90013, 90146, 90149);
    private static final int H2_LOCK_TIMEOUT = 50200;

    private static final int MARIADB_DEADLOCK = 1213;
    private static final int MARIADB_LOCK_TIMEOUT = 1205;
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    /** PostgreSQL's driver: the server wants a password and none is given. */
    private static final String LOGIN_REJECTED = "08004";

    private final String text;

    Fault(String text) {
        this.text = text;
    }

    /** What the database does, for people: "is read-only". */
    public String text() {
        return text;
    }

    /** Whether nothing can be done with the database while this lasts. */
    public boolean meansDown() {
        return this == GONE || this == SLOW || this == SCHEMA || this == REFUSED;
    }

    /** Whether it can be read, but not changed while this lasts. */
    public boolean refusesChanges() {
        return this == READ_ONLY || this == FULL;
    }

    /** What is wrong by the exception that a driver or the pool threw. */
    public static Fault of(SQLException thrown) {
        Fault found = ROW;
        int depth = 0;
        for (Throwable cause = thrown; cause != null && depth < 12; cause = next(cause), depth++) {
            Fault fault = ofOne(cause);
            if (fault != ROW && (found == ROW || fault == SLOW && found == GONE || found == GONE && fault != GONE)) {
                found = fault;
            }
        }
        return found;
    }

    private static Throwable next(Throwable thrown) {
        if (thrown instanceof BatchUpdateException batch && batch.getCause() == null) {
            return batch.getNextException();
        }
        return thrown.getCause();
    }

    private static Fault ofOne(Throwable thrown) {
        if (thrown instanceof SchemaException) {
            return SCHEMA;
        }
        if (thrown instanceof SQLException sql) {
            return ofSql(sql);
        }
        if (thrown instanceof SocketTimeoutException) {
            return SLOW;
        }
        if (thrown instanceof IOException io) {
            return String.valueOf(io.getMessage()).contains("No space left") ? FULL : GONE;
        }
        return ROW;
    }

    private static Fault ofSql(SQLException thrown) {
        String state = String.valueOf(thrown.getSQLState());
        int code = thrown.getErrorCode();
        if (state.equals("25006") || MARIADB_READ_ONLY.contains(code) || code == H2_READ_ONLY) {
            return READ_ONLY;
        }
        if (FULL_STATES.contains(state) || MARIADB_FULL.contains(code)) {
            return FULL;
        }
        if (state.startsWith("40") && code != MARIADB_LOCK_TIMEOUT || code == MARIADB_DEADLOCK) {
            return CONFLICT;
        }
        if (state.equals(LOCK_NOT_AVAILABLE) || code == MARIADB_LOCK_TIMEOUT || code == H2_LOCK_TIMEOUT) {
            return LOCKED;
        }
        if (GONE_STATES.contains(state)
                || state.startsWith("08") && !state.equals(LOGIN_REJECTED)
                || MARIADB_GONE.contains(code)
                || H2_GONE.contains(code)) {
            return GONE;
        }
        if (SLOW_STATES.contains(state) || thrown instanceof SQLTimeoutException) {
            return SLOW;
        }
        if (state.startsWith("28")
                || state.equals(LOGIN_REJECTED)
                || state.equals("42501")
                || code == 1044
                || code == 1142
                || thrown instanceof SQLInvalidAuthorizationSpecException) {
            return REFUSED;
        }
        if (state.startsWith("42") || state.startsWith("3D") || state.startsWith("3F") || H2_SCHEMA.contains(code)) {
            return SCHEMA;
        }
        boolean connection = thrown instanceof SQLTransientConnectionException
                || thrown instanceof SQLNonTransientConnectionException
                || thrown instanceof SQLRecoverableException;
        return connection ? GONE : ROW;
    }
}
