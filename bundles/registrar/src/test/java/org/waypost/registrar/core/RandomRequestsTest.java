package org.waypost.registrar.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.waypost.usrloc.Contact;

/** Whatever the headers hold, one answer is given and nothing is thrown. */
class RandomRequestsTest {

    private static final String[] PIECES = {
        "<",
        ">",
        "\"",
        ",",
        ";",
        ":",
        "=",
        " ",
        "\t",
        "\r\n ",
        "\\",
        "*",
        "@",
        "?",
        "%",
        "%41",
        "%0d",
        "[",
        "]",
        "sip:",
        "sips:",
        "tel:",
        "sip:a@h",
        "<sip:b@h>",
        "q",
        "q=",
        "0.5",
        "1",
        "7",
        "expires=",
        ";expires=0",
        ";expires=99999999999",
        ";q=0.3",
        "\"x y\"",
        ";received=\"z\"",
        ";+sip.instance=\"<i>\"",
        ";reg-id=1",
        ";reg-id=0",
        ";methods=\"INVITE\"",
        "\u00e9",
        "\u0000",
        "\u007f",
        "REGISTER",
        "4294967295",
        "-1",
        "0"
    };

    @ParameterizedTest
    @ValueSource(strings = {"kamailio", "rfc"})
    void areAnsweredOnce(String compat) {
        Random random = new Random(42);
        Harness harness = new Harness("compat", compat, "max_contacts", 20, "default_expires_range", 10);
        int saved = 0;
        for (int i = 0; i < 15_000; i++) {
            String to = random.nextInt(4) == 0 ? text(random) : "<sip:user" + random.nextInt(5) + "@h>";
            String request = "REGISTER sip:h SIP/2.0\r\nTo: " + to
                    + "\r\nCall-ID: " + (random.nextInt(9) == 0 ? text(random) : "c")
                    + "\r\nCSeq: " + (random.nextInt(9) == 0 ? text(random) : i + " REGISTER")
                    + headers(random, "Contact", 3) + headers(random, "Expires", 2) + headers(random, "Allow", 2)
                    + headers(random, "Require", 1) + headers(random, "User-Agent", 1) + "\r\n\r\n";
            if (!isWellFormed(request)) {
                continue;
            }
            String reply = harness.save(random.nextInt(8) & ~2, random.nextInt(9) == 0 ? text(random) : "", request);
            assertThat(harness.replies()).as(request).isEqualTo(1);
            assertThat(reply).as(request).matches("(?s)(200|400|420|423|500|503) .*");
            assertThat(reply.lines())
                    .as(request)
                    .allMatch(line -> line.matches("[2-5][0-9]{2} .*|[A-Z][A-Za-z-]+: .+"));
            saved++;
            String uri =
                    random.nextBoolean() ? "sip:user1@h" : "sip:" + text(random).replaceAll("\\s", "");
            if (isWellFormed("INVITE " + uri + " SIP/2.0\r\n\r\n")) {
                harness.lookup("INVITE", uri);
            }
            for (String target : harness.targets()) {
                assertThat(target).doesNotContain("\n", "\r");
            }
        }
        assertThat(saved).isGreaterThan(4_000);
        for (int user = 0; user < 5; user++) {
            assertThat(harness.stored("user" + user)).allMatch(RandomRequestsTest::isSound);
        }
    }

    /** Whether the transport hands it to a route at all. */
    private static boolean isWellFormed(String request) {
        try {
            Exchange.of(request);
            return true;
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    private static boolean isSound(Contact contact) {
        return !contact.uri().isEmpty()
                && contact.uri().length() <= 512
                && contact.q() >= -1
                && contact.q() <= 1000
                && contact.expires() > 0
                && !contact.ruid().isNone();
    }

    private static String headers(Random random, String name, int most) {
        StringBuilder headers = new StringBuilder();
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            headers.append("\r\n").append(name).append(": ");
            headers.append(random.nextInt(3) == 0 ? usual(name) : text(random));
        }
        return headers.toString();
    }

    private static String usual(String name) {
        return name.equals("Contact") ? "<sip:a@h>" : "100";
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(10); i > 0; i--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString().strip();
    }
}
