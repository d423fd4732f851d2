package org.waypost.registrar.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.waypost.registrar.Registrar;
import org.waypost.registrar.RegistrationReport;
import org.waypost.sip.Transport;

/** What is told of a REGISTER once it was answered. */
class ReportTest {

    private static final String I = ";+sip.instance=\"<i>\"";

    private final Harness harness = new Harness();
    private final List<RegistrationReport> reports = new ArrayList<>();

    @BeforeEach
    void listen() {
        harness.registrar.listeners = List.of(reports::add);
    }

    @Test
    void tellsWhatWasStoredAndHowItWasMatched() {
        harness.register(1, "Contact: <sip:a@h>", "Expires: 100");
        RegistrationReport first = last();
        assertThat(first.aor()).isEqualTo("alice");
        assertThat(first.table()).isEqualTo("location");
        assertThat(first.callId()).isEqualTo("c");
        assertThat(first.cseq()).isEqualTo(1);
        assertThat(first.status()).isEqualTo(200);
        assertThat(first.error()).isEmpty();
        assertThat(first.returned()).isEqualTo(1);
        assertThat(first.listed()).isEqualTo(1);
        assertThat(first.asked()).isEmpty();
        assertThat(first.transport()).isEqualTo(Transport.UDP);
        assertThat(first.source().getPort()).isEqualTo(5060);
        assertThat(first.changes().get(0).contact().expires()).isEqualTo(Harness.START + 100);
        assertThat(done(first)).containsExactly("INSERTED NOTHING sip:a@h");

        harness.register(2, "Contact: <sip:a@h>");
        assertThat(done(last())).containsExactly("UPDATED CONTACT sip:a@h");
        harness.register(2, "Contact: <sip:a@h>");
        assertThat(done(last())).containsExactly("RETRANSMITTED CONTACT sip:a@h");
        harness.register(3, "Contact: <sip:a@h>;expires=0");
        assertThat(done(last())).containsExactly("DELETED CONTACT sip:a@h");
    }

    @Test
    void tellsWhatOtherContactsGaveWay() {
        harness.register(1, "Contact: <sip:a@h>" + I + ";reg-id=1");
        harness.register(2, "Contact: <sip:b@h>" + I + ";reg-id=2");
        harness.save(0, "", Harness.register("<sip:alice@h>", "new", 1, "Contact: <sip:c@h>" + I + ";reg-id=1"));
        assertThat(done(last())).containsExactly("DISPLACED NOTHING sip:b@h", "UPDATED INSTANCE sip:c@h");

        harness.save(Registrar.REPLACE, "", Harness.register("<sip:alice@h>", "n", 1, "Contact: <sip:d@h>"));
        assertThat(done(last())).containsExactly("INSERTED NOTHING sip:d@h", "DISPLACED NOTHING sip:c@h");
    }

    @Test
    void tellsOfStarAndOfOneThatOnlyAsks() {
        harness.register(1, "Contact: <sip:a@h>", "Contact: <sip:b@h>");
        harness.register(2);
        assertThat(last().returned()).isEqualTo(4);
        assertThat(last().listed()).isEqualTo(2);
        assertThat(last().changes()).isEmpty();
        assertThat(last().asked()).isEmpty();

        harness.register(3, "Contact: *", "Expires: 0");
        assertThat(last().changed()).isEqualTo(2);
        assertThat(done(last())).containsExactlyInAnyOrder("DELETED NOTHING sip:a@h", "DELETED NOTHING sip:b@h");
        harness.register(4, "Contact: *", "Expires: 0");
        assertThat(last().asked()).containsExactly("*");
    }

    @Test
    void tellsWhatWasAskedForIfItIsRefused() {
        harness.register(2, "Contact: <sip:a@h>");
        harness.register(1, "Contact: <sip:a@h>");
        assertThat(last().status()).isEqualTo(400);
        assertThat(last().error()).isEqualTo("Invalid CSeq number");
        assertThat(last().asked()).containsExactly("sip:a@h");
        assertThat(last().changes()).isEmpty();

        harness.register(3, "Contact: *");
        assertThat(last().error()).startsWith("* used in contact");
        assertThat(last().aor()).isEqualTo("alice");

        harness.set("max_contacts", 1);
        harness.save(0, "", Harness.register("<sip:bob@h>", "c", 1, "Contact: <sip:a@h>, <sip:b@h>"));
        assertThat(last().status()).isEqualTo(503);
        assertThat(last().asked()).containsExactlyInAnyOrder("sip:a@h", "sip:b@h");
        assertThat(last().changes()).as("undone").isEmpty();

        harness.save(0, "", Harness.register("nonsense", "c", 1, "Contact: <sip:a@h>"));
        assertThat(last().aor()).isEmpty();
        assertThat(last().error()).isEqualTo("Error while parsing AOR");
    }

    @Test
    void tellsOfSoManyChangesAndHowManyMoreThereWere() {
        StringBuilder contacts = new StringBuilder("Contact: <sip:0@h>");
        for (int i = 1; i < 20; i++) {
            contacts.append(", <sip:").append(i).append("@h>");
        }
        harness.register(1, contacts.toString());
        assertThat(last().changes()).hasSize(RegistrationReport.MOST);
        assertThat(last().changed()).isEqualTo(20);
    }

    @Test
    void answersThoughAListenerFails() {
        harness.registrar.listeners = List.of(report -> {
            throw new IllegalStateException("no");
        });
        assertThat(harness.register(1, "Contact: <sip:a@h>")).startsWith("200 OK");
        assertThat(harness.code).isEqualTo(1);
    }

    private RegistrationReport last() {
        return reports.get(reports.size() - 1);
    }

    private static List<String> done(RegistrationReport report) {
        return report.changes().stream()
                .map(change -> change.kind() + " " + change.by() + " "
                        + change.contact().uri())
                .toList();
    }
}
