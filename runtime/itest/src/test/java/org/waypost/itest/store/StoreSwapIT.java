package org.waypost.itest.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.waypost.itest.kit.Backend;
import org.waypost.itest.kit.Fleet;
import org.waypost.itest.kit.Outcome;
import org.waypost.itest.kit.Soak;
import org.waypost.itest.kit.WaypostContainer;

/** The store under the location table is exchanged under REGISTERs and lookups, and nobody notices: none fails and each is answered as promised. */
class StoreSwapIT {

    private static final int REGISTERS = Soak.choose(400, 1000);
    private static final int LOOKUPS = Soak.choose(200, 500);
    private static final int PHONES = Soak.choose(5000, 100_000);
    private static final int WINDOW = 64;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final List<String> seen = new ArrayList<>();
    private WaypostContainer waypost;
    private Fleet fleet;

    @BeforeEach
    void start() {
        waypost = WaypostContainer.start();
        waypost.exec("cfg:set usrloc db_timeout 10000"); // on a machine that has much else to do
        fleet = new Fleet(waypost.port(), "phone", PHONES);
        fleet.registerAll(WINDOW, PATIENCE);
    }

    @AfterEach
    void stop() throws InterruptedException {
        fleet.close();
        waypost.close();
    }

    @Test
    void switchingFromStoreToStoreFailsAndLosesNothing() throws InterruptedException {
        try (Backend postgresql = Backend.create(Backend.Kind.POSTGRESQL)) {
            fleet.start(REGISTERS, LOOKUPS);
            fleet.awaitAccepted(REGISTERS, PATIENCE);
            for (String step : new String[] {
                "cfg:set usrloc db_mode 3", // memory to H2
                postgresql.choose(),
                "cfg:set usrloc db_mode 0",
                "cfg:set usrloc db_mode 1"
            }) {
                waypost.exec(step);
                fleet.awaitAccepted(REGISTERS, PATIENCE);
                seen.add(step.replaceAll("//.*", "") + ": " + fleet.registerReplies() + fleet.callReplies());
            }
            assertAllAnsweredAsPromised();
            Outcome verified = waypost.run("store:verify memory jdbc");
            assertThat(verified.exitCode()).as(verified.output()).isZero();
        }
    }

    @Test
    void updatingTheMemoryStoreLosesNothing() throws InterruptedException {
        fleet.start(REGISTERS, LOOKUPS);
        fleet.awaitAccepted(REGISTERS, PATIENCE);
        waypost.exec("bundle:update org.waypost.usrloc-memory");
        fleet.awaitAccepted(REGISTERS, PATIENCE);
        assertAllAnsweredAsPromised();
    }

    private void assertAllAnsweredAsPromised() throws InterruptedException {
        assertThat(fleet.finish()).as("requests never answered").isZero();
        fleet.checkAt(waypost.port());
        assertThat(fleet.wrong()).isEmpty();
        assertThat(fleet.registerReplies()).as("%s%n%s", seen, waypost.log()).containsOnlyKeys(200);
        assertThat(fleet.callReplies()).as("%s", seen).containsOnlyKeys(200);
    }
}
