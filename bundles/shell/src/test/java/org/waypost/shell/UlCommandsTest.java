package org.waypost.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waypost.shell.text.CommandException;
import org.waypost.shell.text.TerminalText;
import org.waypost.usrloc.Contact;
import org.waypost.usrloc.LocationException;
import org.waypost.usrloc.Ruid;

class UlCommandsTest {

    private static final long NOW = System.currentTimeMillis() / 1000;

    private final FakeLocation location = new FakeLocation();
    private final FakeCatalogue catalogue = new FakeCatalogue();
    private final UlCommands commands = new UlCommands(catalogue);
    private final Gogo gogo = new Gogo().with("ul", commands, "dump", "lookup", "rm", "rm_contact", "add");

    @BeforeEach
    void attach() {
        commands.userLocation = location;
    }

    @AfterEach
    void close() {
        gogo.close();
    }

    @Test
    void showsEveryAttributeOfAContact() {
        location.put(
                "alice",
                new Contact(
                        Ruid.of("uloc-1-2-3"),
                        "sip:alice@10.0.0.1",
                        "sip:1.2.3.4:5060",
                        "<sip:p;lr>",
                        "call-1",
                        "Phone/1.0",
                        "udp:127.0.0.1:5060",
                        "<urn:uuid:1>",
                        Contact.PERMANENT,
                        1700000000,
                        42,
                        500,
                        1,
                        8,
                        -1,
                        2,
                        0,
                        9));
        assertThat(gogo.run("ul:lookup location alice")).isEqualTo("""
                AoR: alice
                  Contact:
                    Address: sip:alice@10.0.0.1
                    Expires: permanent
                    Q: 0.5
                    Call-ID: call-1
                    CSeq: 42
                    User-Agent: Phone/1.0
                    Received: sip:1.2.3.4:5060
                    Path: <sip:p;lr>
                    State: valid
                    Flags: 1
                    CFlags: 8
                    Socket: udp:127.0.0.1:5060
                    Methods: 4294967295
                    Ruid: uloc-1-2-3
                    Instance: <urn:uuid:1>
                    Reg-Id: 2
                    Server-Id: 0
                    Tcpconn-Id: 9
                    Keepalive: 1
                    Last-Keepalive: 1700000040
                    KA-Roundtrip: 2862
                    Last-Modified: 1700000000
                """);
    }

    @Test
    void leavesOutWhatIsExpiredUnlessAskedFor() {
        location.put("alice", contact("sip:old@x", NOW - 5), contact("sip:new@x", NOW + 100));
        location.put("bob", contact("sip:bob@x", NOW - 5));
        assertThat(gogo.run("ul:dump location"))
                .contains("sip:new@x", "Received: [not set]", "Records: 1, contacts: 1")
                .doesNotContain("sip:old@x", "bob");
        assertThat(gogo.run("ul:dump -a")).contains("sip:old@x", "State: expired", "Records: 2, contacts: 3");
        assertThatThrownBy(() -> gogo.run("ul:lookup location bob"))
                .hasMessage("AoR 'bob' is not found in table 'location'");
        assertThat(gogo.run("ul:lookup --all location bob")).contains("Expires: expired");
    }

    @Test
    void dumpsBrieflyWithinEightyColumns() {
        location.put("alice", contact("sip:alice@" + "x".repeat(100), NOW + 1000));
        String text = gogo.run("ul:dump -b");
        assertThat(text.lines()).allMatch(line -> line.length() <= 80).hasSize(4);
        assertThat(text).contains("AOR").containsPattern("alice +(1000|999) +-1  sip:alice@x+\\.\\.\n");
    }

    @Test
    void removesAnAorOrOneContact() {
        location.put("alice", contact("sip:a@x", NOW + 100), contact("sip:b@x", NOW + 100));
        gogo.run("ul:rm_contact location alice sip:a@x");
        assertThat(gogo.run("ul:dump")).doesNotContain("sip:a@x").contains("sip:b@x");
        assertThatThrownBy(() -> gogo.run("ul:rm_contact location alice sip:a@x"))
                .hasMessage("AoR 'alice' in table 'location' has no contact sip:a@x");
        assertThat(gogo.run("ul:rm location alice")).isEqualTo("contacts removed: 1\n");
        assertThatThrownBy(() -> gogo.run("ul:rm location alice"))
                .hasMessage("AoR 'alice' is not found in table 'location'");
    }

