package org.waypost.shell.ul;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.waypost.operations.RegistrationJournal;
import org.waypost.operations.internal.Operations;
import org.waypost.registrar.RegistrationReport;
import org.waypost.registrar.RegistrationReport.Change;
import org.waypost.registrar.RegistrationReport.Kind;
import org.waypost.shell.FakeCatalogue;
import org.waypost.shell.Gogo;
import org.waypost.shell.text.CommandException;
import org.waypost.sip.Transport;
import org.waypost.usrloc.Contact;
import org.waypost.usrloc.Match.By;
import org.waypost.usrloc.Ruid;

class WhyCommandTest {

    private static final long AT = 1_800_000_000L;

    private final Gogo gogo = new Gogo();

    @AfterEach
    void close() {
        gogo.close();
    }

    @Test
    void tellsWhatWasDoneAndWhy() {
        show(
                report("alice", 1, List.of(), 200, "", 1, 1, change(Kind.INSERTED, By.NOTHING, "sip:a@x", AT + 60)),
                report("alice", 2, List.of(), 200, "", 2, 1, change(Kind.UPDATED, By.CONTACT, "sip:a@x", AT + 60)),
                report("bob", 9, List.of(), 200, "", 4, 0),
                report("alice", 1, List.of("sip:a@x"), 400, "Invalid CSeq number", -1, 1),
                report("alice", 3, List.of("sip:z@x"), 200, "", 1, 1));
        String text = gogo.run("ul:why alice");
        assertThat(text.lines()).allMatch(line -> line.length() <= 80);
        assertThat(text.replaceAll("\\s+", " "))
                .contains(
                        "udp 192.0.2.7:5060 alice 200 inserted sip:a@x for 60 s; Call-ID call, CSeq 1; 1 contact listed",
                        "alice 200 updated sip:a@x for 60 s (found by contact); Call-ID call, CSeq 2; 1 contact listed",
                        "alice 400 Invalid CSeq number lower than that of the stored contact",
                        "cseq_delay; asked for sip:a@x; Call-ID call, CSeq 1",
                        "alice 200 asked for sip:z@x; nothing to be done; Call-ID call, CSeq 3; 1 contact listed");
        assertThat(gogo.run("ul:why bob")).contains("only asks what is registered", "0 contacts listed");
        assertThat(gogo.run("ul:why -n 1")).contains("CSeq 3").doesNotContain("CSeq 2", "CSeq 9");
        assertThat(gogo.run("ul:why carol")).isEqualTo("no REGISTER of carol among the last 100\n");
        assertThatThrownBy(() -> gogo.run("ul:why -n 0")).isInstanceOf(CommandException.class);
    }

    @Test
    void namesEachKindOfChange() {
        show(report(
                "alice",
                1,
                List.of(),
                200,
                "",
                3,
                0,
                change(Kind.DELETED, By.CALL_ID, "sip:a@x", AT),
                change(Kind.DISPLACED, By.NOTHING, "sip:b@x", AT),
                change(Kind.RETRANSMITTED, By.CONTACT, "sip:c@x", AT),
                change(Kind.UPDATED, By.INSTANCE, "sip:d@x", Contact.PERMANENT)));
        assertThat(gogo.run("ul:why alice").replaceAll("\\s+", " "))
                .contains(
                        "deleted sip:a@x (found by Call-ID); deleted sip:b@x, which gave way; left sip:c@x as it was: a"
                                + " retransmission within cseq_delay; updated sip:d@x for ever (found by instance and reg-id)");
    }

    @Test
    void printsAJsonArray() throws IOException {
        show(report(
                "",
                1,
                List.of("sip:\u001b@x"),
                400,
                "Error while parsing AOR",
                -1,
                0,
                change(Kind.INSERTED, By.NOTHING, "sip:a@x", AT + 60)));
        Map<?, ?> report =
                (Map<?, ?>) JSON.std.listFrom(gogo.run("ul:why --json")).get(0);
        assertThat(report.get("time")).isEqualTo("2027-01-15T08:00:00Z");
        assertThat(report.get("source")).isEqualTo("192.0.2.7:5060");
        assertThat(report.get("status")).isEqualTo(400);
        assertThat(report.get("asked")).isEqualTo(List.of("sip:\u001b@x"));
        Map<?, ?> change = (Map<?, ?>) ((List<?>) report.get("changes")).get(0);
        assertThat(change.get("change")).isEqualTo("inserted");
        assertThat(change.get("by")).isEqualTo("nothing");
        assertThat(change.get("expires")).isEqualTo(60);
        assertThat(JSON.std.listFrom(gogo.run("ul:why --json carol"))).isEmpty();
    }

    @Test
    void saysHowToBeginIfItIsOff() {
        show(Operations.journalOff(new FakeCatalogue()));
        assertThatThrownBy(() -> gogo.run("ul:why alice"))
                .isInstanceOf(CommandException.class)
                .hasMessage("REGISTERs are not noted; cfg:set journal why 1 begins with it");
    }

    private void show(RegistrationReport... reports) {
        show(Operations.journal(new FakeCatalogue(), reports));
    }

    private void show(RegistrationJournal journal) {
        gogo.with("ul", new WhyCommand(journal), "why");
    }

    private static RegistrationReport report(
            String aor,
            int cseq,
            List<String> asked,
            int status,
            String error,
            int returned,
            int listed,
            Change... changes) {
        return new RegistrationReport(
                AT * 1000,
                Transport.UDP,
                new InetSocketAddress("192.0.2.7", 5060),
                "location",
                aor,
                "call",
                cseq,
                asked,
                status,
                error,
                returned,
                listed,
                List.of(changes),
                changes.length);
    }

    private static Change change(Kind kind, By by, String uri, long expires) {
        return new Change(
                kind,
                by,
                new Contact(
                        Ruid.of("uloc-1"), uri, "", "", "call", "", "", "", expires, AT, 1, -1, 0, 0, -1, 0, 0, -1));
    }
}
