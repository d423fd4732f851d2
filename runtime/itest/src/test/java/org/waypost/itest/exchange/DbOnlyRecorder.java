package org.waypost.itest.exchange;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.waypost.testdatabases.TestDatabase;
import org.waypost.testdatabases.TestDatabases;

/**
 * Plays the exchanges to a running Kamailio in db_mode 3 on PostgreSQL and writes those down that come out otherwise than with the
 * bindings in memory. Run by hand through the script {@code record}; the tests read only what it wrote.
 */
final class DbOnlyRecorder {

    /** The exchanges with other replies in db_mode 3. */
    static final Path FOLDER = Path.of("src/test/resources/db-only");

    private DbOnlyRecorder() {}

    /** {@code args}: the names of the exchanges to play; none for all. */
    public static void main(String[] args) throws Exception {
        if (!Kamailio.usesPostgresql()) {
            System.err.println("record: kamailio and its db_postgres are not installed");
            System.exit(1);
        }
        List<String> names = List.of(args);
        Map<String, List<Exchange>> byParameters = Exchange.readAll(Path.of("src/test/resources/exchanges")).stream()
                .filter(exchange -> names.isEmpty() || names.contains(exchange.name()))
                .collect(Collectors.groupingBy(
                        exchange -> exchange.settings().toString(), TreeMap::new, Collectors.toList()));
        for (List<Exchange> group : byParameters.values()) {
            try (TestDatabase database = TestDatabases.create(TestDatabases.Kind.POSTGRESQL)) {
                RowsRecorder.createTables(database);
                List<Exchange.Setting> settings = new ArrayList<>(group.get(0).settings());
                settings.add(new Exchange.Setting("usrloc", "db_mode", "3"));
                settings.add(new Exchange.Setting("usrloc", "db_url", database.kamailioUrl()));
                try (Kamailio reference = new Kamailio(settings)) {
                    for (Exchange exchange : group) {
                        record(exchange, reference);
                    }
                }
            } catch (IllegalStateException e) {
                System.out.println("not played: " + group + ": " + e.getMessage());
            }
        }
    }

    private static void record(Exchange exchange, Kamailio reference) throws Exception {
        List<String> replies;
        try {
            replies = Conversation.play(exchange, reference.port());
        } catch (AssertionError e) {
            System.out.println("not played to its end: " + exchange.name() + ": " + e.getMessage());
            return;
        }
        Path file = FOLDER.resolve(exchange.name() + ".sip");
        boolean same = IntStream.range(0, replies.size())
                .allMatch(i -> Differences.exact(exchange.steps().get(i).reply(), replies.get(i))
                        .isEmpty());
        Files.deleteIfExists(file);
        if (!same) {
            Files.writeString(file, exchange.withReplies(replies).text());
            System.out.println("differs: " + exchange.name());
        }
    }
}
