package org.waypost.usrloc.jdbc.load;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.concurrent.atomic.LongAdder;
import org.waypost.testdatabases.TestDatabases;
import org.waypost.usrloc.jdbc.OpenDatabase;
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
        try (OpenDatabase database = new OpenDatabase(kind)) {
            fill(database, aors, each, near);
            for (int round = 0; round < 4; round++) {
                LongAdder records = new LongAdder();
                LongAdder contacts = new LongAdder();
                long server = database.test.server().processorMillis();
                long start = System.nanoTime();
                database.loader.load(OpenDatabase.TABLE, 0, record -> {
                    records.increment();
                    contacts.add(record.contacts().size());
                });
                System.out.printf(
                        "%s: %d records, %d contacts in %.2f s, %.2f s of the server's processor time%n",
                        kind,
                        records.sum(),
                        contacts.sum(),
                        (System.nanoTime() - start) / 1e9,
                        (database.test.server().processorMillis() - server) / 1e3);
            }
        }
        System.exit(0);
    }

    private static void fill(OpenDatabase database, int aors, int each, boolean near) throws Exception {
        try (Connection connection = database.pool.getConnection()) {
            TableSql table = database.table(connection, OpenDatabase.TABLE);
            connection.setAutoCommit(false);
            try (PreparedStatement insert = connection.prepareStatement(table.insert())) {
                for (int i = 0; i < aors * each; i++) {
                    int aor = near ? i / each : i % aors;
                    String ruid = "uloc-6553f100-1-" + Integer.toHexString(i) + "1";
                    database.rows.bindInsert(
                            insert, "user" + aor, OpenDatabase.contact(ruid, "sip:user" + aor + "@192.0.2.7:5060"));
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
}
