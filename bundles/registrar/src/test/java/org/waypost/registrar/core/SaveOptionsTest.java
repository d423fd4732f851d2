package org.waypost.registrar.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.waypost.registrar.Registrar.NO_REPLY;

import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waypost.sip.HostPort;
import org.waypost.sip.PseudoVariable;
import org.waypost.sip.PseudoVariables;
import org.waypost.sip.SipContext;
import org.waypost.sip.SipTransport;
import org.waypost.sip.Transport;
import org.waypost.sip.Value;
import org.waypost.sip.transport.LocalPoint;
import org.waypost.usrloc.Contact;
import org.waypost.usrloc.ContactAttribute;

/** What a script says about a REGISTER beside its headers; the outcomes are those of Kamailio 5.6.3. */
class SaveOptionsTest {

    private static final LocalPoint TCP = LocalPoint.of(
            Transport.TCP, new InetSocketAddress("192.0.2.1", 5060), new HostPort("sip.example.org", 5080), true);

    private final Harness harness = new Harness("xavp_cfg", "reg");
    private int cseq;

    @ParameterizedTest
    @CsvSource({
        "777, 777",
        "10, 60",
        "99999, 99999",
        "-5, 100",
        "99999999999, 4294967295",
    })
    void takesTheTimeFromTheXavpWithinTheLimits(long given, long expires) {
        harness.set("compat", "rfc");
        harness.set("expires_range", 100);
        SipContext context = register("Contact: <sip:a@h>;expires=100");
        Scripts.set(context, "reg", "expires", Value.of(given));
        assertThat(save()).isEqualTo(1);
        long granted = harness.stored("alice").get(0).expires() - Harness.START;
        if (given < 0) {
            assertThat(granted).as("by the header, within expires_range").isBetween(60L, expires);
        } else {
            assertThat(granted).isEqualTo(Math.min(expires, Integer.MAX_VALUE));
        }
    }

    @Test
    void removesIfTheXavpSaysNoTime() {
        register("Contact: <sip:a@h>");
        save();
        Scripts.set(register("Contact: <sip:a@h>;expires=100"), "reg", "expires", Value.of(0));
        assertThat(save()).isEqualTo(3);
        assertThat(harness.stored("alice")).isEmpty();
    }

    @Test
    void refusesABriefTimeOfTheXavpIfToldTo() {
        harness.set("min_expires_mode", 1);
        Scripts.set(register("Contact: <sip:a@h>"), "reg", "expires", Value.of(10));
        assertThat(save()).isEqualTo(-1);
    }

    @Test
    void ignoresFieldsOfTheWrongType() {
        SipContext context = register("Contact: <sip:a@h>;q=0.5;expires=100", "Contact: <sip:b@h>");
        Scripts.set(context, "reg", "expires", Value.of("777"));
        Scripts.set(context, "reg", "q", Value.of("700"));
        Scripts.set(context, "reg", "max_contacts", Value.of("1"));
        assertThat(save()).isEqualTo(1);
        assertThat(harness.stored("alice")).extracting(Contact::q).containsExactly(500, -1);
    }

    @ParameterizedTest
    @CsvSource({"700, 0.5, 700", "0, 0.5, 0", "700, 7, 700", "1001, 0.5, -2", "-1, 0.5, -2"})
    void takesTheQOfTheXavpWhateverTheContactSays(long given, String named, int stored) {
        Scripts.set(register("Contact: <sip:a@h>;q=" + named), "reg", "q", Value.of(given));
        if (stored < 0) {
            assertThat(harness.registrar.save(harness.context, "location", 0, ""))
                    .isEqualTo(-1);
            assertThat(harness.reply()).isEqualTo("400 Bad Request\nP-Registrar-Error: Invalid q param in contact");
        } else {
            assertThat(save()).isEqualTo(1);
            assertThat(harness.stored("alice")).extracting(Contact::q).containsExactly(stored);
        }
    }

