package org.waypost.usrloc.jdbc;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.osgi.service.jdbc.DataSourceFactory;
import org.waypost.testdatabases.TestDatabase;
import org.waypost.testdatabases.TestDatabases;
import org.waypost.usrloc.AddressRecord;
import org.waypost.usrloc.Contact;
import org.waypost.usrloc.ContactAttribute;
import org.waypost.usrloc.Ruid;
import org.waypost.usrloc.jdbc.access.ConnectionPool;
import org.waypost.usrloc.jdbc.access.DatabaseUrl;
import org.waypost.usrloc.jdbc.access.Drivers;
import org.waypost.usrloc.jdbc.access.Options;
import org.waypost.usrloc.jdbc.fault.Breaker;
import org.waypost.usrloc.jdbc.load.LocationLoader;
import org.waypost.usrloc.jdbc.table.Dialect;
import org.waypost.usrloc.jdbc.table.Rows;
import org.waypost.usrloc.jdbc.table.Schema;
import org.waypost.usrloc.jdbc.table.TableFormat;
import org.waypost.usrloc.jdbc.table.TableSql;
import org.waypost.usrloc.jdbc.write.GroupCommit;

/** A database of a real server with everything that the bundle puts around one, for tests of the parts. */
public final class OpenDatabase implements AutoCloseable {

    public static final String TABLE = "location";

    public final TestDatabase test;
    public final Dialect dialect;
    public final TableFormat format = TableFormat.STANDARD;
    public final Rows rows = new Rows(format, () -> 0);
    public final ConnectionPool pool;
    public final Breaker breaker;
    public final GroupCommit writes;
    public final LocationLoader loader;
    private final Map<String, TableSql> tables = new ConcurrentHashMap<>();

    /** A new database of that kind with options of its own. */
    public OpenDatabase(TestDatabases.Kind kind, Options options) {
        test = TestDatabases.create(kind);
        dialect = Dialect.valueOf(kind.name());
        Drivers drivers = new Drivers();
        dialect.drivers().forEach(name -> drivers.add(name, factory(name)));
        pool = new ConnectionPool(
                DatabaseUrl.parse(test.url(), test.user(), test.password(), ""), drivers, () -> options);
        breaker = new Breaker(kind.name(), this::probe, UnaryOperator.identity());
        breaker.onUp(pool::renew);
        writes = new GroupCommit(dialect, format, rows, pool, this::table, breaker, () -> options);
        loader = new LocationLoader(
                dialect, format, rows, pool, this::table, breaker, (aor, contacts) -> contacts, () -> options);
    }

    public OpenDatabase(TestDatabases.Kind kind) {
        this(kind, Options.DEFAULTS);
    }

    /** The SQL for a table, which is made if it is not there. */
    public synchronized TableSql table(Connection connection, String name) throws SQLException {
        TableSql known = tables.get(name);
        if (known == null) {
            known = new TableSql(dialect, format, name);
            Schema schema = new Schema(dialect, format);
            schema.ensure(connection, known);
            schema.ensure(connection, known.attributes());
            tables.put(name, known);
        }
        return known;
    }

    /** The contacts of an AoR as the table has them, with attributes. */
    public List<Contact> contacts(String aor) throws SQLException {
        try (Connection connection = test.connect()) {
            TableSql table = table(connection, TABLE);
            List<Contact> contacts = new ArrayList<>();
            try (PreparedStatement query = connection.prepareStatement(table.record())) {
                rows.bindAor(query, 1, aor);
                try (ResultSet row = query.executeQuery()) {
                    while (row.next()) {
                        contacts.add(rows.contact(row));
                    }
                }
            }
            return contacts.stream()
                    .map(contact -> contact.withAttributes(attributes(connection, table, aor, contact.ruid())))
                    .toList();
        }
    }

    /** A record with such contacts. */
    public static AddressRecord record(String aor, Contact... contacts) {
        return new AddressRecord(aor, List.of(contacts));
    }

    /** A contact as devices have them. */
    public static Contact contact(String ruid, String uri) {
        return new Contact(
                Ruid.of(ruid),
                uri,
                "sip:192.0.2.7:5060",
                "",
                "call-" + ruid,
                "phone/1.0",
                "udp:127.0.0.1:5060",
                "<urn:uuid:00000000-0000-1000-8000-000a95a0e128>",
                2_000_000_000L,
                1_700_000_000L,
                1,
                500,
                0,
                0,
                -1,
                1,
                0,
                -1);
    }

    @Override
    public void close() {
        writes.close();
        breaker.close();
        pool.close();
        test.close();
    }

    private List<ContactAttribute> attributes(Connection connection, TableSql table, String aor, Ruid ruid) {
        try (PreparedStatement query =
                connection.prepareStatement(table.attributes().ofRecord())) {
            rows.bindAor(query, 1, aor);
            List<ContactAttribute> found = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    if (rows.ruid(row, 1).equals(ruid)) {
                        found.add(rows.attribute(row));
                    }
                }
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void probe(boolean write) throws SQLException {
        try (Connection connection = pool.connectAnew()) {
            TableSql table = new TableSql(dialect, format, TABLE);
            new Schema(dialect, format).ensure(connection, table);
            if (write) {
                connection.setAutoCommit(false);
                try (PreparedStatement insert = connection.prepareStatement(table.insert())) {
                    rows.bindInsert(insert, "probe", contact("probe", "sip:probe"));
                    insert.executeUpdate();
                }
                connection.rollback();
            }
        }
    }

    private static DataSourceFactory factory(String driver) {
        return (DataSourceFactory) Proxy.newProxyInstance(
                OpenDatabase.class.getClassLoader(),
                new Class<?>[] {DataSourceFactory.class},
                (proxy, method, arguments) -> method.getName().equals("createDriver")
                        ? Class.forName(driver).getConstructor().newInstance()
                        : null);
    }
}
