package org.waypost.auth.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.waypost.auth.guard.Guard.Blocked;

/** Who is blocked after how many failures, and who is not. */
class GuardTest {

    private static final String ALICE = "alice@example.com";
    private static final GuardSettings SETTINGS = GuardSettings.DEFAULTS;

    private final Guard guard = new Guard();
    private int guess;

    @Test
    void tellsWhoIsBlockedAndLetsThemGo() throws Exception {
        block("192.0.2.7", ALICE);
        block("2001:db8::7", "bob@example.com");

        assertThat(guard.blockedNow(0))
                .containsExactlyInAnyOrder(
                        new Blocked("192.0.2.7", "*", SETTINGS.blockAfter(), SETTINGS.blockSeconds()),
                        new Blocked("2001:db8:0:0:0:0:0:0/64", "*", SETTINGS.blockAfter(), SETTINGS.blockSeconds()));
        assertThat(guard.blockedFor(address("2001:db8::8"), "carol@example.com", 0))
                .as("of the same network")
                .isPositive();

        assertThat(guard.release(0, each -> each.source().equals("192.0.2.7"))).hasSize(1);
        assertThat(guard.blockedFor(address("192.0.2.7"), ALICE, 0)).isZero();
        assertThat(guard.blockedNow(0)).hasSize(1);
        assertThat(guard.release(0, each -> true)).hasSize(1);
        assertThat(guard.release(0, each -> true)).isEmpty();
    }

    @Test
    void blocksAUserForNewSourcesOnlyAfterManyFailuresFromEverywhere() throws Exception {
        guard.succeeded(address("192.0.2.1"), ALICE, 0, SETTINGS);
        for (int source = 10; source < 15; source++) {
            block("192.0.2." + source, ALICE);
        }

        assertThat(guard.blockedNow(0))
                .anyMatch(each -> each.source().equals("*") && each.user().equals(ALICE));
        assertThat(guard.blockedFor(address("192.0.2.99"), ALICE, 0)).isPositive();
        assertThat(guard.blockedFor(address("192.0.2.1"), ALICE, 0))
                .as("where the right password came from")
                .isZero();
        assertThat(guard.release(0, each -> each.user().equals(ALICE))).hasSize(1);
        assertThat(guard.blockedFor(address("192.0.2.99"), ALICE, 0)).isZero();
    }

    @Test
    void doesNotForgetWhoHasProvenThemselvesWhenTheyAreLetGo() throws Exception {
        guard.succeeded(address("192.0.2.1"), ALICE, 0, SETTINGS);
        block("192.0.2.1", ALICE);
        assertThat(guard.blockedFor(address("192.0.2.1"), ALICE, 0)).isPositive();
        assertThat(guard.blockedFor(address("192.0.2.1"), "bob@example.com", 0))
                .as("their neighbours")
                .isZero();

        assertThat(guard.release(0, each -> true)).extracting(Blocked::user).containsExactly(ALICE);
        block("192.0.2.1", ALICE);
        assertThat(guard.blockedFor(address("192.0.2.1"), "bob@example.com", 0)).isZero();
    }

    private void block(String source, String user) throws UnknownHostException {
        for (int i = 0; i < SETTINGS.blockAfter(); i++) {
            guard.failed(address(source), user, "guess" + ++guess, 0, SETTINGS);
        }
    }

    private static InetAddress address(String text) throws UnknownHostException {
        return InetAddress.getByName(text);
    }
}
