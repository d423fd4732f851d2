package org.waypost.itest.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.waypost.itest.kit.Backend;
import org.waypost.itest.kit.Fleet;
import org.waypost.itest.kit.SipClient;
import org.waypost.itest.kit.Soak;
import org.waypost.itest.kit.Texts;
import org.waypost.itest.kit.WaypostContainer;

/** Bindings in a database outlive the container and are shared by several. */
class StoreSharedIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int PHONES = 100;
    private static final int AORS = 20;
    private static final int RATE = 200;
    private static final int REGISTERS = Soak.choose(300, 6000);

    @Test
    void theStockDatabaseKeepsBindingsOverARestart() {
        WaypostContainer waypost = WaypostContainer.start();
        try {
            String contact = "sip:alice@127.0.0.1:5070";
            waypost.exec("cfg:set usrloc db_mode 1");
            try (SipClient phone = waypost.udp()) {
                assertThat(phone.ask(Texts.register(phone, "alice", 1, "Contact: <" + contact + ">;q=0.5"))
                                .status())
                        .isEqualTo(200);
            }
            assertThat(waypost.terminate()).isZero();
            waypost = waypost.restart();
            try (SipClient phone = waypost.udp()) {
                assertThat(phone.ask(Texts.query(phone, "alice")).contacts())
                        .singleElement()
                        .asString()
                        .startsWith("<" + contact + ">;q=0.5;expires=");
            }
        } finally {
            waypost.close();
        }
    }

    @ParameterizedTest
    @EnumSource(names = "H2", mode = EnumSource.Mode.EXCLUDE)
    void twoServersOnOneTableNeverLoseAnUpdate(Backend.Kind kind) throws InterruptedException {
        try (Backend backend = Backend.create(kind);
                WaypostContainer one = WaypostContainer.start();
                WaypostContainer two = WaypostContainer.start();
                Fleet left = new Fleet(one.port(), "shared", PHONES, AORS);
                Fleet right = new Fleet(two.port(), "shared", PHONES, AORS)) {
            for (WaypostContainer waypost : new WaypostContainer[] {one, two}) {
                // a machine that has much else to do may take longer than the two seconds that are stock
                waypost.exec(backend.choose() + ";cfg:set usrloc db_timeout 10000;cfg:set usrloc db_mode 3");
            }
            left.start(RATE, 0);
            right.start(RATE, 0);
            left.awaitAccepted(REGISTERS, PATIENCE.plusSeconds(REGISTERS / RATE));
            right.awaitAccepted(REGISTERS, PATIENCE);
            for (Fleet fleet : new Fleet[] {left, right}) {
                assertThat(fleet.finish()).isZero();
                fleet.checkAt(one.port());
                fleet.checkAt(two.port());
                assertThat(fleet.wrong()).isEmpty();
                assertThat(fleet.promised()).isEqualTo(PHONES);
                assertThat(fleet.registerReplies()).containsOnlyKeys(200);
            }
        }
    }
}
