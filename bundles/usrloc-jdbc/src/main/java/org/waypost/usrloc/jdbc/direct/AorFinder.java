package org.waypost.usrloc.jdbc.direct;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.waypost.usrloc.Contact;
import org.waypost.usrloc.Ruid;
import org.waypost.usrloc.jdbc.table.DatabaseText;
import org.waypost.usrloc.jdbc.table.Rows;
import org.waypost.usrloc.jdbc.table.TableSql;

/** Finds AoRs by what their rows hold. */
final class AorFinder {

    private final Rows rows;

    AorFinder(Rows rows) {
        this.rows = rows;
    }

    List<String> ofRuid(Connection connection, TableSql table, Ruid ruid) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(table.aorOfRuid())) {
            rows.bindRuid(query, 1, ruid);
            return aors(query);
        }
    }

    List<String> ofInstance(Connection connection, TableSql table, String instance) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(table.aorsOfInstance())) {
            query.setString(1, DatabaseText.encode(instance));
            return aors(query);
        }
    }

    List<String> ofConnection(Connection connection, TableSql table, int serverId, int connectionId)
            throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(table.aorsOfConnection())) {
            query.setInt(1, serverId);
            query.setInt(2, connectionId);
            return aors(query);
        }
    }

    /** Hands out the AoRs with a contact that is due. */
    void due(
            Connection connection,
            TableSql table,
            long now,
            long linger,
            boolean ofServer,
            int serverId,
            Consumer<String> sink)
            throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(table.aorsDue(ofServer))) {
            rows.bindTime(query, 1, now);
            rows.bindTime(query, 2, Contact.PERMANENT);
            rows.bindTime(query, 3, now - linger);
            if (ofServer) {
                query.setInt(4, serverId);
            }
            aors(query).forEach(sink);
        }
    }

    private List<String> aors(PreparedStatement query) throws SQLException {
        List<String> aors = new ArrayList<>(1);
        try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
                aors.add(rows.aor(row, 1, 2));
            }
        }
        return aors;
    }
}
