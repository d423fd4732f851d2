package org.waypost.usrloc.jdbc.write;

import java.sql.Connection;
import java.sql.SQLException;
import org.waypost.usrloc.jdbc.access.Options;
import org.waypost.usrloc.jdbc.table.TableSql;

/** Sends the changes of one table to the database, as part of a transaction. */
interface RowWriter {

    /** A row that is to be updated and is not there is inserted; one that is to be inserted and is there gets its values. */
    void write(Connection connection, TableSql table, TableBatch batch, Options options) throws SQLException;

    /** Makes a connection ready for a series of writes. */
    default void prepare(Connection connection) throws SQLException {}

    /** Undoes {@link #prepare}. */
    default void release(Connection connection) throws SQLException {}
}
