package org.waypost.itest.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waypost.itest.kit.SipClient;
import org.waypost.itest.kit.SipMessage;
import org.waypost.itest.kit.Texts;
import org.waypost.itest.kit.WaypostContainer;

/**
 * Rows that no server of this version writes but that tables may hold, loaded (db_mode 1 and 4) and read (db_mode 3) by Waypost and by a
 * Kamailio: both list the same contacts for each user. Skipped where no Kamailio is installed.
 */
class StrangeRowsIT {

    private static final String COLUMNS =
            "username, contact, ruid, q, callid, socket, domain, expires, last_modified, user_agent, ";

    /** Without the times and the User-Agent. */
    private static final List<String> ROWS = List.of(
            "'nocontact', '', 'r1', -1, 'x', null, 'waypost.test'",
            "'nocallid', 'sip:a@192.0.2.1', 'r2', -1, '', null, 'waypost.test'",
            "'remote', 'sip:a@192.0.2.1', 'r3', -1, 'x', 'udp:192.0.2.77:5060', 'waypost.test'",
            "'badsocket', 'sip:a@192.0.2.1', 'r4', -1, 'x', 'nonsense', 'waypost.test'",
            "'emptysocket', 'sip:a@192.0.2.1', 'r5', -1, 'x', '', 'waypost.test'",
            "'twodomains', 'sip:a@192.0.2.1', 'r6', -1, 'x', null, 'waypost.test'",
            "'twodomains', 'sip:b@192.0.2.1', 'r7', 0.5, 'x', null, 'other.test'",
            "'nodomain', 'sip:a@192.0.2.1', 'r8', -1, 'x', null, null",
            "'UPPER', 'sip:a@192.0.2.1', 'r9', -1, 'x', null, 'waypost.test'",
            "'upper', 'sip:b@192.0.2.1', 'r10', -1, 'x', null, 'Waypost.Test'",
            "'longruid', 'sip:a@192.0.2.1', repeat('r', 64), -1, 'x', null, 'waypost.test'",
            "'manyq', 'sip:a@192.0.2.1', 'q1', 0.5, 'x', null, 'waypost.test'",
            "'manyq', 'sip:b@192.0.2.1', 'q2', 0.123, 'x', null, 'waypost.test'",
            "'manyq', 'sip:c@192.0.2.1', 'q3', -1, 'x', null, 'waypost.test'",
            "'manyq', 'sip:d@192.0.2.1', 'q4', 1, 'x', null, 'waypost.test'",
            "'manyq', 'sip:e@192.0.2.1', 'q5', 0, 'x', null, 'waypost.test'",
            "'manyq', 'sip:f@192.0.2.1', 'q6', 0.999, 'x', null, 'waypost.test'");

    @ParameterizedTest(name = "db_mode {0}, use_domain {1}, skip_remote_socket {2}")
    @CsvSource({"1,0,0", "1,1,0", "1,0,1", "3,0,0", "3,1,0", "3,0,1", "4,0,0", "4,1,1"})
    void areListedAlike(int mode, int useDomain, int skipRemote)
            throws SQLException, IOException, InterruptedException {
        assumeTrue(Kamailio.isWanted(), "-Dkamailio=true compares with a Kamailio beside");
        assumeTrue(Kamailio.usesPostgresql(), "kamailio and its db_postgres are not installed");
        try (SharedTables tables = new SharedTables(useDomain, List.of())) {
            tables.createAsKamailio();
            for (String row : ROWS) {
                tables.insert(COLUMNS + "path", row + ", now() + interval '1 hour', now(), 'ua', null");
            }
            tables.insert(
                    COLUMNS + "flags, cflags, methods, path, received, instance, reg_id, keepalive, partition",
                    "'full', 'sip:a@192.0.2.1', 'f1', 0.3, 'x', null, 'waypost.test', now() + interval '1 hour', now(), 'ua',"
                            + " 7, 64, 5, '<sip:p;lr>', 'sip:192.0.2.9:1', '<urn:1>', 3, 1, 7");
            tables.insert(
                    COLUMNS + "path, received, instance",
                    "'empty', 'sip:a@192.0.2.1', 'e1', -1, 'x', null, 'waypost.test', now() + interval '1 hour', now(), '', '', '', ''");
            tables.insert(
                    COLUMNS + "path",
                    "'expired', 'sip:a@192.0.2.1', 'e2', -1, 'x', null, 'waypost.test', now() - interval '1 minute', now(), 'ua', null");
            List<Exchange.Setting> settings = new ArrayList<>(tables.settings());
            settings.add(new Exchange.Setting("usrloc", "skip_remote_socket", String.valueOf(skipRemote)));
            settings.add(new Exchange.Setting("usrloc", "db_mode", String.valueOf(mode)));
            try (WaypostContainer waypost = WaypostContainer.start();
                    Kamailio kamailio = new Kamailio(settings)) {
                waypost.exec(settings.stream()
                        .map(s -> "cfg:set %s %s '%s'".formatted(s.module(), s.name(), s.value()))
                        .collect(Collectors.joining(";")));
                assertThat(listed(waypost.port()))
                        .isEqualTo(listed(kamailio.port()))
                        .containsKey("manyq");
            }
        }
    }

    private static Map<String, List<String>> listed(int port) {
        Map<String, List<String>> listed = new TreeMap<>();
        try (SipClient client = SipClient.udp("127.0.0.1", port)) {
            for (String row : ROWS) {
                String user = row.substring(1, row.indexOf('\'', 1));
                listed.put(user, contacts(client.ask(Texts.query(client, user))));
            }
            for (String user : List.of("full", "empty", "expired")) {
                listed.put(user, contacts(client.ask(Texts.query(client, user))));
            }
        }
        return listed;
    }

    private static List<String> contacts(SipMessage reply) {
        List<String> contacts = new ArrayList<>(List.of(reply.startLine()));
        reply.contacts().forEach(contact -> contacts.add(contact.replaceAll(";expires=\\d+", "")));
        return contacts;
    }
}
