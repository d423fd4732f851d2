package org.waypost.itest.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.waypost.itest.kit.Backend;
import org.waypost.itest.kit.Fleet;
import org.waypost.itest.kit.Soak;
import org.waypost.itest.kit.WaypostContainer;

/** With write-through (db_mode 1) a 200 is a promise that outlives {@code kill -9} under 3,000 REGISTER/s. */
class StoreKillIT {

    private static final int RATE = 3000;
    private static final int PHONES = Soak.choose(2000, 4000);
    private static final int ROUNDS = Soak.choose(1, 10);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final SplittableRandom random = new SplittableRandom();

    @ParameterizedTest
    @EnumSource
    void everyAcknowledgedBindingIsThereAfterAKill(Backend.Kind kind) throws InterruptedException {
        List<Fleet> fleets = new ArrayList<>();
        WaypostContainer waypost = WaypostContainer.start();
        try (Backend backend = Backend.create(kind)) {
            waypost.exec(backend.choose() + ";cfg:set usrloc db_mode 1");
            for (int round = 1; round <= ROUNDS; round++) {
                fleets.add(killUnderLoad(waypost, "round" + round + "-"));
                waypost = waypost.restart();
            }
            for (Fleet fleet : fleets) {
                assertThat(fleet.promised()).isGreaterThan(PHONES / 2);
                fleet.checkAt(waypost.port());
                assertThat(fleet.wrong()).isEmpty();
            }
        } finally {
            waypost.close();
        }
    }

    private Fleet killUnderLoad(WaypostContainer waypost, String prefix) throws InterruptedException {
        try (Fleet fleet = new Fleet(waypost.port(), prefix, PHONES)) {
            fleet.start(RATE, 0);
            fleet.awaitAccepted(PHONES + random.nextInt(PHONES), PATIENCE); // both new bindings and refreshed ones
            waypost.kill();
            fleet.abandon();
            return fleet;
        }
    }
}