    @Test
    void prefersTheOverriddenQ() {
        SipContext context = register("Contact: <sip:a@h>;q=7");
        Scripts.set(context, "reg", "q", Value.of(700));
        assertThat(harness.registrar.overrideQ(context, "0.2")).isEqualTo(1);
        assertThat(save()).isEqualTo(1);
        assertThat(harness.stored("alice")).extracting(Contact::q).containsExactly(200);
        register("Contact: <sip:b@h>");
        save();
        assertThat(harness.stored("alice").get(1).q()).as("of the next request").isEqualTo(-1);
    }

    @ParameterizedTest
    @CsvSource({"2, -1", "x, -1", "'', -1", "-1, -1", "1, 1", ".5, 1"})
    void overridesWithAQOnly(String q, int code) {
        assertThat(harness.registrar.overrideQ(register(), q)).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({"1, -2", "2, 1", "0, 1", "-1, 1"})
    void takesTheLimitOfContactsFromTheXavp(int limit, int code) {
        harness.set("max_contacts", 1);
        Scripts.set(register("Contact: <sip:a@h>", "Contact: <sip:b@h>"), "reg", "max_contacts", Value.of(limit));
        assertThat(save()).isEqualTo(code);
        Scripts.set(register("Contact: <sip:c@h>"), "reg", "max_contacts", Value.of(limit));
        assertThat(save()).isEqualTo(limit == 2 ? -2 : 1);
    }

    @Test
    void takesTheConnectionFromTheXavp() {
        Scripts.set(register("Contact: <sip:a@h>"), "reg", "tcpconn_id", Value.of(17));
        save();
        assertThat(harness.stored("alice").get(0).connectionId()).isEqualTo(17);
    }

    @Test
    void storesTheReceivedAvpOfContactsThatNameNone() {
        harness.set("received_avp", "$avp(s:rcv)");
        harness.registrar.variables = engine();
        SipContext context = register("Contact: <sip:a@h>, <sip:b@h>;received=\"sip:9.9.9.9\", <sip:c@h>;received");
        context.avps().add("rcv", Value.of("sip:1.2.3.4:99"));
        save();
        assertThat(harness.stored("alice"))
                .extracting(Contact::received)
                .containsExactly("", "sip:9.9.9.9", "sip:1.2.3.4:99");
        register("Contact: <sip:a@h>").avps().add("rcv", Value.of(5));
        save();
        assertThat(harness.stored("alice"))
                .extracting(Contact::received)
                .contains("")
                .doesNotContain("5");
    }

    @Test
    void refusesAReceivedAvpThatIsTooLong() {
        harness.set("received_avp", "$avp(rcv)");
        harness.registrar.variables = engine();
        register("Contact: <sip:a@h>").avps().add("rcv", Value.of("x".repeat(256)));
        assertThat(harness.registrar.save(harness.context, "location", 0, "")).isEqualTo(-1);
        assertThat(harness.reply()).isEqualTo("400 Bad Request\nP-Registrar-Error: Contact/received too long");
        register("Contact: <sip:a@h>").avps().add("rcv", Value.of("x".repeat(255)));
        assertThat(save()).isEqualTo(1);
    }

    @Test
    void worksWithoutAnEngineAndTakesOneThatComes() {
        harness.set("received_avp", "$avp(rcv)");
        register("Contact: <sip:a@h>").avps().add("rcv", Value.of("sip:r"));
        assertThat(save()).isEqualTo(1);
        assertThat(harness.stored("alice").get(0).received()).isEmpty();
        harness.registrar.variables = engine();
        register("Contact: <sip:a@h>").avps().add("rcv", Value.of("sip:r"));
        save();
        assertThat(harness.stored("alice").get(0).received()).isEqualTo("sip:r");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tcp:192.0.2.1:5060 | tcp:192.0.2.1:5060",
                "TCP:192.0.2.1:5060 | tcp:192.0.2.1:5060",
                "tcp:192.0.2.1 | tcp:192.0.2.1:5060",
                "tcp:sip.example.org:5080 | tcp:192.0.2.1:5060",
                "192.0.2.1:5060 | udp:192.0.2.1:5060",
                "tcp:192.0.2.1:5060 ;x | udp:192.0.2.1:5060",
                "udp:10.0.0.1:5060 | udp:192.0.2.1:5060",
                "zzz | udp:192.0.2.1:5060",
            })
    void storesTheSocketOfTheHeaderOrElseTheReceivingOne(String named, String stored) {
        harness.registrar.transport = transport();
        harness.set("sock_flag", 5);
        harness.set("sock_hdr_name", "Sock-Info");
        SipContext context = register("Contact: <sip:a@h>", "sock-info: " + named);
        context.flags(1 << 5);
        Scripts.set(context, "reg", "socket", Value.of("tcp:192.0.2.1:5060"));
        save();
        assertThat(harness.stored("alice").get(0).socket()).isEqualTo(stored);
    }

