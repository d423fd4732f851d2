package org.waypost.registrar.path;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every use_path and path_mode with every way to say what is supported. The expectations were seen on Kamailio 5.6.3. */
class PathModeTest {

    private static final String CONTACT = "Contact: <sip:a@h>";
    private static final String LISTED = "\nContact: <sip:a@h>;expires=3600";
    private static final String BAD_PATH = "400 Bad Request\nP-Registrar-Error: Path parse error";

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void ignoresEveryPathWithoutUsePath(int mode) {
        for (String path : List.of("<sip:p1;lr>", "<sip:p1>", "x", "")) {
            for (String tag : List.of("Supported: path", "Require: path", "Subject: none")) {
                PathHarness path0 = new PathHarness("use_path", 0, "path_mode", mode);
                assertThat(path0.register(CONTACT, tag, "Path: " + path)).isEqualTo("200 OK" + LISTED);
                assertThat(path0.paths()).isEqualTo("-");
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '#',
            value = {
                "0 # Supported: path # stored",
                "0 # Require: path   # stored",
                "0 # Subject: none   # stored",
                "1 # Supported: path # told",
                "1 # Supported: gruu, PATH # told",
                "1 # k: path # told",
                "1 # Supported: x path # told",
                "1 # Supported: outbound # stored",
                "1 # Supported: path;q=1 # stored",
                "1 # Supported: pathx # stored",
                "1 # Supported: \"path\" # stored",
                "1 # Require: path   # stored",
                "1 # Subject: none   # stored",
                "2 # Supported: path # told",
                "2 # Supported: gruu, PATH # told",
                "2 # Supported: outbound # refused",
                "2 # Require: path   # refused",
                "2 # Subject: none   # refused"
            })
    void storesThePathAndSaysSoAsTheModeWants(int mode, String tag, String outcome) {
        for (Paths paths : Paths.GOOD) {
            PathHarness path = new PathHarness("use_path", 1, "path_mode", mode);
            String reply = path.register(paths.headers(CONTACT, tag));
            String header = "\nPath: " + paths.joined();
            assertThat(reply)
                    .isEqualTo(
                            switch (outcome) {
                                case "stored" -> "200 OK" + LISTED;
                                case "told" -> "200 OK" + LISTED + header;
                                default ->
                                    "420 Bad Extension" + LISTED + "\nUnsupported: path" + header
                                            + "\nP-Registrar-Error: No support for found Path indicated";
                            });
            assertThat(path.harness.code).isEqualTo(1);
            assertThat(path.paths()).isEqualTo(paths.joined());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void refusesAMalformedPathInEveryMode(int mode) {
        for (String malformed : List.of("<sip:p1>", "sip:p1;lr", "<sip:p1;lr>,", "<sip:p1;lr>, x")) {
            for (String tag : List.of("Supported: path", "Require: path", "Subject: none")) {
                PathHarness path = new PathHarness("use_path", 1, "path_mode", mode);
                assertThat(path.register(CONTACT, tag, "Path: " + malformed)).isEqualTo(BAD_PATH);
                assertThat(path.harness.code).isEqualTo(-1);
                assertThat(path.paths()).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void takesEmptyHeadersForNoPath(int mode) {
        PathHarness path = new PathHarness("use_path", 1, "path_mode", mode);
        assertThat(path.register(CONTACT, "Path: ", "Path:")).isEqualTo("200 OK" + LISTED);
        assertThat(path.paths()).isEqualTo("-");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void neverRefusesAQueryOrAStar(int mode) {
        for (String value : List.of("<sip:p1;lr>", "x")) {
            PathHarness path = new PathHarness("use_path", 1, "path_mode", mode);
            path.register(CONTACT);
            assertThat(path.register("Path: " + value)).isEqualTo("200 OK" + LISTED);
            assertThat(path.register("Path: " + value, "Supported: path")).isEqualTo("200 OK" + LISTED);
            assertThat(path.register("Contact: *", "Expires: 0", "Path: " + value))
                    .isEqualTo("200 OK");
        }
    }

    /** Path headers, and the vector they are. */
    private record Paths(String joined, String... values) {

        static final List<Paths> GOOD = List.of(
                new Paths("<sip:p1;lr>", "<sip:p1;lr>"),
                new Paths("<sip:p1;lr>,<sip:p2;lr>", "<sip:p1;lr>", "<sip:p2;lr>"),
                new Paths("<sip:p1;lr>, <sip:p2;lr>", "<sip:p1;lr>, <sip:p2;lr>"),
                new Paths("<sip:p1;lr>,<sip:p2>;x,<sip:p3;lr>", "<sip:p1;lr>", "<sip:p2>;x,<sip:p3;lr>"),
                new Paths("\"A, <b>\" <sips:p1;lr>;x=1", "\"A, <b>\" <sips:p1;lr>;x=1"));

        String[] headers(String... others) {
            List<String> headers = new ArrayList<>(List.of(others));
            for (String value : values) {
                headers.add("Path: " + value);
            }
            return headers.toArray(String[]::new);
        }
    }
}
