package org.waypost.usrloc.jdbc.access;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.waypost.usrloc.Contact;
import org.waypost.usrloc.LocationException;
import org.waypost.usrloc.StoreHealth;
import org.waypost.usrloc.jdbc.table.Dialect;
import org.waypost.usrloc.jdbc.table.Rows;
import org.waypost.usrloc.jdbc.table.TableSql;

/** The location tables of one database, for whoever reads and writes their rows. */
public interface TableAccess {

    Dialect dialect();

    /** The SQL for that table. */
    TableSql sql(String table);

    Rows rows();

    /** The parameters in force. */
    Options options();

    /**
     * A connection of the pool, without auto-commit, to a database in which that table was found or made. Waits no longer than
     * the parameter db_timeout, not at all while the database is known to be away. Closing it gives it back; what was not committed
     * is undone.
     */
    Connection connect(String table) throws SQLException;

    /**
     * The contact of a row as this server is to see it: without a socket that is not its own.
     *
     * @return empty if the row is to be passed over (parameter skip_remote_socket)
     */
    Optional<Contact> seen(Contact stored);

    /** Notes that an operation failed; returns what to tell the caller of the store, without credentials. */
    LocationException failed(LocationException.Step step, SQLException cause);

    /** Notes that the database did what it was asked to. */
    void succeeded();

    StoreHealth health();
}
