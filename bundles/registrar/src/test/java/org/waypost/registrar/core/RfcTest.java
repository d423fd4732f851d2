package org.waypost.registrar.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.waypost.registrar.RegistrarExtension;
import org.waypost.usrloc.Compat;

/** What compat=rfc does otherwise than Kamailio. */
class RfcTest {

    private static final String DATE = "Date: now";

    private final Harness harness = new Harness();

    @BeforeEach
    void followTheRfc() {
        harness.register(5, "Contact: <sip:a@h>", "Record-Route: <sip:p;lr>");
        assertThat(harness.echoedRecordRoute()).isTrue();
        assertThat(harness.registrar.compat()).isEqualTo(Compat.KAMAILIO);
        harness.set("compat", "rfc");
        assertThat(harness.registrar.compat()).isEqualTo(Compat.RFC);
    }

    @Test
    void givesADateAndEchoesNoRecordRoute() {
        assertThat(dated(harness.register(6, "Record-Route: <sip:p;lr>")))
                .isEqualTo("200 OK\nContact: <sip:a@h>;expires=3600\n" + DATE);
        assertThat(harness.echoedRecordRoute()).isFalse();
    }

    @Test
    void refusesARegIdBeyondThatOfTheRfc() {
        String contact = "Contact: <sip:b@h>;+sip.instance=\"<i>\";reg-id=";
        assertThat(harness.register(6, contact + "2147483648"))
                .startsWith("400 Bad Request\n")
                .contains("P-Registrar-Error: Invalid Reg-Id number");
        assertThat(harness.register(7, contact + "2147483647")).startsWith("200 OK\n");
    }

    @Test
    void leavesNothingBehindOfARequestThatIsRefused() {
        assertThat(dated(harness.register(6, "Contact: <sip:b@h>", "Contact: <sip:c@h>;q=7")))
                .isEqualTo("400 Bad Request\nContact: <sip:a@h>;expires=3600\n"
                        + "P-Registrar-Error: Invalid q param in contact\n" + DATE);
        assertThat(harness.stored("alice")).hasSize(1);
    }

    @Test
    void checksTheCSeqOfAStar() {
        assertThat(harness.register(5, "Contact: *", "Expires: 0")).contains("Invalid CSeq number");
        assertThat(harness.stored("alice")).hasSize(1);
        assertThat(harness.register(6, "Contact: *", "Expires: 0")).startsWith("200 OK");
        assertThat(harness.stored("alice")).isEmpty();
    }

    @Test
    void removesWithAStarWhatAnotherCallIdStored() {
        String star = Harness.register("<sip:alice@h>", "other", 1, "Contact: *", "Expires: 0");
        assertThat(harness.save(0, "", star)).startsWith("200 OK");
        assertThat(harness.stored("alice")).isEmpty();
    }

    @Test
    void takesSipContactsOnly() {
        for (String uri : new String[] {
            "mailto:x@y", "tel:+1", "hello:x", "sip:", "sip:a@h:99999", "sip:a@h;x=\"y\"", "sip:a@h;\u0001"
        }) {
            assertThat(harness.register(6, "Contact: <" + uri + ">"))
                    .startsWith("400 Bad Request\nP-Registrar-Error: Contact parse error");
        }
        assertThat(harness.register(6, "Contact: <sips:b@h>")).startsWith("200 OK");
    }

    @Test
    void refusesOptionsNobodyUnderstands() {
        assertThat(dated(harness.register(6, "Contact: <sip:b@h>", "Require: foo, path", "Require: bar")))
                .isEqualTo("420 Bad Extension\nUnsupported: foo, path, bar\n" + DATE);
        harness.add(
                new RegistrarExtension() {
                    @Override
                    public Set<String> optionTags() {
                        return Set.of("path");
                    }
                },
                1);
        assertThat(harness.register(6, "Contact: <sip:b@h>", "Require: foo, Path"))
                .startsWith("420 Bad Extension\nUnsupported: foo\n");
        assertThat(harness.register(6, "Contact: <sip:b@h>", "Require: path")).startsWith("200 OK");
    }

    @Test
    void ignoresSuchOptionsAsKamailio() {
        harness.set("compat", "kamailio");
        assertThat(harness.register(6, "Contact: <sip:b@h>", "Require: foo")).startsWith("200 OK");
    }

    @Test
    void comparesUrisAsUris() {
        harness.register(6, "Contact: <sip:A@H>");
        assertThat(harness.register(7, "Contact: <sip:A@h>;expires=99"))
                .startsWith("200 OK\nContact: <sip:a@h>;expires=3600, <sip:A@h>;expires=99\n");
    }

    @Test
    void keepsTheParametersOfEachContactToIt() {
        String[] headers = {"Contact: <sip:x@h>;q=0.3;expires=0", "Contact: <sip:y@h>"};
        assertThat(harness.save(0, "", Harness.register("<sip:bob@h>", "c", 1, headers)))
                .startsWith("200 OK\nContact: <sip:y@h>;expires=3600\n");
        harness.set("compat", "kamailio");
        assertThat(harness.save(0, "", Harness.register("<sip:carol@h>", "c", 1, headers)))
                .as("Kamailio takes those of the first")
                .isEqualTo("200 OK\nContact: <sip:y@h>;q=0.3;expires=3600");
    }

    private static String dated(String reply) {
        return reply.replaceAll("Date: \\w{3}, \\d\\d \\w{3} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT", DATE);
    }
}
