package org.waypost.itest.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.waypost.itest.kit.SipClient;
import org.waypost.itest.kit.SipMessage;
import org.waypost.itest.kit.Texts;
import org.waypost.itest.kit.WaypostContainer;

/**
 * Waypost beside a Kamailio, both in db_mode 3 on the same tables of PostgreSQL: a phone that is registered at either is listed, called,
 * refreshed, moved and removed at the other, with tables that either of them made. Skipped where no Kamailio is installed.
 */
class SharedTableIT {

    private static final List<Exchange.Setting> OTHER_TABLES = Stream.concat(
                    Stream.of(
                                    "user",
                                    "domain",
                                    "contact",
                                    "expires",
                                    "q",
                                    "cseq",
                                    "received",
                                    "ruid",
                                    "partition",
                                    "server_id")
                            .map(column -> new Exchange.Setting("usrloc", column + "_column", "my_" + column)),
                    Stream.of(new Exchange.Setting("usrloc", "expires_type", "1")))
            .toList();

    private static WaypostContainer waypost;
    private static ExchangePlayer player;

    @BeforeAll
    static void startWaypost() {
        assumeTrue(Kamailio.usesPostgresql(), "kamailio and its db_postgres are not installed");
        waypost = WaypostContainer.start();
        player = new ExchangePlayer(waypost);
    }

    @AfterAll
    static void stopWaypost() {
        if (waypost != null) {
            waypost.close();
        }
    }

    @Nested
    class OnKamailiosTables extends Beside {
        OnKamailiosTables() {
            super(true, 0);
        }
    }

    @Nested
    class OnKamailiosTablesWithDomains extends Beside {
        OnKamailiosTablesWithDomains() {
            super(true, 1);
        }
    }

    @Nested
    class OnWaypostsTables extends Beside {
        OnWaypostsTables() {
            super(false, 0);
        }
    }

    @Nested
    class OnWaypostsTablesWithDomains extends Beside {
        OnWaypostsTablesWithDomains() {
            super(false, 1);
        }
    }

    @Nested
    class OnKamailiosTablesWithOtherNamesAndNumbersForTimes extends Beside {
        OnKamailiosTablesWithOtherNamesAndNumbersForTimes() {
            super(true, 1, OTHER_TABLES);
        }
    }

    @Nested
    class OnWaypostsTablesWithOtherNamesAndNumbersForTimes extends Beside {
        OnWaypostsTablesWithOtherNamesAndNumbersForTimes() {
            super(false, 1, OTHER_TABLES);
        }
    }

