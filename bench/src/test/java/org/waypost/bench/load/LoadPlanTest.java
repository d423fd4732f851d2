package org.waypost.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LoadPlanTest {

    private static final InetSocketAddress LOOPBACK = new InetSocketAddress(InetAddress.getLoopbackAddress(), 5060);

    @Test
    void refusesATargetThatIsNotLoopback() throws Exception {
        InetSocketAddress elsewhere =
                new InetSocketAddress(InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, 1}), 5060);

        assertThatThrownBy(() -> LoadPlan.each(elsewhere, false, Mode.FIRST, 0, 10, 1))
                .hasMessageContaining("not a loopback address");
    }

    @Test
    void refusesWhatDoesNotFitTheMessage() {
        assertThatThrownBy(() -> LoadPlan.each(LOOPBACK, false, Mode.FIRST, LoadPlan.MAX_AORS, 2, 1))
                .hasMessageContaining("aors = 2, expected 1..1");
        assertThatThrownBy(() -> LoadPlan.each(LOOPBACK, false, Mode.REFRESH, 0, 1, 1)
                        .from(Integer.MAX_VALUE)
                        .paced(2, 0))
                .hasMessageContaining("last CSeq");
    }

    @Test
    void refusesWhatHasNoEnd() {
        assertThatThrownBy(() -> new LoadPlan(
                        LOOPBACK, false, Mode.FIRST, 0, 1, 1, 0, 1, LoadPlan.FIRST_CSEQ, Duration.ofDays(1)))
                .hasMessageContaining("limit (seconds)");
    }

    @Test
    void takesTheAorsInTurnAndRaisesTheCseqEachTimeRound() {
        LoadPlan plan = LoadPlan.each(LOOPBACK, false, Mode.REFRESH, 100, 3, 1)
                .from(1_000_000_005)
                .paced(7, 0);

        assertThat(plan.aor(0)).isEqualTo(100);
        assertThat(plan.aor(2)).isEqualTo(102);
        assertThat(plan.aor(3)).isEqualTo(100);
        assertThat(plan.cseq(2)).isEqualTo(1_000_000_005);
        assertThat(plan.cseq(3)).isEqualTo(1_000_000_006);
        assertThat(plan.nextCseq()).isEqualTo(plan.cseq(6) + 1);
    }

    @Test
    void aClosedLoopCanLastForATime() {
        LoadPlan plan = LoadPlan.each(LOOPBACK, false, Mode.REFRESH, 0, 10, 1).during(Duration.ofSeconds(3), 1000, 64);

        assertThat(plan.limit()).isEqualTo(Duration.ofSeconds(3));
        assertThat(plan.count()).isEqualTo(1000);
        assertThat(plan.pace().due(0, 0, 0)).isEqualTo(64);
    }
}
