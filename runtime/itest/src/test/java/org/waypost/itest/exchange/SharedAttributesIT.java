package org.waypost.itest.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waypost.itest.kit.SipClient;
import org.waypost.itest.kit.SipMessage;
import org.waypost.itest.kit.Texts;
import org.waypost.itest.kit.WaypostContainer;

/**
 * What a script stores with a contact (xavp_contact) at Waypost comes back at a Kamailio on the same tables and the other way round.
 * Skipped where no Kamailio is installed.
 */
class SharedAttributesIT {

    private static final String SCRIPT = "calls";

    @ParameterizedTest(name = "use_domain {0}, stored at Waypost: {1}")
    @CsvSource({"0,true", "0,false", "1,true", "1,false"})
    void attributesStoredAtOneAreRestoredAtTheOther(int useDomain, boolean atWaypost)
            throws SQLException, IOException, InterruptedException {
        assumeTrue(Kamailio.isWanted(), "-Dkamailio=true compares with a Kamailio beside");
        assumeTrue(Kamailio.usesPostgresql(), "kamailio and its db_postgres are not installed");
        try (SharedTables tables = new SharedTables(useDomain, List.of())) {
            tables.createAsKamailio();
            List<Exchange.Setting> settings = new ArrayList<>(tables.settings());
            settings.add(new Exchange.Setting("usrloc", "xavp_contact", "ua"));
            settings.add(new Exchange.Setting("usrloc", "db_mode", "3"));
            settings.add(new Exchange.Setting("kemi", "script", SCRIPT));
            try (WaypostContainer waypost = WaypostContainer.start();
                    Kamailio kamailio = new Kamailio(settings);
                    SipClient toWaypost = SipClient.udp("127.0.0.1", waypost.port());
                    SipClient toKamailio = SipClient.udp("127.0.0.1", kamailio.port())) {
                settings.replaceAll(setting -> setting.isScript()
                        ? new Exchange.Setting(
                                "kemi", "script", Exchange.script(SCRIPT).toString())
                        : setting);
                waypost.exec(settings.stream()
                        .map(s -> "cfg:set %s %s '%s'".formatted(s.module(), s.name(), s.value()))
                        .collect(Collectors.joining(";")));
                SipClient one = atWaypost ? toWaypost : toKamailio;
                SipClient other = atWaypost ? toKamailio : toWaypost;

                store(one, 1, "sets(\"ua\", \"type\", \"desk \u00e9\")", "seti(\"ua\", \"line\", -3)");
                assertThat(restored(other)).isEqualTo(restored(one)).containsExactly("\"desk \u00e9\"", "-3");
                store(other, 2, "sets(\"ua\", \"type\", \"soft\")");
                assertThat(restored(one)).isEqualTo(restored(other)).containsExactly("\"soft\"", "nil");
                store(one, 3);
                assertThat(restored(other)).isEqualTo(restored(one)).containsExactly("nil", "nil");
            }
        }
    }

    /** Registers with what {@code KSR.pvx.xavp_child_*} set first. */
    private static void store(SipClient client, int cseq, String... attributes) {
        List<String> lines = new ArrayList<>(List.of("Contact: <sip:alice@192.0.2.1>"));
        Stream.of(attributes).forEach(attribute -> lines.add("X-Run: KSR.pvx.xavp_child_" + attribute));
        lines.add("X-Run: KSR.registrar.save(\"location\", 0)");
        lines.add("X-Reply: none");
        String request = Texts.register(client, "alice", cseq, lines.toArray(String[]::new))
                .replaceFirst("Call-ID: .*", "Call-ID: alice");
        assertThat(client.ask(request).status()).isEqualTo(200);
    }

    /** The attributes that a lookup brings. */
    private static List<String> restored(SipClient client) {
        SipMessage reply = client.ask(Texts.register(
                client,
                "alice",
                1,
                "X-Run: KSR.registrar.lookup_uri(\"location\", \"sip:alice@waypost.test\")",
                "X-Run: $xavp(ua=>type)",
                "X-Run: $xavp(ua=>line)"));
        return reply.all("X-Got").stream()
                .skip(1)
                .map(got -> got.substring(got.indexOf("-> ") + 3))
                .toList();
    }
}