    @Test
    void readsTheSocketHeaderOnlyIfTheFlagIsSet() {
        harness.registrar.transport = transport();
        harness.set("sock_flag", 5);
        harness.set("sock_hdr_name", "Sock-Info");
        register("Contact: <sip:a@h>", "Sock-Info: tcp:192.0.2.1:5060").flags(1 << 4);
        save();
        assertThat(harness.stored("alice").get(0).socket()).isEqualTo("udp:192.0.2.1:5060");
    }

    @Test
    void takesTheSocketFromTheXavpWithoutAHeaderName() {
        harness.registrar.transport = transport();
        harness.set("sock_flag", 5);
        SipContext context = register("Contact: <sip:a@h>");
        Scripts.set(context, "reg", "socket", Value.of("tcp:192.0.2.1:5060"));
        save();
        assertThat(harness.stored("alice").get(0).socket())
                .as("without the flag")
                .startsWith("udp:");
        harness.set("sock_mode", 1);
        context = register("Contact: <sip:a@h>");
        Scripts.set(context, "reg", "socket", Value.of("tcp:192.0.2.1:5060"));
        context.flags(1 << 5);
        save();
        assertThat(harness.stored("alice").get(0).socket()).isEqualTo("tcp:sip.example.org:5080");
    }

    @Test
    void storesTheXavpOfUsrlocWithEachContact() {
        Harness keeping = new Harness("usrloc.xavp_contact", "ct");
        SipContext context = keeping.receive(Harness.register("<sip:alice@h>", "c", 1, "Contact: <sip:a@h>"));
        Scripts.set(context, "ct", "a", Value.of("one"));
        keeping.registrar.save(context, "location", 0, "");
        assertThat(keeping.stored("alice").get(0).attributes())
                .isEqualTo(List.of(new ContactAttribute("a", Value.of("one"))));
        keeping.receive(Harness.register("<sip:alice@h>", "c", 2, "Contact: <sip:a@h>"));
        keeping.registrar.save(keeping.context, "location", 0, "");
        assertThat(keeping.stored("alice").get(0).attributes()).isEmpty();
    }

    private SipContext register(String... headers) {
        return harness.receive(Harness.register("<sip:alice@h>", "c", ++cseq, headers));
    }

    private int save() {
        return harness.registrar.save(harness.context, "location", NO_REPLY, "");
    }

    /** An engine that knows $avp alone. */
    private static PseudoVariables engine() {
        return new PseudoVariables() {
            @Override
            public Template template(String text) {
                throw new UnsupportedOperationException();
            }

            @Override
            public PseudoVariable variable(String spec) {
                String name = spec.substring("$avp(".length(), spec.length() - 1);
                return context -> context.avps().get(name, 0);
            }
        };
    }

    private static SipTransport transport() {
        return (SipTransport) Proxy.newProxyInstance(
                SaveOptionsTest.class.getClassLoader(),
                new Class<?>[] {SipTransport.class},
                (self, method, arguments) -> switch (method.getName()) {
                    case "listenPoints" -> List.of(Exchange.POINT, TCP);
                    case "flow" -> Optional.empty();
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
