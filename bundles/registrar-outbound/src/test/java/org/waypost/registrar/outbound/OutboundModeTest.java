package org.waypost.registrar.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.waypost.registrar.Registrar.NO_REPLY;
import static org.waypost.registrar.Registrar.PREPARE_HEADERS;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.waypost.registrar.RegistrarExtension;
import org.waypost.registrar.Rejection;
import org.waypost.registrar.SaveRequest;
import org.waypost.registrar.core.Harness;

/** What outbound_mode and flow_timer do to replies. The expectations were seen on Kamailio 5.6.3. */
class OutboundModeTest {

    private static final String OFF =
            "420 Bad Extension\nUnsupported: outbound\nP-Registrar-Error: No support for Outbound on server";
    private static final String NOT_INDICATED =
            "421 Extension Required\nRequire: outbound\nSupported: outbound\nP-Registrar-Error: No support for Outbound indicated";
    private static final String CONTACT = "Contact: <sip:a@h>";
    private static final String LISTED = "200 OK\nContact: <sip:a@h>;expires=3600";

    @Test
    void saysNothingInMode0() {
        Outbound outbound = new Outbound();
        assertThat(outbound.register("Supported: path, outbound", CONTACT)).isEqualTo(LISTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {CONTACT, "Contact: *\r\nExpires: 0", "Supported: outbound"})
    void refusesWhoRequiresOutboundInMode0(String headers) {
        Outbound outbound = new Outbound();
        outbound.register(CONTACT);
        assertThat(outbound.register("Require: path, OutBound", headers)).isEqualTo(OFF);
        assertThat(outbound.stored()).isEqualTo("sip:a@h 0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Subject: x                            | false",
                "Supported: path, gruu                 | false",
                "Supported: outbounds;x                | false",
                "Proxy-Require: outbound               | false",
                "Supported: outbound                   | true",
                "k: gruu outbound                      | true",
                "Require: outbound                     | true"
            })
    void indicatesSupportInMode1AndMoreToWhoAsks(String header, boolean asked) {
        Outbound outbound = new Outbound("outbound_mode", 1, "flow_timer", 25);
        String more = asked ? "\nRequire: outbound\nFlow-Timer: 25" : "";
        assertThat(outbound.register(header, CONTACT)).isEqualTo(LISTED + "\nSupported: outbound" + more);
        assertThat(outbound.register(header)).as("a query").isEqualTo(LISTED + "\nSupported: outbound" + more);
        assertThat(outbound.register(header, "Contact: *", "Expires: 0"))
                .isEqualTo("200 OK\nSupported: outbound" + more);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Subject: x", "Supported: outbound", "Require: outbound", "k: path\r\nk: outbound"})
    void requiresOutboundInMode2(String header) {
        Outbound outbound = new Outbound("outbound_mode", 2, "flow_timer", 999);
        assertThat(outbound.register(header, CONTACT))
                .isEqualTo(LISTED + "\nRequire: outbound\nSupported: outbound\nFlow-Timer: 999");
        outbound.set("flow_timer", 0);
        assertThat(outbound.register(header)).isEqualTo(LISTED + "\nRequire: outbound\nSupported: outbound");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Supported: path", "Supported: ", "Supported: path\r\nRequire: outbound"})
    void refusesWhoDoesNotSupportOutboundInMode2(String header) {
        Outbound outbound = new Outbound("outbound_mode", 2);
        assertThat(outbound.register(header, CONTACT)).isEqualTo(NOT_INDICATED);
        assertThat(outbound.register(header)).as("a query").isEqualTo(NOT_INDICATED);
        assertThat(outbound.stored()).isEmpty();
    }

    @Test
    void refusesWhoSaysNothingOfItInMode2ByTheRfc() {
        Outbound outbound = new Outbound("outbound_mode", 2);
        outbound.harness.set("compat", "rfc");
        assertThat(outbound.register(CONTACT)).startsWith(NOT_INDICATED);
        assertThat(outbound.stored()).isEmpty();
        assertThat(outbound.register("Supported: outbound", CONTACT)).startsWith(LISTED + "\nRequire: outbound");
    }

    @Test
    void understandsTheOptionTagByTheRfcUnlessItIsOff() {
        Outbound outbound = new Outbound("outbound_mode", 1);
        outbound.harness.set("compat", "rfc");
        assertThat(outbound.register("Require: outbound", CONTACT)).startsWith("200 OK");
        outbound.set("outbound_mode", 0);
        assertThat(outbound.register("Require: outbound", CONTACT))
                .startsWith("420 Bad Extension\nUnsupported: outbound\n");
    }

    @Test
    void looksAtWhatIsWrittenFirst() {
        Outbound outbound = new Outbound("outbound_mode", 2);
        assertThat(outbound.register("Supported: path", "Contact: *", "Expires: 5"))
                .startsWith("400 Bad Request\nP-Registrar-Error: * used");
        assertThat(outbound.register("Supported: path", "Contact: <sip:" + "a".repeat(600) + "@h>"))
                .startsWith("400 Bad Request\nP-Registrar-Error: Contact/received too long");
    }

    @ParameterizedTest
    @CsvSource({";q=7, Invalid q param in contact", ";expires=5, Interval too brief"})
    void saysNothingInErrors(String parameter, String error) {
        Outbound outbound = new Outbound("outbound_mode", 1, "flow_timer", 25);
        outbound.harness.set("min_expires_mode", 1);
        outbound.register(CONTACT);
        assertThat(outbound.register("Supported: outbound", CONTACT + parameter))
                .contains("\nP-Registrar-Error: " + error)
                .doesNotContain("outbound", "Flow-Timer");
    }

    @Test
    void speaksUpIfAnotherExtensionRefusesWhatWasStored() {
        Outbound outbound = new Outbound("outbound_mode", 1);
        outbound.harness.add(
                new RegistrarExtension() {
                    @Override
                    public Optional<Rejection> review(SaveRequest request) {
                        return Optional.of(Rejection.badExtension("No support for found Path indicated", "path"));
                    }
                },
                300);
        assertThat(outbound.register("Supported: outbound", CONTACT))
                .isEqualTo(
                        "420 Bad Extension\nContact: <sip:a@h>;expires=3600\nUnsupported: path\n"
                                + "Supported: outbound\nRequire: outbound\nP-Registrar-Error: No support for found Path indicated");
    }

    @ParameterizedTest
    @ValueSource(ints = {NO_REPLY, NO_REPLY | PREPARE_HEADERS})
    void speaksInRepliesThatAreSentApart(int flags) {
        Outbound outbound = new Outbound("outbound_mode", 1);
        Harness harness = outbound.harness;
        harness.save(flags, "", Harness.register("<sip:alice@h>", "c", 1, "Supported: outbound", CONTACT));
        harness.registrar.sendReply(harness.context);
        assertThat(harness.reply()).isEqualTo(LISTED + "\nSupported: outbound\nRequire: outbound");
    }

    @Test
    void changesTheNextRequest() {
        Outbound outbound = new Outbound();
        assertThat(outbound.register("Require: outbound", CONTACT)).startsWith("420 ");
        outbound.set("outbound_mode", 1);
        assertThat(outbound.register("Require: outbound", CONTACT)).startsWith("200 ");
    }
}
