package org.waypost.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {

    @Test
    void theMedianIsTheOneInTheMiddle() {
        assertThat(new Figures(List.of(9.0, 1.0, 5.0)).median()).isEqualTo(5.0);
        assertThat(new Figures(List.of(4.0, 1.0, 2.0, 9.0)).median()).isEqualTo(3.0);
    }

    @Test
    void showsMedianLeastAndMost() {
        assertThat(new Figures(List.of(9.04, 1.0, 5.0)).text(1)).isEqualTo("5.0 (1.0 .. 9.0)");
    }

    @Test
    void ratiosAreTakenRoundByRound() {
        Figures ratio = new Figures(List.of(10.0, 30.0)).over(new Figures(List.of(20.0, 40.0)));

        assertThat(ratio.values()).containsExactly(0.5, 0.75);
        assertThatThrownBy(() -> ratio.over(new Figures(List.of(1.0)))).hasMessageContaining("rounds");
    }

    @Test
    void aBudgetIsKeptUpToItsLimit() {
        assertThat(Budget.atMost(0.3).verdict(0.3)).isEqualTo("pass");
        assertThat(Budget.atMost(0.3).verdict(0.36)).isEqualTo("miss, 20 % over");
    }

    @Test
    void aBudgetCanBeTheLeastThatPasses() {
        assertThat(Budget.atLeast(3).verdict(3.0)).isEqualTo("pass");
        assertThat(Budget.atLeast(3).verdict(2.4)).isEqualTo("miss, 20 % under");
        assertThat(Budget.atLeast(3).text()).isEqualTo(">= 3.00");
    }

    @Test
    void alignsTheFirstColumnLeftAndTheOthersRight() {
        assertThat(new Table("server", "us").row("echo", "9.5").row("kamailio", "81.0"))
                .hasToString("""
                server      us
                echo       9.5
                kamailio  81.0
                """);
    }

    @Test
    void refusesARowOfAnotherLength() {
        assertThatThrownBy(() -> new Table("a", "b").row("1")).hasMessageContaining("expected 2");
    }
}
