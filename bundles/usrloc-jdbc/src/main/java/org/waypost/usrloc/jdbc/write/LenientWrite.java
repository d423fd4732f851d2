package org.waypost.usrloc.jdbc.write;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.jdbc.Fault;
import org.waypost.jdbc.RareWarning;
import org.waypost.usrloc.ContactAttribute;
import org.waypost.usrloc.jdbc.access.Options;
import org.waypost.usrloc.jdbc.table.AttributeSql;
import org.waypost.usrloc.jdbc.table.Rows;
import org.waypost.usrloc.jdbc.table.TableSql;

/** Writes a binding as Kamailio does when an attribute is refused, because it is too long for its column: that one alone is left out. */
final class LenientWrite {

    private static final Logger LOG = LoggerFactory.getLogger(LenientWrite.class);

    private final RareWarning warning = new RareWarning(LOG);
    private final Rows rows;
    private final StatementRows statements;

    LenientWrite(Rows rows) {
        this.rows = rows;
        this.statements = new StatementRows(rows);
    }

    void write(Connection connection, TableSql table, PendingWrite write, Options options) throws SQLException {
        TableBatch batch = TableBatch.of(List.of(write)).get(write.table());
        statements.clearAttributes(connection, table.attributes(), batch.clearing());
        statements.writeRows(connection, table, batch, options);
        for (RowChange change : batch.withAttributes()) {
            for (ContactAttribute attribute : change.after().attributes()) {
                insert(connection, table.attributes(), change, attribute);
            }
        }
    }

    private void insert(Connection connection, AttributeSql table, RowChange change, ContactAttribute attribute)
            throws SQLException {
        Savepoint before = connection.setSavepoint();
        try (PreparedStatement insert = connection.prepareStatement(table.insert())) {
            rows.bindAttribute(insert, change.aor(), change.after(), attribute);
            insert.executeUpdate();
        } catch (SQLException e) {
            if (Fault.of(e) != Fault.ROW) {
                throw e;
            }
            connection.rollback(before);
            warning.warn(
                    "The attribute {} cannot be stored: {}",
                    attribute.name() + " of a contact of " + change.aor(),
                    String.valueOf(e.getMessage()));
            return;
        }
        connection.releaseSavepoint(before);
    }
}