    @Test
    void addsAContactAndReplacesTheOneOfTheSameUri() {
        assertThat(gogo.run("ul:add location alice sip:alice@10.0.0.1 3600 0.25 0 0 3 31"))
                .contains("Q: 0.25", "CFlags: 3", "Methods: 31", "Path: [not set]", "Server-Id: 7", "Ruid: uloc-1-1")
                .containsPattern("Expires: (3600|3599)");
        assertThat(gogo.run("ul:add location alice sip:alice@10.0.0.1 0 -1 '<sip:p;lr>' 0 0 0"))
                .contains("Expires: permanent", "Q: -1", "Path: <sip:p;lr>", "Methods: 4294967295", "Ruid: uloc-1-1")
                .containsOnlyOnce("Address:");
    }

    @ParameterizedTest
    @CsvSource({
        "x 60 1 0 0 0 0, contact: 'x' is refused",
        "sip:a@x -1 1 0 0 0 0, expires: '-1' is refused; an integer of 0..2147483647 is wanted",
        "sip:a@x 60 1.1 0 0 0 0, q: '1.1' is refused; 0 to 1",
        "sip:a@x 60 0.1234 0 0 0 0, q: '0.1234' is refused; 0 to 1",
        "sip:a@x 60 x 0 0 0 0, q: 'x' is refused; 0 to 1",
        "sip:a@x 60 1 0 f 0 0, flags: 'f' is refused",
        "sip:a@x 60 1 0 0 -1 0, cflags: '-1' is refused",
        "sip:a@x 60 1 0 0 0 -2, methods: '-2' is refused"
    })
    void refusesABadArgumentOfAdd(String arguments, String message) {
        assertThatThrownBy(() -> gogo.run("ul:add location alice " + arguments))
                .isInstanceOf(CommandException.class)
                .hasMessageStartingWith(message.replace("''", "'"));
        assertThat(location.find("location", "alice")).isEmpty();
    }

    @Test
    void findsAnAorHoweverItIsTyped() {
        location.put("alice", contact("sip:a@x", NOW + 100));
        for (String typed : new String[] {"alice", "ALICE", "alice@example.com", "sip:Alice@example.com:5070"}) {
            assertThat(gogo.run("ul:lookup location " + typed)).startsWith("AoR: alice\n");
        }
        location.useDomain(true);
        location.put("alice@example.com", contact("sip:b@x", NOW + 100));
        assertThat(gogo.run("ul:lookup location sip:Alice@Example.COM")).startsWith("AoR: alice@example.com\n");
    }

    @Test
    void keepsTheCaseOfTheUserWhereItMatters() {
        catalogue.set("registrar", "case_sensitive", "1");
        gogo.run("ul:add location Alice sip:a@x 60 1 0 0 0 0");
        assertThat(location.find("location", "Alice")).isPresent();
    }

    @Test
    void namesTheTablesThereAre() {
        assertThatThrownBy(() -> gogo.run("ul:dump loc"))
                .isInstanceOf(CommandException.class)
                .hasMessage("there is no table 'loc'; there are location");
    }

    @Test
    void saysSoWhenTheTablesAreAway() {
        commands.userLocation = null;
        assertThatThrownBy(() -> gogo.run("ul:dump"))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("org.waypost.usrloc is not active");
    }

    @Test
    void givesTheReasonWhenTheStoreFails() {
        location.fail(new LocationException(LocationException.Step.RECORD_GET, "no database"));
        assertThatThrownBy(() -> gogo.run("ul:lookup location alice"))
                .isInstanceOf(CommandException.class)
                .hasMessage("the location store fails: no database");
    }

    @Test
    void showsUtf8ButNoControlCharacterOfADevice() {
        location.put(TerminalText.octets("jürgen"), contact("sip:a@x\u001b[2J", NOW + 100));
        assertThat(gogo.run("ul:lookup location jürgen")).contains("AoR: jürgen", "sip:a@x\\x1b[2J");
    }

    private static Contact contact(String uri, long expires) {
        return new Contact(
                Ruid.of("uloc-1"), uri, "", "", "call", "n/a", "", "", expires, NOW, 1, -1, 0, 0, -1, 0, 0, -1);
    }
}
