package org.waypost.itest.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.waypost.itest.kit.Backend;
import org.waypost.itest.kit.WaypostContainer;

/**
 * Sends the same random REGISTERs to Waypost and to a Kamailio and compares each row they write. Skipped where no Kamailio is
 * installed. {@code -Dseed=N} for the same again, {@code -Dregisters=N} for longer.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RandomRowsIT {

    private static final long SEED = Long.getLong("seed", System.nanoTime());
    private static final int REGISTERS = Integer.getInteger("registers", 150);

    private static final List<String> PARAMETERS = List.of(
            "",
            "usrloc use_domain 1",
            "usrloc db_check_update 1,usrloc db_insert_null 1,usrloc db_insert_update 1,usrloc server_id 26",
            "usrloc matching_mode 1,registrar use_path 1,registrar path_mode 0",
            "registrar use_path 1,registrar path_mode 0,registrar path_use_received 1",
            "registrar case_sensitive 1,registrar min_expires 0",
            "registrar max_contacts 3,usrloc desc_time_order 1,registrar default_q 300",
            "registrar use_path 1,registrar path_mode 1,registrar outbound_mode 1,registrar regid_mode 1");

    private Backend waypostsTables;
    private Backend kamailiosTables;
    private WaypostContainer waypost;
    private ExchangePlayer player;

    @BeforeAll
    void start() throws SQLException, IOException {
        assumeTrue(Kamailio.isWanted(), "-Dkamailio=true compares with a Kamailio beside");
        assumeTrue(Kamailio.usesPostgresql(), "kamailio and its db_postgres are not installed");
        waypostsTables = Backend.create(Backend.Kind.POSTGRESQL);
        kamailiosTables = Backend.create(Backend.Kind.POSTGRESQL);
        RowsRecorder.createTables(kamailiosTables.database());
        waypost = WaypostContainer.start();
        waypost.exec(waypostsTables.choose());
        player = new ExchangePlayer(waypost);
    }

    @AfterAll
    void stop() {
        Stream.of(waypost, waypostsTables, kamailiosTables)
                .filter(started -> started != null)
                .forEach(RandomRowsIT::close);
    }

    private static void close(AutoCloseable started) {
        try {
            started.close();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    static Stream<List<Exchange.Setting>> writtenThrough() {
        return PARAMETERS.stream().map(list -> settings(list + ",usrloc db_mode 1"));
    }

    static Stream<List<Exchange.Setting>> databaseOnly() {
        return PARAMETERS.stream().map(list -> settings(list + ",usrloc db_mode 3"));
    }

    private static List<Exchange.Setting> settings(String list) {
        return Stream.of(list.split(","))
                .filter(setting -> !setting.isEmpty())
                .map(setting -> setting.split(" "))
                .map(words -> new Exchange.Setting(words[0], words[1], words[2]))
                .toList();
    }

    @ParameterizedTest
    @MethodSource({"writtenThrough", "databaseOnly"})
    void writesTheRowsThatKamailioWrites(List<Exchange.Setting> settings) throws Exception {
        player.use(settings);
        Exchange exchange = RandomRegisters.exchange(random(settings), run(settings), REGISTERS);
        try (Kamailio kamailio = kamailio(settings, kamailiosTables);
                Connection left = kamailiosTables.database().connect();
                Connection right = waypostsTables.database().connect()) {
            List<String> expected = played(exchange, kamailio.port(), left);
            List<String> seen = played(exchange, waypost.port(), right);
            for (int i = 0; i < seen.size(); i++) {
                assertThat(LocationTables.differences(anyTime(expected.get(i)), anyTime(seen.get(i))))
                        .as("seed %d, message %d:\n%s\nbefore it:\n%s"
                                .formatted(
                                        SEED,
                                        i + 1,
                                        exchange.steps().get(i).request(),
                                        i == 0 ? "" : expected.get(i - 1)))
                        .isEmpty();
            }
        }
    }

    private static List<String> played(Exchange exchange, int port, Connection connection) throws InterruptedException {
        LocationTables tables = new LocationTables(connection);
        tables.clear();
        return Conversation.play(exchange, port, tables::after);
    }

    /** Each REGISTER to one of the two, which share the tables: the rows are what one Kamailio alone would have made of all. */
    @ParameterizedTest
    @MethodSource("databaseOnly")
    void sharesTheTableWithKamailio(List<Exchange.Setting> settings) throws Exception {
        player.use(settings);
        RandomGenerator random = random(settings);
        Exchange exchange = RandomRegisters.exchange(random, run(settings), REGISTERS);
        try (Kamailio alone = kamailio(settings, kamailiosTables);
                Kamailio beside = kamailio(settings, waypostsTables);
                Connection left = kamailiosTables.database().connect();
                Connection right = waypostsTables.database().connect();
                Conversation toKamailio = new Conversation(exchange, beside.port());
                Conversation toWaypost = new Conversation(exchange, waypost.port())) {
            List<String> expected = played(exchange, alone.port(), left);
            LocationTables tables = new LocationTables(right);
            tables.clear();
            List<String> history = new ArrayList<>();
            for (int i = 0; i < expected.size(); i++) {
                boolean here = random.nextBoolean();
                Exchange.Step step = exchange.steps().get(i);
                Conversation at = here ? toWaypost : toKamailio;
                String seen = at.restore(tables.after(at.reply(step)));
                history.add((here ? "to Waypost\n" : "to Kamailio\n") + step.request());
                assertThat(LocationTables.differences(anySocket(anyTime(expected.get(i))), anySocket(anyTime(seen))))
                        .as("seed %d, message %d %s\nbefore it:\n%s"
                                .formatted(SEED, i + 1, history.get(i), i == 0 ? "" : expected.get(i - 1)))
                        .isEmpty();
            }
        }
    }

    /** Rows without the times of their last change, since the servers do not take equally long. */
    private static String anyTime(String rows) {
        return rows.replaceAll("last_modified=@NOW@[^ ]*", "last_modified=#");
    }

    private static String anySocket(String rows) {
        return rows.replaceAll("socket=udp:127.0.0.1:[^ ]*", "socket=#");
    }

    private static Kamailio kamailio(List<Exchange.Setting> settings, Backend tables)
            throws IOException, InterruptedException {
        List<Exchange.Setting> all = new ArrayList<>(settings);
        all.add(new Exchange.Setting("usrloc", "db_url", tables.database().kamailioUrl()));
        return new Kamailio(all);
    }

    private static RandomGenerator random(List<Exchange.Setting> settings) {
        return new SplittableRandom(SEED + settings.hashCode());
    }

    /** Letters that are in the users of one play, so that a play does not meet what another left in memory. */
    private static String run(List<Exchange.Setting> settings) {
        return Integer.toHexString((int) (SEED ^ settings.hashCode())).replaceAll("[0-9]", "n");
    }
}
