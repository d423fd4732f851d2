package org.waypost.usrloc.jdbc.fault;

import java.sql.SQLException;

/** Finds out whether a database can be used. */
@FunctionalInterface
public interface Probe {

    /**
     * Connects anew, and reads; returns in bounded time.
     *
     * @param write also writes something, and takes it back
     */
    void run(boolean write) throws SQLException;
}
