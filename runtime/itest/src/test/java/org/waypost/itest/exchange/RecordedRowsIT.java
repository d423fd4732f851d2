package org.waypost.itest.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.waypost.itest.kit.Backend;
import org.waypost.itest.kit.WaypostContainer;

/**
 * Plays REGISTERs on PostgreSQL and compares each row they leave in {@code location} and {@code location_attrs} with what Kamailio
 * left of the same: see the script {@code record}, and {@link RecordedRows#OWN} for what differs on purpose.
 */
class RecordedRowsIT {

    /** Names of the exchanges to play: {@code -Drows='path.*'}. */
    private static final String WANTED = System.getProperty("rows", ".*");

    private static Backend backend;
    private static WaypostContainer waypost;
    private static ExchangePlayer player;

    @BeforeAll
    static void start() {
        backend = Backend.create(Backend.Kind.POSTGRESQL);
        waypost = WaypostContainer.start();
        waypost.exec(backend.choose());
        player = new ExchangePlayer(waypost);
    }

    @AfterAll
    static void stop() {
        waypost.close();
        backend.close();
    }

    @TestFactory
    Stream<DynamicNode> writesThroughWhatKamailioDoes() {
        return inMode(1);
    }

    @TestFactory
    Stream<DynamicNode> keepsInTheDatabaseAloneWhatKamailioDoes() {
        return inMode(3);
    }

    private static Stream<DynamicNode> inMode(int mode) {
        List<Exchange> own = Exchange.readAll(RecordedRows.OWN);
        Set<String> replaced = own.stream().map(Exchange::name).collect(Collectors.toSet());
        return Stream.concat(
                        own.stream(),
                        Exchange.readAll(RecordedRows.FOLDER).stream()
                                .filter(exchange -> !replaced.contains(exchange.name())))
                .filter(exchange -> exchange.name().matches(WANTED))
                .sorted(Comparator.comparing(exchange -> exchange.settings().toString()))
                .map(exchange -> dynamicTest(exchange.name(), () -> check(exchange, mode)));
    }

    private static void check(Exchange exchange, int mode) throws InterruptedException, SQLException {
        List<Exchange.Setting> settings = new ArrayList<>(exchange.settings());
        settings.add(new Exchange.Setting("usrloc", "db_mode", String.valueOf(mode)));
        player.use(settings);
        int logged = waypost.log().length();
        List<String> differences = new ArrayList<>();
        try (Connection connection = backend.database().connect()) {
            LocationTables tables = new LocationTables(connection);
            tables.clear();
            List<String> seen = Conversation.play(exchange, waypost.port(), tables::after);
            for (int i = 0; i < seen.size(); i++) {
                String expected = RecordedRows.of(exchange.steps().get(i), mode);
                for (String line : LocationTables.differences(expected, seen.get(i))) {
                    differences.add("message " + (i + 1) + "\n" + line);
                }
            }
        }
        assertThat(differences)
                .as(exchange.name() + "\n" + String.join("\n", exchange.head()) + "\nlog:\n"
                        + waypost.log().substring(logged))
                .isEmpty();
    }
}
