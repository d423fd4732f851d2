package org.waypost.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.waypost.itest.kit.SipClient;
import org.waypost.itest.kit.SipMessage;
import org.waypost.itest.kit.Texts;
import org.waypost.itest.kit.Variations;
import org.waypost.itest.kit.WaypostContainer;

/** Random variations of Path, {@code +sip.instance}, {@code reg-id} and {@code gr}: each is answered, and nothing malformed is stored. */
class VariationsIT {

    private static final int REGISTERS = 7_500;
    private static final int LOOKUPS = 2_500;
    private static final int USERS = 500;
    private static final int PATH_OCTETS = 256;

    /** RFC 3327 4: a list of name-addr; the first must be a loose router. */
    private static final String NAME_ADDRESS =
            "\\s*(\"([^\"\\\\]|\\\\.)*\"|[^<>\",;]*)\\s*<sips?:[^<>\"\\s]+>(\\s*;[^<>]*)?";

    private static final Pattern PATH =
            Pattern.compile("(?=[^<]*<[^>]*;lr[;=>])" + NAME_ADDRESS + "(," + NAME_ADDRESS + ")*");

    private static final Pattern FIELD = Pattern.compile("(?m)^ +(Path|Instance|Reg-Id|Address): (.*)$");

    private static WaypostContainer waypost;

    @BeforeAll
    static void start() {
        waypost = WaypostContainer.start();
        waypost.exec("cfg:set registrar use_path 1;cfg:set registrar path_mode 1;cfg:set registrar outbound_mode 1;"
                + "cfg:set registrar path_use_received 1;cfg:set registrar max_contacts 10");
    }

    @AfterAll
    static void stop() {
        waypost.close();
    }

    /** Kamailio stores the octets of a Path and of a URI as they came, the RFCs only what can be read. */
    @ParameterizedTest
    @ValueSource(strings = {"kamailio", "rfc"})
    void everyRegisterIsAnsweredAndNothingMalformedIsStored(String compat) {
        waypost.exec("cfg:set registrar compat " + compat);
        Variations variations = new Variations(20261123);
        TreeMap<Integer, Integer> statuses = new TreeMap<>();
        try (SipClient phone = waypost.udp()) {
            for (int i = 0; i < REGISTERS; i++) {
                String request = register(phone, compat, variations, i);
                SipMessage reply = ask(phone, request);
                statuses.merge(reply.status(), 1, Integer::sum);
                assertThat(unbalanced(reply.header("Contact").orElse("")))
                        .as(request + reply.text())
                        .isFalse();
            }
        }
        assertThat(statuses.keySet()).as("%s", statuses).isSubsetOf(200, 400, 403, 503);
        assertThat(statuses.get(200)).as("%s", statuses).isBetween(REGISTERS / 10, REGISTERS * 9 / 10);
        assertThat(malformed(waypost.exec("ul:dump -a location"), compat)).isEmpty();
        assertThat(waypost.log()).doesNotContain(" ERROR ", "Exception");
    }

    @ParameterizedTest
    @ValueSource(strings = {"kamailio", "rfc"})
    void everyGruuIsAnswered(String compat) {
        waypost.exec("cfg:set registrar compat " + compat);
        Variations variations = new Variations(20261124);
        TreeMap<Integer, Integer> statuses = new TreeMap<>();
        try (SipClient phone = waypost.udp()) {
            for (int i = 0; i < LOOKUPS; i++) {
                String user = variations.pick("nobody", variations.temporary());
                String message = Texts.message(phone, "lookup-" + i, waypost.port(), "")
                        .replace(
                                "sip:lookup-" + i + "@127.0.0.1:" + waypost.port() + " ",
                                "sip:" + user.replace(" ", "").replace("\t", "") + "@waypost.test"
                                        + variations.gruu().replaceAll("[ \t]", "") + " ");
                statuses.merge(ask(phone, message).status(), 1, Integer::sum);
            }
        }
        assertThat(statuses).isNotEmpty();
        assertThat(statuses.keySet()).allMatch(status -> status / 100 == 4);
        assertThat(waypost.log()).doesNotContain(" ERROR ", "Exception");
    }

    private static String register(SipClient phone, String prefix, Variations variations, int number) {
        String user = prefix + number % USERS;
        String uri = "sip:" + user + "@192.0.2." + number % 5 + ":5060" + (number % 3 == 0 ? variations.gruu() : "");
        List<String> lines = new ArrayList<>(List.of("Contact: <" + uri + ">" + variations.contactParameters()));
        for (int paths = number % 4 / 2 + number % 2; paths > 0; paths--) {
            lines.add("Path: " + variations.path());
        }
        lines.add("Supported: " + variations.pick("path, gruu, outbound", "path", "gruu", "outbound", "path,outbound"));
        return Texts.register(phone, user, number + 1, lines.toArray(String[]::new));
    }

    /** Sends octets as they are, and waits for the answer to them. */
    private static SipMessage ask(SipClient phone, String request) {
        phone.send(request.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        String branch = request.substring(request.indexOf("branch="), request.indexOf(";rport"));
        try {
            return phone.await(m -> m.isFinal() && m.header("Via").orElse("").contains(branch), SipClient.PATIENCE);
        } catch (AssertionError e) {
            throw new AssertionError("never answered: " + request, e);
        }
    }

    /** Whether a quoted string or an angle bracket of the header is left open. */
    private static boolean unbalanced(String header) {
        boolean quoted = false;
        boolean bracketed = false;
        for (int i = 0; i < header.length(); i++) {
            char c = header.charAt(i);
            if (quoted) {
                i += c == '\\' ? 1 : 0;
                quoted = c != '"';
            } else if (bracketed) {
                bracketed = c != '>';
            } else {
                quoted = c == '"';
                bracketed = c == '<';
            }
        }
        return quoted || bracketed;
    }

    private static List<String> malformed(String dump, String compat) {
        boolean rfc = compat.equals("rfc");
        List<String> malformed = new ArrayList<>();
        int fields = 0;
        for (String record : dump.split("(?m)^ *(?=AoR: )")) {
            if (!record.startsWith("AoR: " + compat)) {
                continue;
            }
            for (Matcher field = FIELD.matcher(record); field.find(); fields++) {
                String value = field.group(2);
                boolean whole = field.group(1).equals("Address") || !value.matches(".*\\\\x(0[^9]|1|7f).*");
                boolean good = value.equals("[not set]")
                        || whole && (rfc ? isWellFormed(field.group(1), value) : value.length() <= PATH_OCTETS);
                if (!good) {
                    malformed.add(field.group());
                }
            }
        }
        assertThat(fields).as("fields of contacts in the dump").isGreaterThan(USERS);
        return malformed;
    }

    private static boolean isWellFormed(String field, String value) {
        return switch (field) {
            case "Path" -> value.length() <= PATH_OCTETS && PATH.matcher(value).matches();
            case "Reg-Id" -> value.matches("\\d{1,10}") && Long.parseLong(value) <= Integer.MAX_VALUE;
            case "Instance" -> !value.matches(".*(?<!\\\\)\".*");
            default -> value.matches("sips?:[^<>\"\\s]+");
        };
    }
}
