package org.waypost.usrloc.jdbc.direct;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.waypost.jdbc.ConnectionSettings;
import org.waypost.jdbc.Dialect;
import org.waypost.usrloc.AddressRecord;
import org.waypost.usrloc.Contact;
import org.waypost.usrloc.Stored;
import org.waypost.usrloc.jdbc.access.Options;
import org.waypost.usrloc.jdbc.table.Rows;
import org.waypost.usrloc.jdbc.table.TableSql;

/** Looks at whole tables: all records in turn, those that are due, how many there are. */
public final class TableView {

    /** Records whose attributes are looked up in one query. */
    private static final int TOGETHER = 256;

    private final Dialect dialect;
    private final Rows rows;
    private final Supplier<Options> options;
    private final DirectRecords records;
    private final AorFinder finder;
    private final DataSource connections;

    public TableView(
            Dialect dialect, Rows rows, DataSource connections, DirectRecords records, Supplier<Options> options) {
        this.dialect = dialect;
        this.rows = rows;
        this.connections = connections;
        this.records = records;
        this.options = options;
        this.finder = new AorFinder(rows);
    }

    /** {@link org.waypost.usrloc.LocationStore#scan}. */
    public void scan(String table, Predicate<AddressRecord> visitor) {
        Options now = options.get();
        records.read(
                table,
                (connection, sql) -> {
                    Scan scan = new Scan(connections, sql, now.attributes(), visitor);
                    ConnectionSettings.bePatient(connection, dialect);
                    connection.setAutoCommit(false);
                    try (PreparedStatement query = connection.prepareStatement(sql.all(now.serverIdFilter()))) {
                        query.setFetchSize(now.fetchRows());
                        if (now.serverIdFilter()) {
                            query.setInt(1, now.serverId());
                        }
                        scan.run(query);
                    }
                    return Optional.empty();
                },
                1);
    }

    /** {@link org.waypost.usrloc.LocationStore#due} for one table. */
    public void due(String table, long now, long linger, Consumer<String> sink) {
        Options current = options.get();
        List<String> aors = records.read(table, (connection, sql) -> {
            List<String> found = new ArrayList<>();
            finder.due(connection, sql, now, linger, current.serverIdFilter(), current.serverId(), found::add);
            return found;
        });
        aors.forEach(sink);
    }

    /** {@link org.waypost.usrloc.LocationStore#records}. */
    public long records(String table) {
        return count(table, 2);
    }

    /** {@link org.waypost.usrloc.LocationStore#contacts}. */
    public long contacts(String table) {
        return count(table, 1);
    }

    /** {@link org.waypost.usrloc.LocationDatabase#count}. */
    public long count(String table, Stored what, long time) {
        Options now = options.get();
        boolean ofServer = now.serverIdFilter();
        return records.read(table, (connection, sql) -> {
            ConnectionSettings.bePatient(connection, dialect);
            String text = switch (what) {
                case USERS -> sql.countUsers(ofServer);
                case CONTACTS -> sql.countValid(ofServer);
                case EXPIRED_CONTACTS -> sql.countExpired(ofServer);
            };
            try (PreparedStatement query = connection.prepareStatement(text)) {
                rows.bindTime(query, 1, Contact.PERMANENT);
                rows.bindTime(query, 2, time);
                if (ofServer) {
                    query.setInt(3, now.serverId());
                }
                try (ResultSet row = query.executeQuery()) {
                    return row.next() ? row.getLong(1) : 0;
                }
            }
        });
    }

    private long count(String table, int column) {
        Options now = options.get();
        return records.read(table, (connection, sql) -> {
            ConnectionSettings.bePatient(connection, dialect);
            try (PreparedStatement query = connection.prepareStatement(sql.counts(now.serverIdFilter()))) {
                if (now.serverIdFilter()) {
                    query.setInt(1, now.serverId());
                    query.setInt(2, now.serverId());
                }
                try (ResultSet row = query.executeQuery()) {
                    return row.next() ? row.getLong(column) : 0;
                }
            }
        });
    }

    /** Shows the records of one query to a visitor. */
    private final class Scan {

        private final DataSource others;
        private final TableSql sql;
        private final boolean attributes;
        private final Predicate<AddressRecord> visitor;
        private final List<StoredRecord> waiting = new ArrayList<>();
        private List<Contact> contacts = new ArrayList<>();
        private String aor;

        Scan(DataSource others, TableSql sql, boolean attributes, Predicate<AddressRecord> visitor) {
            this.others = others;
            this.sql = sql;
            this.attributes = attributes;
            this.visitor = visitor;
        }

        void run(PreparedStatement query) throws SQLException {
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    String next = rows.aor(row);
                    if (!next.equals(aor) && !recordEnds(next)) {
                        return;
                    }
                    contacts.add(rows.contact(row));
                }
            }
            if (recordEnds(null)) {
                show();
            }
        }

        /** Goes on to another AoR; false if no more is to be shown. */
        private boolean recordEnds(String next) throws SQLException {
            if (aor != null) {
                StoredRecord record = records.reader().record(aor, contacts);
                if (!record.seen().isEmpty()) {
                    waiting.add(record);
                }
            }
            aor = next;
            contacts = new ArrayList<>(1);
            return waiting.size() < (attributes ? TOGETHER : 1) || show();
        }

        private boolean show() throws SQLException {
            List<StoredRecord> complete = waiting;
            if (attributes && !waiting.isEmpty()) {
                try (Connection other = others.getConnection()) {
                    complete = records.reader().withAttributes(other, sql, waiting);
                }
            }
            for (StoredRecord record : complete) {
                if (!visitor.test(record.record())) {
                    return false;
                }
            }
            waiting.clear();
            return true;
        }
    }
}
