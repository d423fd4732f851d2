package org.waypost.registrar.path;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.waypost.usrloc.Contact;

/** path_use_received. The expectations were seen on Kamailio 5.6.3. */
class PathReceivedTest {

    private final PathHarness path =
            new PathHarness("use_path", 1, "path_mode", 0, "path_use_received", 1, "usrloc.nat_bflag", 6);

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "received=sip:1.2.3.4:5, sip:1.2.3.4:5",
                "received=\"sip:1.2.3.4:5\", sip:1.2.3.4:5",
                "received=sip:1.2.3.4:5%3btransport%3Dtcp, sip:1.2.3.4:5;transport=tcp",
                "RECEIVED=x, x",
                "received='x', x",
                "received=a=b, a=b",
                "received=a%20b, `a b`",
                "received=a;received=b, b",
                "received;received=b, b"
            })
    void takesTheAddressOfTheFirstUri(String parameter, String received) {
        path.register("Contact: <sip:a@h>", "Path: <sip:p1;" + parameter + ";lr>, <sip:p2;lr;received=other>");
        assertThat(contact().received()).isEqualTo(received);
        assertThat(contact().cflags()).isEqualTo(1 << 6);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<sip:p1;lr>;received=x",
                "<sip:p1;lr>,<sip:p2;received=x>",
                "<sip:p1;lr;received=>",
                "<sip:p1;lr;received=\"\">"
            })
    void takesNoneThatIsNotThere(String value) {
        path.register("Contact: <sip:a@h>", "Path: " + value);
        assertThat(contact().received()).isEmpty();
        assertThat(contact().cflags()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "received",
                "received=a;received",
                "received=%zz",
                "received=a%2",
                "received=%00",
                "received=a%0d%0aX:y",
                "received=a%7f",
                "received=a%e4",
                "received=\"a\"b",
                "x=;received=a",
                "",
                // not so in Kamailio, whose reply is malformed then
                "received=a%22b",
                "received=a%5cb"
            })
    void refusesWhatIsNoParameterList(String parameters) {
        String value = "Path: <sip:p1;lr;" + parameters + ">";
        assertThat(path.register("Contact: <sip:a@h>", value))
                .isEqualTo("400 Bad Request\nP-Registrar-Error: Path parse error");
        path.set("path_use_received", 0);
        assertThat(path.register("Contact: <sip:a@h>", value)).startsWith("200 OK");
        assertThat(contact().received()).isEmpty();
    }

    @Test
    void prefersItToWhatTheContactSays() {
        assertThat(path.register(
                        "Contact: <sip:a@h>;received=\"sip:8.8.8.8\"", "Path: <sip:p1;lr;received=sip:9.9.9.9>"))
                .isEqualTo("200 OK\nContact: <sip:a@h>;expires=3600;received=\"sip:9.9.9.9\"");
    }

    @Test
    void forgetsItWithTheNextRegister() {
        path.register("Contact: <sip:a@h>", "Path: <sip:p1;lr;received=x>");
        path.register("Contact: <sip:a@h>", "Path: <sip:p1;lr>");
        assertThat(contact().received()).isEmpty();
        assertThat(contact().cflags()).isZero();
    }

    @Test
    void setsNoFlagWithoutALocationService() {
        path.extension.location = null;
        path.register("Contact: <sip:a@h>", "Path: <sip:p1;lr;received=x>");
        assertThat(contact().received()).isEqualTo("x");
        assertThat(contact().cflags()).isZero();
    }

    private Contact contact() {
        return path.harness.stored("alice").get(0);
    }
}
