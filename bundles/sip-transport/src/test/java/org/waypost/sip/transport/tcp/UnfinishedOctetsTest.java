package org.waypost.sip.transport.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UnfinishedOctetsTest {

    private final UnfinishedOctets octets = new UnfinishedOctets(100);

    @Test
    void whoGoesBeyondTheBoundLetsGoAndOthersGoOn() {
        assertThat(octets.change(0, 60)).isTrue();
        assertThat(octets.change(0, 40)).isTrue();
        assertThat(octets.change(40, 41)).isFalse();
        assertThat(octets.change(41, 0)).isTrue();
        assertThat(octets.change(60, 100)).isTrue();
    }

    @Test
    void whoHoldsNothingNeverHasToLetGo() {
        assertThat(octets.change(0, 300)).isFalse();
        assertThat(octets.change(50, 0)).isTrue();
        assertThat(octets.change(250, 100)).isTrue();
    }
}
