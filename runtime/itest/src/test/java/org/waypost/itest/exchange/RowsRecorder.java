package org.waypost.itest.exchange;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.waypost.testdatabases.TestDatabase;
import org.waypost.testdatabases.TestDatabases;

/**
 * Fills in what a running Kamailio leaves in its tables on PostgreSQL, in db_mode 1 and 3. Run by hand through the script {@code
 * record}; the tests read only what it wrote.
 */
final class RowsRecorder {

    private static final List<String> SCHEMA = List.of("standard-create.sql", "usrloc-create.sql");

    private RowsRecorder() {}

    /** {@code args}: the names of the exchanges to record; none for all. */
    public static void main(String[] args) throws Exception {
        if (!Kamailio.usesPostgresql()) {
            System.err.println("record: kamailio and its db_postgres are not installed");
            System.exit(1);
        }
        List<String> names = List.of(args);
        Map<String, List<Exchange>> byParameters = Exchange.readAll(RecordedRows.FOLDER).stream()
                .filter(exchange -> names.isEmpty() || names.contains(exchange.name()))
                .collect(Collectors.groupingBy(
                        exchange -> exchange.settings().toString(), TreeMap::new, Collectors.toList()));
        for (List<Exchange> group : byParameters.values()) {
            Map<Integer, Map<String, List<String>>> seen = new HashMap<>();
            for (int mode : RecordedRows.MODES) {
                seen.put(mode, play(group, mode));
            }
            for (Exchange exchange : group) {
                Exchange recorded = RecordedRows.merged(
                        exchange, seen.get(1).get(exchange.name()), seen.get(3).get(exchange.name()));
                Files.writeString(RecordedRows.FOLDER.resolve(exchange.name() + ".sip"), recorded.text());
                System.out.println("recorded " + exchange.name());
            }
        }
    }

    private static Map<String, List<String>> play(List<Exchange> group, int mode)
            throws SQLException, IOException, InterruptedException {
        try (TestDatabase database = TestDatabases.create(TestDatabases.Kind.POSTGRESQL)) {
            createTables(database);
            List<Exchange.Setting> settings = new ArrayList<>(group.get(0).settings());
            settings.add(new Exchange.Setting("usrloc", "db_mode", String.valueOf(mode)));
            settings.add(new Exchange.Setting("usrloc", "db_url", database.kamailioUrl()));
            Map<String, List<String>> seen = new HashMap<>();
            try (Kamailio reference = new Kamailio(settings);
                    Connection connection = database.connect()) {
                for (Exchange exchange : group) {
                    LocationTables tables = new LocationTables(connection);
                    tables.clear();
                    seen.put(exchange.name(), Conversation.play(exchange, reference.port(), tables::after));
                }
                reference.complaints().forEach(System.out::println);
            }
            return seen;
        }
    }

    /** By Kamailio's own scripts. */
    static void createTables(TestDatabase database) throws SQLException, IOException {
        for (String script : SCHEMA) {
            database.execute(Files.readString(Kamailio.POSTGRESQL_SCHEMA.resolve(script)));
        }
    }
}
