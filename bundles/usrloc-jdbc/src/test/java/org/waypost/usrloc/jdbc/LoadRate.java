package org.waypost.usrloc.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.atomic.LongAdder;
import org.waypost.jdbc.Dialect;
import org.waypost.testdatabases.TestDatabase;
import org.waypost.testdatabases.TestDatabases;
import org.waypost.usrloc.jdbc.table.Rows;
import org.waypost.usrloc.jdbc.table.TableFormat;
import org.waypost.usrloc.jdbc.table.TableSql;

/**
 * Measures how fast a table is loaded; not a test. Arguments: kind of database, number of AoRs, of contacts each, and whether these are
 * stored one AoR after the other ({@code near}) or a round of AoRs after the other ({@code far}).
 */
public final class LoadRate {

    private static final int TOGETHER = 1000;

    private LoadRate() {}

    public static void main(String[] arguments) throws Exception {
        TestDatabases.Kind kind = TestDatabases.Kind.valueOf(arguments[0]);
        int aors = Integer.parseInt(arguments[1]);
        int each = Integer.parseInt(arguments[2]);
        boolean near = arguments[3].equals("near");
        try (TestDatabase database = TestDatabases.create(kind)) {
            JdbcLocationDatabase store = Databases.store(database);
            fill(kind, database, store, aors, each, near);
            for (int round = 0; round < 4; round++) {
                LongAdder records = new LongAdder();
                LongAdder contacts = new LongAdder();
                long server = database.server().processorMillis();
                long start = System.nanoTime();
                store.load(Databases.TABLE, 0, record -> {
                    records.increment();
                    contacts.add(record.contacts().size());
                });
                System.out.printf(
                        "%s: %d records, %d contacts in %.2f s, %.2f s of the server's processor time%n",
                        kind,
                        records.sum(),
                        contacts.sum(),
                        (System.nanoTime() - start) / 1e9,
                        (database.server().processorMillis() - server) / 1e3);
            }
            store.close();
        }
        System.exit(0);
    }

    private static void fill(
            TestDatabases.Kind kind,
            TestDatabase database,
            JdbcLocationDatabase store,
            int aors,
            int each,
            boolean near)
            throws SQLException {
        store.find(Databases.TABLE, "somebody"); // makes the table
        Dialect dialect = Dialect.valueOf(kind.name());
        TableSql table = new TableSql(dialect, TableFormat.STANDARD, Databases.TABLE);
        Rows rows = new Rows(TableFormat.STANDARD, () -> 0);
        try (Connection connection = database.connect();
                PreparedStatement insert = connection.prepareStatement(table.insert())) {
            connection.setAutoCommit(false);
            for (int i = 0; i < aors * each; i++) {
                rows.bindInsert(insert, "user" + (near ? i / each : i % aors), Databases.contact(i));
                insert.addBatch();
                if (i % TOGETHER == TOGETHER - 1) {
                    insert.executeBatch();
                    connection.commit();
                }
            }
            insert.executeBatch();
            connection.commit();
        }
    }
}
