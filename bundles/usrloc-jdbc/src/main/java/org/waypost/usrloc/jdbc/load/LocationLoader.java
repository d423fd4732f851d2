package org.waypost.usrloc.jdbc.load;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.waypost.jdbc.ConnectionSettings;
import org.waypost.jdbc.Dialect;
import org.waypost.usrloc.AddressRecord;
import org.waypost.usrloc.Contact;
import org.waypost.usrloc.ContactAttribute;
import org.waypost.usrloc.LocationException.Step;
import org.waypost.usrloc.Ruid;
import org.waypost.usrloc.jdbc.access.Options;
import org.waypost.usrloc.jdbc.fault.Breaker;
import org.waypost.usrloc.jdbc.load.LoadPlan.Range;
import org.waypost.usrloc.jdbc.table.Rows;
import org.waypost.usrloc.jdbc.table.TableFormat;
import org.waypost.usrloc.jdbc.table.TableSql;
import org.waypost.usrloc.jdbc.write.Tables;

/**
 * Hands out a whole table as records. Several connections read ranges of ids, which is the order that rows lie in; sorting by AoR would
 * take the database several times as long, so the AoRs that have more than one row are found out before. On PostgreSQL all read one
 * snapshot.
 */
public final class LocationLoader {

    private static final int MAX_THREADS = 4;

    /** Connections of the pool that are for others: the one that plans the load and those that writes may keep. */
    private static final int KEPT_FREE = 3;

    private final Dialect dialect;
    private final TableFormat format;
    private final Rows rows;
    private final DataSource connections;
    private final Tables tables;
    private final Breaker breaker;
    private final BiFunction<String, List<Contact>, List<Contact>> seen;
    private final Supplier<Options> options;

    /**
     * Reads nothing yet.
     *
     * @param seen what this server sees of the rows of an AoR
     */
    public LocationLoader(
            Dialect dialect,
            TableFormat format,
            Rows rows,
            DataSource connections,
            Tables tables,
            Breaker breaker,
            BiFunction<String, List<Contact>, List<Contact>> seen,
            Supplier<Options> options) {
        this.dialect = dialect;
        this.format = format;
        this.rows = rows;
        this.connections = connections;
        this.tables = tables;
        this.breaker = breaker;
        this.seen = seen;
        this.options = options;
    }

    /** {@link org.waypost.usrloc.LocationDatabase#load}. */
    public void load(String table, long now, Consumer<AddressRecord> sink) {
        breaker.check(Step.RECORD_GET);
        Options current = options.get();
        try (Connection connection = connect("")) {
            TableSql sql = tables.get(connection, table);
            LoadSql texts = new LoadSql(dialect, sql, current);
            LoadPlan plan = LoadPlan.of(connection, dialect, texts, rows, format.useDomain());
            Map<Ruid, List<ContactAttribute>> attributes =
                    current.attributes() ? attributes(connection, sql) : Map.of();
            RecordAssembly assembly = new RecordAssembly(plan.shared(), (aor, contacts) -> {
                List<Contact> valid = seen.apply(aor, contacts).stream()
                        .filter(contact -> contact.isValid(now))
                        .map(contact -> with(contact, attributes))
                        .toList();
                if (!aor.isEmpty() && !valid.isEmpty()) {
                    sink.accept(new AddressRecord(aor, valid));
                }
            });
            int threads = Math.min(
                    Math.min(MAX_THREADS, Runtime.getRuntime().availableProcessors()),
                    Math.min(current.poolSize() - KEPT_FREE, plan.ranges().size()));
            if (threads <= 1) {
                read(connection, texts, plan.ranges(), assembly, current.fetchRows());
            } else {
                new ParallelReads<>(plan.ranges(), () -> connect(plan.snapshot()))
                        .run(
                                threads,
                                (other, range) -> read(other, texts, List.of(range), assembly, current.fetchRows()));
            }
            assembly.end();
            connection.commit();
        } catch (SQLException e) {
            throw breaker.failed(Step.RECORD_GET, e);
        }
    }

    /** A connection whose transaction sees one state of the tables: that of the snapshot, or its own. */
    private Connection connect(String snapshot) throws SQLException {
        Connection connection = connections.getConnection();
        try {
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setAutoCommit(false);
            ConnectionSettings.bePatient(connection, dialect);
            if (!snapshot.isEmpty()) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("SET TRANSACTION SNAPSHOT '" + snapshot + "'");
                }
            }
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private void read(Connection connection, LoadSql sql, List<Range> ranges, RecordAssembly assembly, int fetchRows)
            throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql.rows())) {
            query.setFetchSize(fetchRows);
            for (Range range : ranges) {
                query.setLong(1, range.first());
                query.setLong(2, range.end());
                try (ResultSet row = query.executeQuery()) {
                    while (row.next()) {
                        assembly.add(rows.aor(row), rows.contact(row), rows.id(row));
                    }
                }
            }
        }
    }

    private Map<Ruid, List<ContactAttribute>> attributes(Connection connection, TableSql table) throws SQLException {
        Map<Ruid, List<ContactAttribute>> attributes = new HashMap<>();
        try (PreparedStatement query =
                connection.prepareStatement(table.attributes().all())) {
            query.setFetchSize(options.get().fetchRows());
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    attributes
                            .computeIfAbsent(rows.ruid(row, 1), ruid -> new ArrayList<>(2))
                            .add(rows.attribute(row));
                }
            }
        }
        return attributes;
    }

    private static Contact with(Contact contact, Map<Ruid, List<ContactAttribute>> attributes) {
        List<ContactAttribute> own = attributes.get(contact.ruid());
        return own == null ? contact : contact.withAttributes(List.copyOf(own));
    }
}
