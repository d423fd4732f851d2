package org.waypost.operations.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.waypost.registrar.RegistrationListener;
import org.waypost.registrar.RegistrationReport;
import org.waypost.sip.Transport;

class JournalTest {

    private final FakeContext framework = new FakeContext();
    private final Journal journal = new Journal(framework.context(), Operations.catalogue(false));

    @Test
    void keepsTheLastOfAnAorAndOfAll() {
        configure(1, 4);
        for (int i = 0; i < 6; i++) {
            report(i % 2 == 0 ? "alice" : "bob", i);
        }
        assertThat(journal.last(10)).extracting(RegistrationReport::cseq).containsExactly(2L, 3L, 4L, 5L);
        assertThat(journal.last(2)).extracting(RegistrationReport::cseq).containsExactly(4L, 5L);
        assertThat(journal.of("sip:ALICE@h", 10))
                .extracting(RegistrationReport::cseq)
                .containsExactly(2L, 4L);
        assertThat(journal.of("carol", 10)).isEmpty();
    }

    @Test
    void listensOnlyWhileItIsOnAndForgetsWhatItHad() {
        configure(1, 4);
        report("alice", 1);
        configure(0, 4);
        assertThat(framework.services(RegistrationListener.class)).isEmpty();
        assertThat(journal.isOn()).isFalse();
        assertThat(journal.last(10)).isEmpty();
        configure(1, 4);
        assertThat(framework.services(RegistrationListener.class)).hasSize(1);
        assertThat(journal.last(10)).isEmpty();
    }

    @Test
    void keepsWhatFitsIfItsSizeChanges() {
        configure(1, 4);
        for (int i = 0; i < 4; i++) {
            report("alice", i);
        }
        configure(1, 2);
        assertThat(journal.last(10)).extracting(RegistrationReport::cseq).containsExactly(2L, 3L);
        configure(1, 100);
        report("alice", 4);
        assertThat(journal.last(10)).extracting(RegistrationReport::cseq).containsExactly(2L, 3L, 4L);
        assertThat(framework.services(RegistrationListener.class)).hasSize(1);
    }

    @Test
    void refusesABadValueAndKeepsTheLastGoodOne() {
        List<String> refused = new ArrayList<>();
        JournalSettings last = new JournalSettings(false, 7);
        assertThat(JournalSettings.of(
                        Operations.parameters(2, 0), Map.of("why", "2", "why_size", "0"), last, refused::add))
                .isEqualTo(last);
        assertThat(refused)
                .containsExactly(
                        "journal.why: '2' is refused; an integer of 0..1 is wanted; '0' stays in force",
                        "journal.why_size: '0' is refused; an integer of 1..1000000 is wanted; '7' stays in force");
    }

    private void configure(int why, int size) {
        journal.configure(Operations.parameters(why, size), Map.of());
    }

    private void report(String aor, int cseq) {
        framework
                .services(RegistrationListener.class)
                .forEach(listener -> listener.answered(new RegistrationReport(
                        0,
                        Transport.UDP,
                        new InetSocketAddress("192.0.2.1", 5060),
                        "location",
                        aor,
                        "call",
                        cseq,
                        List.of(),
                        200,
                        "",
                        1,
                        1,
                        List.of(),
                        0)));
    }
}
