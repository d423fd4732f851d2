package org.waypost.usrloc.jdbc.write;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.waypost.usrloc.ContactAttribute;
import org.waypost.usrloc.jdbc.access.Options;
import org.waypost.usrloc.jdbc.table.AttributeSql;
import org.waypost.usrloc.jdbc.table.Rows;
import org.waypost.usrloc.jdbc.table.TableSql;
import org.waypost.usrloc.jdbc.write.RowChange.Kind;

/** Writes rows by JDBC batches, which every database understands. */
final class StatementRows implements RowWriter {

    private final Rows rows;

    StatementRows(Rows rows) {
        this.rows = rows;
    }

    @Override
    public void write(Connection connection, TableSql table, TableBatch batch, Options options) throws SQLException {
        clearAttributes(connection, table.attributes(), batch.clearing());
        writeRows(connection, table, batch, options);
        insertAttributes(connection, table.attributes(), batch.withAttributes());
    }

    /** Writes the rows without their attributes. */
    void writeRows(Connection connection, TableSql table, TableBatch batch, Options options) throws SQLException {
        List<RowChange> deletes = batch.of(Kind.DELETE);
        delete(connection, table, named(deletes, options, true), true);
        delete(connection, table, named(deletes, options, false), false);
        List<RowChange> inserts = new ArrayList<>(batch.of(Kind.INSERT));
        List<RowChange> updates = batch.of(Kind.UPDATE);
        if (options.updateAsInsert()) {
            inserts.addAll(updates);
        } else {
            inserts.addAll(update(connection, table, named(updates, options, true), true));
            inserts.addAll(update(connection, table, named(updates, options, false), false));
        }
        insert(connection, table, inserts);
    }

    void clearAttributes(Connection connection, AttributeSql table, List<RowChange> changes) throws SQLException {
        if (changes.isEmpty()) {
            return;
        }
        try (PreparedStatement delete = connection.prepareStatement(table.delete())) {
            for (RowChange change : changes) {
                rows.bindDeleteAttributes(delete, change.aor(), change.after().ruid());
                delete.addBatch();
            }
            delete.executeBatch();
        }
    }

    void insertAttributes(Connection connection, AttributeSql table, List<RowChange> changes) throws SQLException {
        if (changes.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(table.insert())) {
            for (RowChange change : changes) {
                for (ContactAttribute attribute : change.after().attributes()) {
                    rows.bindAttribute(insert, change.aor(), change.after(), attribute);
                    insert.addBatch();
                }
            }
            insert.executeBatch();
        }
    }

    /** Those whose rows are named by their ruid or, with db_ops_ruid 0 and unless they share it, by their URI. */
    private static List<RowChange> named(List<RowChange> changes, Options options, boolean byRuid) {
        if (options.opsByRuid()) {
            return byRuid ? changes : List.of();
        }
        return changes.stream().filter(change -> change.sharesUri() == byRuid).toList();
    }

    private void delete(Connection connection, TableSql table, List<RowChange> changes, boolean byRuid)
            throws SQLException {
        if (changes.isEmpty()) {
            return;
        }
        try (PreparedStatement delete =
                connection.prepareStatement(byRuid ? table.delete() : table.deleteByAddress())) {
            for (RowChange change : changes) {
                if (byRuid) {
                    rows.bindDelete(delete, change.before());
                } else {
                    rows.bindDeleteByAddress(delete, change.aor(), change.before());
                }
                delete.addBatch();
            }
            delete.executeBatch();
        }
    }

    private void insert(Connection connection, TableSql table, List<RowChange> changes) throws SQLException {
        if (changes.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(table.insertOrUpdate())) {
            for (RowChange change : changes) {
                rows.bindInsert(insert, change.aor(), change.after());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** Returns the changes whose rows are not there. */
    private List<RowChange> update(Connection connection, TableSql table, List<RowChange> changes, boolean byRuid)
            throws SQLException {
        if (changes.isEmpty()) {
            return List.of();
        }
        int[] counts;
        try (PreparedStatement update =
                connection.prepareStatement(byRuid ? table.update() : table.updateByAddress())) {
            for (RowChange change : changes) {
                if (byRuid) {
                    rows.bindUpdate(update, change.aor(), change.after());
                } else {
                    rows.bindUpdateByAddress(update, change.aor(), change.before(), change.after());
                }
                update.addBatch();
            }
            counts = update.executeBatch();
        }
        List<RowChange> missing = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] == 0 || counts[i] < 0 && !isThere(connection, table, changes.get(i))) {
                missing.add(changes.get(i));
            }
        }
        return missing;
    }

    /** For drivers that do not say how many rows each update of a batch found. */
    private boolean isThere(Connection connection, TableSql table, RowChange change) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(table.aorOfRuid())) {
            rows.bindRuid(query, 1, change.after().ruid());
            try (ResultSet found = query.executeQuery()) {
                return found.next();
            }
        }
    }
}
