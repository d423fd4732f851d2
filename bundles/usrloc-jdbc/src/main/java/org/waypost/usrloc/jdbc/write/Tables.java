package org.waypost.usrloc.jdbc.write;

import java.sql.Connection;
import java.sql.SQLException;
import org.waypost.usrloc.jdbc.table.TableSql;

/** The location tables by name. */
@FunctionalInterface
public interface Tables {

    /** The SQL for a table. Makes sure of the table with that connection if that was not done yet. */
    TableSql get(Connection connection, String name) throws SQLException;
}
