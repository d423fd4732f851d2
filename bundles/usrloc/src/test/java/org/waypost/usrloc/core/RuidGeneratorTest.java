package org.waypost.usrloc.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.waypost.usrloc.Ruid;

class RuidGeneratorTest {

    private static final long NOW = 0x70000000L;

    @Test
    void namesServerTimeProcessAndNumber() {
        RuidGenerator ruids = new RuidGenerator(NOW);
        String pid = Long.toHexString(ProcessHandle.current().pid());

        assertThat(ruids.next(0).toString()).matches("uloc-7[0-9a-f]{7}-" + pid + "-1");
        assertThat(ruids.next(0).toString()).endsWith("-2");
        assertThat(ruids.next(26).toString()).matches("uloc-1a-7[0-9a-f]{7}-" + pid + "-3");
        assertThat(ruids.next(0).toString()).matches("uloc-7[0-9a-f]{7}-" + pid + "-4");
        for (int i = 5; i < 16; i++) {
            ruids.next(0);
        }
        assertThat(ruids.next(0).toString()).endsWith("-01");
        assertThat(ruids.next(0)).isEqualTo(Ruid.of(ruids.next(0).toString().replaceAll("-21$", "-11")));
    }

    @Test
    void sharesThePrefix() {
        RuidGenerator ruids = new RuidGenerator(NOW);

        assertThat(ruids.next(7).prefix()).isSameAs(ruids.next(7).prefix());
    }

    @Test
    void neverRepeatsWithinTheProcess() {
        Set<Ruid> seen = new HashSet<>();
        for (int restart = 0; restart < 3; restart++) {
            RuidGenerator ruids = new RuidGenerator(NOW);
            for (int i = 0; i < 10; i++) {
                assertThat(seen.add(ruids.next(0))).isTrue();
            }
        }
        assertThat(seen.add(new RuidGenerator(NOW - 3600).next(0))).isTrue();
    }
}
