package org.waypost.itest.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.waypost.itest.kit.Backend;
import org.waypost.itest.kit.Fleet;
import org.waypost.itest.kit.SipClient;
import org.waypost.itest.kit.SipMessage;
import org.waypost.itest.kit.Soak;
import org.waypost.itest.kit.Texts;
import org.waypost.itest.kit.WaypostContainer;

/**
 * PostgreSQL goes away under load and comes back, for three containers at once, in db_mode 1, 2 and 3: what is answered meanwhile, what is
 * kept, and how soon all is well again.
 */
class StoreOutageIT {

    private static final Duration OUTAGE = Duration.ofSeconds(Soak.choose(5, 60));
    private static final Duration BACK_TO_NORMAL = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int PHONES = 500;
    private static final int REGISTERS = 200;
    private static final int LOOKUPS = 50;
    private static final int MORE_THREADS = 8;

    private List<Site> sites = List.of();

    /** One container and its phones. */
    private record Site(int mode, Backend backend, WaypostContainer waypost, Fleet fleet) {

        static Site start(int mode) {
            Backend backend = Backend.create(Backend.Kind.POSTGRESQL);
            WaypostContainer waypost = WaypostContainer.start();
            Fleet fleet = new Fleet(waypost.port(), "phone", PHONES);
            waypost.exec(backend.choose() + ";cfg:set usrloc timer_interval 1;cfg:set usrloc db_mode " + mode);
            fleet.registerAll(32, PATIENCE);
            return new Site(mode, backend, waypost, fleet);
        }

        void close() {
            try {
                fleet.close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            waypost.close();
            backend.close();
        }
    }

    @BeforeEach
    void start() {
        sites = IntStream.rangeClosed(1, 3).parallel().mapToObj(Site::start).toList();
    }

    @AfterEach
    void stop() {
        sites.forEach(Site::close);
    }

    @Test
    void anOutageLosesNothing() throws InterruptedException {
        sites.forEach(site -> site.fleet.start(REGISTERS, LOOKUPS));
        sites.forEach(site -> site.fleet.awaitAccepted(REGISTERS, PATIENCE));
        sites.forEach(site -> assertThat(site.fleet.registerReplies()).containsOnlyKeys(200));
        List<Long> threads = sites.stream().map(StoreOutageIT::threads).toList();

        sites.get(0).backend.database().server().stop();
        for (Site site : sites) {
            WaypostContainer.await(
                    "store:list says that the database is down, db_mode " + site.mode,
                    PATIENCE,
                    () -> site.waypost.exec("store:list").contains("down"));
            assertAnswersWithoutDatabase(site);
        }
        Thread.sleep(OUTAGE.toMillis()); // the outage that this is about
        sites.forEach(StoreOutageIT::assertAnswersWithoutDatabase);

        sites.get(0).backend.database().server().start();
        assertNormalService();
        // three seconds: what was asked before the return may still fail when its db_timeout, two, is over
        sites.get(0).fleet.awaitAccepted(3 * REGISTERS, PATIENCE);
        for (Site site : sites) {
            assertNothingLost(site);
        }
        for (int i = 0; i < sites.size(); i++) {
            awaitNoMoreThreads(sites.get(i), threads.get(i));
        }
    }

    /** The worst case: connections stay and are taken, but nothing comes back. */
    @Test
    @EnabledIfSystemProperty(
            named = "soak",
            matches = "true",
            disabledReason = "usrloc-jdbc's own tests freeze them, too")
    void aDatabaseThatHangsKeepsNobodyWaiting() {
        sites.get(0).backend.database().server().freeze();
        sites.forEach(StoreOutageIT::assertAnswersWithoutDatabase);
        sites.get(0).backend.database().server().thaw();
        assertNormalService();
    }

    private void assertNormalService() {
        WaypostContainer.await(
                "normal service", BACK_TO_NORMAL, () -> sites.stream().allMatch(StoreOutageIT::isServed));
    }

    private static void assertAnswersWithoutDatabase(Site site) {
        try (SipClient phone = site.waypost.udp()) {
            SipMessage saved = phone.ask(Texts.register(phone, "during", 1, "Contact: <sip:during@127.0.0.1>"));
            SipMessage listed = phone.ask(Texts.query(phone, "phone1"));
            if (site.mode == 2) {
                assertThat(saved.status()).as("db_mode 2").isEqualTo(200);
            } else {
                assertThat(saved.status()).as("db_mode " + site.mode).isEqualTo(500);
                assertThat(saved.header("P-Registrar-Error").orElse("")).matches("usrloc_\\w+ failed");
            }
            assertThat(listed.status()).isEqualTo(site.mode == 3 ? 500 : 200);
            assertThat(listed.contacts()).hasSize(site.mode == 3 ? 0 : 1);
        }
    }

    private static boolean isServed(Site site) {
        try (SipClient phone = site.waypost.udp()) {
            int cseq = (int) (System.nanoTime() / 1_000_000 & 0x3FFFFFFF);
            return phone.ask(Texts.register(phone, "after", cseq, "Contact: <sip:after@127.0.0.1>"))
                            .status()
                    == 200;
        }
    }

    private static void assertNothingLost(Site site) throws InterruptedException {
        String mode = "db_mode " + site.mode;
        Fleet fleet = site.fleet;
        Map<Integer, Long> before = fleet.registerReplies();
        fleet.awaitAccepted(2 * REGISTERS, PATIENCE);
        assertThat(failures(fleet.registerReplies()))
                .as(mode + ", failures since the return")
                .isEqualTo(failures(before));
        assertThat(fleet.finish()).as(mode + ", requests never answered").isZero();
        fleet.checkAt(site.waypost.port());
        assertThat(fleet.wrong()).as(mode).isEmpty();
        assertThat(fleet.registerReplies().keySet())
                .as(mode)
                .allMatch(status -> status == 200 || status == 500 && site.mode != 2);
        assertThat(fleet.callReplies().keySet())
                .as(mode)
                .allMatch(status -> status == 200 || status == 500 && site.mode == 3);
        if (site.mode != 3) {
            WaypostContainer.await(
                    mode + ", memory and database are the same",
                    PATIENCE,
                    () -> site.waypost.run("store:verify memory jdbc").exitCode() == 0);
        }
        assertThat(site.waypost.log()).doesNotContain(site.backend.database().password());
    }

    /** Those that an outage makes end when they have had nothing to do for a while. */
    private static void awaitNoMoreThreads(Site site, long before) {
        WaypostContainer.await(
                "db_mode " + site.mode + ", no more threads than before",
                PATIENCE,
                () -> threads(site) <= before + MORE_THREADS);
    }

    private static long failures(Map<Integer, Long> replies) {
        return replies.values().stream().mapToLong(Long::longValue).sum() - replies.getOrDefault(200, 0L);
    }

    private static long threads(Site site) {
        return site.waypost
                .jcmd("Thread.print")
                .lines()
                .filter(line -> line.startsWith("\""))
                .count();
    }
}
