package org.waypost.itest.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.waypost.itest.kit.Backend;
import org.waypost.itest.kit.Outcome;
import org.waypost.itest.kit.WaypostContainer;

/**
 * Plays the exchanges with the bindings in one database in each db_mode, which is switched in the running container. In db_mode 1 and
 * 2, where memory answers, each is played on one of the databases, and those that wait for an expiry not at all, unless {@code
 * -Dstores=all} is given.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DatabaseExchanges {

    private static final boolean ALL = System.getProperty("stores", "").equals("all");

    private static final Duration FLUSHED = Duration.ofSeconds(10);

    /** Kamailio's text says that in db_mode 3 a ruid is enough for unregister; its function for scripts refuses it, Waypost's does not. */
    private static final Set<String> BY_THE_TEXT = Set.of("lua-unregister-ruid");

    /** Those with a q of three decimals; Kamailio's table for MySQL has two. */
    private static final Set<String> THREE_DECIMALS = Set.of("q-formats");

    /** Parameters that say what rows hold, or what of them is used: domain, attributes, sockets of this server. */
    private static final Set<String> COLUMNS = Set.of("use_domain", "xavp_contact", "listen");

    private final Backend.Kind kind;
    private Backend backend;
    private WaypostContainer waypost;
    private ExchangePlayer player;

    DatabaseExchanges(Backend.Kind kind) {
        this.kind = kind;
    }

    @BeforeAll
    void start() {
        backend = Backend.create(kind);
        waypost = WaypostContainer.start();
        waypost.exec(backend.choose());
        player = new ExchangePlayer(waypost);
    }

    @AfterAll
    void stop() {
        waypost.close();
        backend.close();
    }

    @TestFactory
    Stream<DynamicNode> inEveryMode() {
        return Stream.of(1, 2, 3)
                .flatMap(mode -> Stream.of(
                        inMode(mode, true, exchange -> !choosesColumns(exchange)),
                        inMode(mode, false, DatabaseExchanges::choosesColumns)));
    }

    /** Plays some of them in one mode, then compares memory with the database. */
    private DynamicNode inMode(int mode, boolean comparable, Predicate<Exchange> part) {
        Predicate<Exchange> chosen = part.and(exchange -> isPlayed(exchange, mode));
        List<DynamicNode> nodes = new ArrayList<>();
        nodes.add(dynamicTest("switch", () -> switchTo(mode)));
        nodes.add(dynamicContainer(
                "as Kamailio", mode == 3 ? player.asKamailioInDbOnly(chosen) : player.asKamailio(chosen)));
        nodes.add(dynamicContainer("as written", player.asWritten(chosen)));
        if (comparable && mode != 3) {
            nodes.add(dynamicTest("memory and database are the same", this::assertSame));
        }
        return dynamicContainer("db_mode " + mode + (comparable ? "" : ", with other columns"), nodes);
    }

    private boolean isPlayed(Exchange exchange, int mode) {
        if (mode != 3) {
            return ALL || !waits(exchange) && isTurnOf(exchange, mode);
        }
        return !BY_THE_TEXT.contains(exchange.name())
                && (kind != Backend.Kind.MARIADB || !THREE_DECIMALS.contains(exchange.name()));
    }

    /** One database of the three for each exchange and mode, another one in the other mode. */
    private boolean isTurnOf(Exchange exchange, int mode) {
        int databases = Backend.Kind.values().length;
        return Math.floorMod(exchange.name().hashCode() + mode + kind.ordinal(), databases) == 0;
    }

    /** Removes all bindings, as some exchanges expect that of an AoR there are none, and switches. */
    private void switchTo(int mode) {
        player.use(List.of());
        player.removeAllBindings();
        waypost.exec("cfg:set usrloc db_mode " + mode);
    }

    private void assertSame() {
        player.use(List.of(new Exchange.Setting("usrloc", "timer_interval", "1"))); // what db_mode 2 owes is written
        Outcome verified = waypost.run("store:verify memory jdbc");
        for (long end = System.nanoTime() + FLUSHED.toNanos(); verified.exitCode() != 0 && System.nanoTime() < end; ) {
            verified = waypost.run("store:verify memory jdbc");
        }
        assertThat(verified.exitCode()).as(verified.output()).isZero();
    }

    /** Whether its parameters are about what is in the rows; they are not read without them, or otherwise. */
    private static boolean choosesColumns(Exchange exchange) {
        return exchange.settings().stream().anyMatch(setting -> COLUMNS.contains(setting.name()));
    }

    private static boolean waits(Exchange exchange) {
        return exchange.steps().stream().anyMatch(step -> step.delay() > 0);
    }
}