    /** Both servers on one pair of tables. */
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    abstract static class Beside {

        private static final AtomicInteger PHONES = new AtomicInteger();
        private static final AtomicInteger CALLS = new AtomicInteger();

        private final boolean kamailiosTables;
        private final int useDomain;
        private final List<Exchange.Setting> format;
        private SharedTables tables;
        private Kamailio kamailio;

        Beside(boolean kamailiosTables, int useDomain) {
            this(kamailiosTables, useDomain, List.of());
        }

        Beside(boolean kamailiosTables, int useDomain, List<Exchange.Setting> format) {
            this.kamailiosTables = kamailiosTables;
            this.useDomain = useDomain;
            this.format = format;
        }

        @BeforeAll
        void start() throws SQLException, IOException, InterruptedException {
            tables = new SharedTables(useDomain, format);
            if (kamailiosTables) {
                tables.createAsKamailio();
            }
            List<Exchange.Setting> settings = new ArrayList<>(tables.settings());
            settings.add(new Exchange.Setting("registrar", "use_path", "1"));
            settings.add(new Exchange.Setting("registrar", "path_mode", "0"));
            settings.add(new Exchange.Setting("usrloc", "db_mode", "3"));
            player.use(settings);
            kamailio = new Kamailio(settings);
        }

        @AfterAll
        void stop() throws IOException, InterruptedException {
            if (kamailio != null) {
                kamailio.close();
            }
            player.removeAllBindings();
            player.use(List.of());
            tables.close();
        }

        /** What a phone gives with its REGISTER; {@code %d} is its port. */
        static Stream<Arguments> phones() {
            return Stream.of(
                            List.of("an address", "Contact: <sip:phone@127.0.0.1:%d>"),
                            List.of("a q", "Contact: <sip:phone@127.0.0.1:%d>;q=0.3;expires=100"),
                            List.of(
                                    "an instance",
                                    "Contact: <sip:phone@127.0.0.1:%d>;+sip.instance=\"<urn:uuid:1>\";reg-id=1"),
                            List.of("a path", "Contact: <sip:phone@192.0.2.1>", "Path: <sip:edge@127.0.0.1:%d;lr>"),
                            List.of("where it is", "Contact: <sip:phone@192.0.2.1>;received=\"sip:127.0.0.1:%d\""),
                            List.of(
                                    "methods",
                                    "Contact: <sip:phone@127.0.0.1:%d>",
                                    "Allow: MESSAGE, INVITE",
                                    "User-Agent: 2"),
                            List.of(
                                    "odd letters",
                                    "Contact: <sip:o'n\u00e9@127.0.0.1:%d>",
                                    "User-Agent: T\u00e9l\u00e9phone"))
                    .flatMap(phone -> Stream.of(
                            Arguments.of(phone.get(0), phone.subList(1, phone.size()), true),
                            Arguments.of(phone.get(0), phone.subList(1, phone.size()), false)));
        }

        @ParameterizedTest(name = "with {0}, first at Waypost: {2}")
        @MethodSource("phones")
        void aPhoneMovesBetweenThem(String what, List<String> lines, boolean firstAtWaypost) throws SQLException {
            int one = firstAtWaypost ? waypost.port() : kamailio.port();
            int other = firstAtWaypost ? kamailio.port() : waypost.port();
            String user = "phone" + PHONES.incrementAndGet();
            try (SipClient there = SipClient.udp("127.0.0.1", one);
                    SipClient here = SipClient.udp("127.0.0.1", other)) {
                String[] given = lines.stream()
                        .map(line -> line.replace("%d", String.valueOf(there.localPort())))
                        .toArray(String[]::new);
                SipMessage registered = there.ask(Texts.register(there, user, 1, given));
                assertThat(registered.status()).isEqualTo(200);
                String row = onlyRow(user, "ruid");
                assertThat(listed(here, user)).isEqualTo(contacts(registered)).hasSize(1);
                assertThat(called(here, there, user)).isEqualTo(called(there, there, user));

                SipMessage refreshed = here.ask(sameCall(Texts.register(here, user, 2, given), here, there));
                assertThat(contacts(refreshed)).isEqualTo(contacts(registered));
                assertThat(onlyRow(user, "ruid")).isEqualTo(row);
                assertThat(onlyRow(user, "cseq")).isEqualTo("2");
                assertThat(there.ask(Texts.register(there, user, 1, given)).status())
                        .as("a CSeq from before that")
                        .isEqualTo(
                                lines.get(0).contains("instance") ? 200 : 400); // by the instance it is not looked at
                assertThat(listed(there, user)).isEqualTo(contacts(registered));
                assertThat(called(there, there, user)).isEqualTo(called(here, there, user));

                given[0] = given[0].replaceFirst(";expires=.*|$", ";expires=0");
                SipMessage removed = here.ask(sameCall(Texts.register(here, user, 3, given), here, there));
                assertThat(removed.status()).isEqualTo(200);
                assertThat(tables.rows(user, "ruid")).isEmpty();
                assertThat(listed(there, user)).isEmpty();
                assertThat(there.ask(message(there, user, "nobody")).status()).isEqualTo(404);
            }
        }

        @ParameterizedTest(name = "first at Waypost: {0}")
        @ValueSource(booleans = {true, false})
        void contactsOfBothAreInOneOrderAndStarRemovesAll(boolean firstAtWaypost) throws SQLException {
            int one = firstAtWaypost ? waypost.port() : kamailio.port();
            int other = firstAtWaypost ? kamailio.port() : waypost.port();
            String user = "phone" + PHONES.incrementAndGet();
            try (SipClient there = SipClient.udp("127.0.0.1", one);
                    SipClient here = SipClient.udp("127.0.0.1", other)) {
                there.ask(Texts.register(there, user, 1, "Contact: <sip:a@192.0.2.1>;q=0.5, <sip:b@192.0.2.2>"));
                here.ask(Texts.register(here, user, 1, "Contact: <sip:c@192.0.2.3>;q=0.7, <sip:d@192.0.2.4>;q=0.1"));
                assertThat(listed(here, user)).isEqualTo(listed(there, user)).hasSize(4);
                assertThat(listed(here, user).get(0)).startsWith("<sip:c@192.0.2.3>");
                here.ask(Texts.register(here, user, 2, "Contact: <sip:b@192.0.2.2>;q=1"));
                assertThat(listed(here, user)).isEqualTo(listed(there, user)).hasSize(4);
                assertThat(listed(here, user).get(0)).startsWith("<sip:b@192.0.2.2>");
                there.ask(Texts.register(there, user, 2, "Contact: *", "Expires: 0"));
                assertThat(tables.rows(user, "ruid")).isEmpty();
                assertThat(listed(here, user)).isEmpty();
            }
        }

        @ParameterizedTest(name = "first at Waypost: {0}")
        @ValueSource(booleans = {true, false})
        void anInstanceThatMovesKeepsItsRow(boolean firstAtWaypost) throws SQLException {
            int one = firstAtWaypost ? waypost.port() : kamailio.port();
            int other = firstAtWaypost ? kamailio.port() : waypost.port();
            String user = "phone" + PHONES.incrementAndGet();
            String instance = ";+sip.instance=\"<urn:uuid:2>\"";
            try (SipClient there = SipClient.udp("127.0.0.1", one);
                    SipClient here = SipClient.udp("127.0.0.1", other)) {
                there.ask(Texts.register(there, user, 1, "Contact: <sip:a@192.0.2.1>" + instance));
                String row = onlyRow(user, "ruid");
                here.ask(Texts.register(here, user, 1, "Contact: <sip:a@192.0.2.99>" + instance));
                assertThat(onlyRow(user, "ruid")).isEqualTo(row);
                assertThat(onlyRow(user, "contact")).isEqualTo("sip:a@192.0.2.99");
                assertThat(listed(there, user)).isEqualTo(listed(here, user)).hasSize(1);
            }
        }

        /** The request under the Call-ID the phone uses at the other server. */
        private static String sameCall(String request, SipClient from, SipClient as) {
            return request.replace("-" + from.localPort() + "-REGISTER", "-" + as.localPort() + "-REGISTER");
        }

        private static List<String> listed(SipClient client, String user) {
            return contacts(client.ask(Texts.query(client, user)));
        }

        /** The contacts of a reply, without the seconds to their expiry, which pass. */
        private static List<String> contacts(SipMessage reply) {
            return reply.contacts().stream()
                    .map(contact -> contact.replaceAll(";expires=\\d+", ";expires=#"))
                    .toList();
        }

        /** What of a MESSAGE comes to the phone: its address and its way. */
        private static List<String> called(SipClient caller, SipClient phone, String user) {
            String body = "call " + CALLS.incrementAndGet(); // it is not answered, so earlier ones come again
            caller.send(message(caller, user, body));
            SipMessage call = phone.await(message -> message.body().strip().equals(body), SipClient.PATIENCE);
            List<String> way = new ArrayList<>(List.of(call.startLine()));
            way.addAll(call.all("Route"));
            return way;
        }

        private static String message(SipClient caller, String user, String body) {
            return Texts.message(caller, user, 0, body)
                    .replaceFirst("MESSAGE sip:\\S+", "MESSAGE sip:" + user + "@waypost.test");
        }

        private String onlyRow(String user, String column) throws SQLException {
            List<String> rows = tables.rows(user, column);
            assertThat(rows).hasSize(1);
            return rows.get(0);
        }
    }
}
