package org.waypost.shell.ul;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.waypost.operations.internal.FakeContext;
import org.waypost.operations.internal.FakeLocation;
import org.waypost.operations.internal.Operations;
import org.waypost.shell.FakeCatalogue;
import org.waypost.shell.Gogo;
import org.waypost.shell.text.CommandException;
import org.waypost.shell.text.TerminalText;
import org.waypost.usrloc.Contact;
import org.waypost.usrloc.LocationException;
import org.waypost.usrloc.Ruid;

class UlCommandsTest {

    private static final long NOW = System.currentTimeMillis() / 1000;
    private static final String[] FUNCTIONS = {
        "dump", "lookup", "rm", "rm_contact", "add", "flush", "db_users", "db_contacts", "db_expired_contacts"
    };

    private final FakeLocation location = new FakeLocation();
    private final Gogo gogo = new Gogo()
            .with(
                    "ul",
                    new UlCommands(Operations.locations(new FakeContext(), new FakeCatalogue(), location)),
                    FUNCTIONS);

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
                    State: CS_NEW
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
    void leavesOutWhatIsExpiredUnlessAskedFor() throws IOException {
        location.put("alice", contact("sip:old@x", NOW - 5), contact("sip:new@x", NOW + 100));
        location.put("bob", contact("sip:bob@x", NOW - 5));
        assertThat(gogo.run("ul:dump location"))
                .contains("sip:new@x", "Received: [not set]", "Records: 1, contacts: 1")
                .doesNotContain("sip:old@x", "bob");
        assertThat(gogo.run("ul:dump -a")).contains("sip:old@x", "Expires: expired", "Records: 2, contacts: 3");
        assertThat(JSON.std.listFrom(gogo.run("ul:dump --json"))).hasSize(1);
        assertThat(JSON.std.listFrom(gogo.run("ul:dump --json -a"))).hasSize(3);
        assertThatThrownBy(() -> gogo.run("ul:lookup location bob"))
                .hasMessage("AoR 'bob' is not found in table 'location'");
        assertThat(gogo.run("ul:lookup --all location bob")).contains("Expires: expired");
    }

    @Test
    void dumpsContactsAsObjectsOfOneArray() throws IOException {
        assertThat(JSON.std.listFrom(gogo.run("ul:dump --json"))).isEmpty();
        location.put(
                TerminalText.octets("jürgen"), contact("sip:a@x", NOW + 100), contact("sip:b@x", Contact.PERMANENT));
        List<Object> contacts = JSON.std.listFrom(gogo.run("ul:dump --json location"));
        assertThat(contacts).isEqualTo(JSON.std.listFrom(gogo.run("ul:lookup --json location jürgen")));
        assertThat(contacts).hasSize(2);
        Map<?, ?> first = (Map<?, ?>) contacts.get(0);
        assertThat(first.get("Table")).isEqualTo("location");
        assertThat(first.get("AoR")).isEqualTo("jürgen");
        assertThat(first.get("Address")).isEqualTo("sip:a@x");
        assertThat(first.get("Q")).isEqualTo(-1);
        assertThat(((Map<?, ?>) contacts.get(1)).get("Expires")).isEqualTo("permanent");
    }

    @Test
    void dumpsBrieflyWithinTheTerminalButWholeWithoutOne() {
        String uri = "sip:alice@" + "x".repeat(100);
        location.put("alice", contact(uri, NOW + 1000));
        String text = gogo.run("ul:dump -b");
        assertThat(text.lines()).allMatch(line -> line.length() <= 80).hasSize(4);
        assertThat(text).contains("AOR").containsPattern("alice +(1000|999) +-1  sip:alice@x+\\.\\.\n");
        gogo.session().put("COLUMNS", null);
        assertThat(gogo.run("ul:dump brief")).contains("AOR", uri + "\n");
    }

    @Test
    void removesAnAorOrOneContact() {
        location.put("alice", contact("sip:a@x", NOW + 100), contact("sip:b@x", NOW + 100));
        assertThat(gogo.run("ul:rm_contact location alice sip:a@x")).isEqualTo("contacts removed: 1\n");
        assertThat(gogo.run("ul:dump")).doesNotContain("sip:a@x").contains("sip:b@x");
        assertThatThrownBy(() -> gogo.run("ul:rm_contact location alice sip:a@x"))
                .isInstanceOf(CommandException.class)
                .hasMessage("AoR 'alice' in table 'location' has no contact sip:a@x");
        assertThat(gogo.run("ul:rm --json location alice")).isEqualTo("{\"removed\":1}\n");
        assertThatThrownBy(() -> gogo.run("ul:rm location alice"))
                .hasMessage("AoR 'alice' is not found in table 'location'");
    }

    @Test
    void addsAContactAndShowsTheAor() {
        assertThat(gogo.run("ul:add location alice sip:alice@10.0.0.1 3600 0.25 0 0 3 31"))
                .contains("Q: 0.25", "CFlags: 3", "Methods: 31", "Path: [not set]", "Server-Id: 7", "Ruid: uloc-1-1")
                .containsPattern("Expires: (3600|3599)");
        assertThat(gogo.run("ul:add location alice sip:alice@10.0.0.1 0 -1 '<sip:p;lr>' 0 0 0"))
                .contains("Expires: permanent", "Q: -1", "Path: <sip:p;lr>", "Methods: 4294967295", "Ruid: uloc-1-1")
                .containsOnlyOnce("Address:");
        assertThatThrownBy(() -> gogo.run("ul:add location alice x 60 1 0 0 0 0"))
                .isInstanceOf(CommandException.class)
                .hasMessageStartingWith("contact: 'x' is refused");
    }

    @Test
    void writesBackAndFailsIfSomethingIsLeft() {
        assertThat(gogo.run("ul:flush")).isEqualTo("AoRs that are still to be written: 0\n");
        location.database(2, OptionalLong.empty());
        assertThatThrownBy(() -> gogo.run("ul:flush"))
                .isInstanceOf(CommandException.class)
                .hasMessageStartingWith("2 AoRs are still not in the database");
    }

    @Test
    void countsWhatTheDatabaseHas() {
        assertThatThrownBy(() -> gogo.run("ul:db_users location"))
                .isInstanceOf(CommandException.class)
                .hasMessage("table 'location' is kept in no database (db_mode 0)");
        location.database(0, OptionalLong.of(42));
        assertThat(gogo.run("ul:db_users location")).isEqualTo("42\n");
        assertThat(gogo.run("ul:db_contacts")).isEqualTo("42\n");
        assertThat(gogo.run("ul:db_expired_contacts --json location")).isEqualTo("{\"expired_contacts\":42}\n");
        assertThatThrownBy(() -> gogo.run("ul:db_users location x")).hasMessageContaining("one table is wanted");
    }

    @Test
    void namesTheTablesThereAre() {
        assertThatThrownBy(() -> gogo.run("ul:dump loc"))
                .isInstanceOf(CommandException.class)
                .hasMessage("there is no table 'loc'; there are location");
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
        assertThat(gogo.run("ul:dump --json")).contains("jürgen", "sip:a@x\\u001B[2J");
    }

    private static Contact contact(String uri, long expires) {
        return new Contact(
                Ruid.of("uloc-1"), uri, "", "", "call", "n/a", "", "", expires, NOW, 1, -1, 0, 0, -1, 0, 0, -1);
    }
}
