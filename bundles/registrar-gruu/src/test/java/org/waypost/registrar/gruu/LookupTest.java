package org.waypost.registrar.gruu;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.waypost.usrloc.Contact;

/** What Kamailio found for the same URIs. */
class LookupTest {

    private static final String X = ";+sip.instance=\"<urn:uuid:X-1>\"";

    private final Gruus gruus = new Gruus();
    private String ruid;

    @BeforeEach
    void register() {
        gruus.register("sip:a@h", ";q=0.1" + X);
        gruus.register("sip:b@h", ";q=0.7");
        gruus.register("sip:c@h", ";+sip.instance=\"urn:y\"");
        gruus.register("sip:a2@h", ";reg-id=1" + X);
        ruid = ruidOf("sip:a@h");
    }

    private String ruidOf(String uri) {
        return gruus.harness.stored("alice").stream()
                .filter(contact -> contact.uri().equals(uri))
                .map(Contact::ruid)
                .findFirst()
                .orElseThrow()
                .toString();
    }

    @ParameterizedTest
    @CsvSource({
        "sip:Alice@D;gr=urn:uuid:X-1, 1 sip:a@h",
        "sip:alice@D;gr=<urn:uuid:X-1>, 1 sip:a@h",
        "sip:alice@D;gr=%3Curn:uuid:X-1%3E, -1",
        "sip:alice@D;gr=urn:uuid:x-1, -1",
        "sip:alice@D;GR=urn:y, 1 sip:c@h",
        "sip:alice@D;gr=\"urn:y\", -1",
        "sip:alice@D;gr=urn:z, -1",
        "sip:nobody@D;gr=urn:y, -1",
        "sip:D;gr=urn:y, -1",
        "sip:alice@D;x=y;gr=urn:y;gr=urn:z, -1",
        "sip:alice@D;gr=urn:z;gr=urn:y, 1 sip:c@h",
        "sip:alice@D;gr=urn:y;gr, 1 sip:c@h",
        "sip:alice@D;gr;gr=urn:y, 1 sip:c@h",
        "sip:alice@D;gr=urn:y;gr=, 1 sip:c@h",
        "sip:alice@D;gr=;gr=urn:y, 1 sip:c@h",
        "sip:alice@D;gr==urn:y, -1",
        "sip:alice@D;;gr=urn:y?a=b, 1 sip:c@h",
        "sip:alice;gr=urn:y@D, -1",
        "tel:alice;gr=urn:y, 1 sip:c@h",
        "sips:alice:pw@D;gr=urn:y, 1 sip:c@h",
        "sip:A%6Cice@D;gr=urn:y, 1 sip:c@h",
        "sip:alice@D;gr=urn%3Ay, -1",
        "sip:al%00ice@D;gr=urn:y, -3"
    })
    void findsOneContactByItsInstance(String uri, String found) {
        assertThat(gruus.lookup(uri)).isEqualTo(found);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sip:alice@D?gr=urn:y",
                "sip:alice@D;gr=;z",
                "sip:alice@D;gr=?a=b",
                "sip:alice@D;grx=urn:y",
                "sip:alice@D"
            })
    void leavesOtherUrisToTheRegistrar(String uri) {
        assertThat(gruus.lookup(uri)).isEqualTo("1 sip:b@h sip:a@h sip:c@h sip:a2@h");
    }

    @ParameterizedTest
    @CsvSource({
        "sip:RUID-dd7f25d6@D;gr, 1 sip:a@h",
        "sip:RUID-dd7f25d6@D;x;gr;y, 1 sip:a@h",
        "sip:RUID-dd7f25d6@D;gr=, 1 sip:a@h",
        "sip:RUID-dd7f25d6:pw@elsewhere;gr, 1 sip:a@h",
        "tel:RUID-dd7f25d6;gr, 1 sip:a@h",
        "sip:RUID-DD7F25D6@D;gr, 1 sip:a@h",
        "sip:RUID-dd7f25d600@D;gr, 1 sip:a@h",
        "sip:RUID-dd7f25d@D;gr, -1",
        "sip:RUID-d7f25d6d@D;gr, -1",
        "sip:RUID-@D;gr, -1",
        "sip:RUID@D;gr, -1",
        "sip:xRUID-dd7f25d6@D;gr, -1",
        "sip:RUID-dd7f25d6@D;gr=urn:y, -1",
        "sip:RUID-dd7f25d6@D, -1",
        "sip:-@D;gr, -1",
        "sip:--@D;gr, -1",
        "sip:RUID-dd7f25d6g@D;gr, -3",
        "sip:RUID%2Ddd7f25d6@D;gr, -3",
        "sip:alice@D;gr, -3",
        "sip:alice@D;gr=, -3",
        "sip:D;gr, -3",
        "sip:a%00-1@D;gr, -3"
    })
    void findsTheContactOfATemporaryOne(String uri, String found) {
        assertThat(gruus.lookup(uri.replace("RUID", ruid))).isEqualTo(found);
    }

    @Test
    void looksUpWhileItIsSwitchedOff() {
        gruus.enabled(0);
        assertThat(gruus.lookup("sip:alice@D;gr=urn:y")).isEqualTo("1 sip:c@h");
        assertThat(gruus.lookup("sip:" + ruid + "-dd7f25d6@D;gr")).isEqualTo("1 sip:a@h");
    }

    @Test
    void addsNoBranchAndIsNotWhatRegisteredAsks() {
        gruus.harness.lookup("INVITE", "sip:x@D");
        assertThat(gruus.harness.registrar.lookupToDset(gruus.harness.context, "location", "sip:alice@D;gr=urn:y"))
                .isEqualTo(1);
        assertThat(gruus.harness.context.branches()).isEmpty();
        assertThat(gruus.harness.registrar.registered(gruus.harness.context, "location", "sip:alice@D;gr=urn:z", 0, 0))
                .isEqualTo(1);
    }

    @Test
    void takesTheFirstContactOfTheInstanceThatIsValidAndTakesTheMethod() {
        gruus.harness.set("method_filtering", 1);
        gruus.harness.set("min_expires", 0);
        String u = ";+sip.instance=\"<u>\"";
        gruus.register("sip:d@h", u + ";q=0.9;methods=\"OPTIONS\";expires=5");
        gruus.register("sip:e@h", u + ";reg-id=1;q=0.5;methods=\"MESSAGE\"");
        gruus.register("sip:f@h", u + ";reg-id=2;q=0.2;methods=\"INVITE\"");
        String temporary = "sip:" + ruidOf("sip:d@h") + "-dd7f25d6@D;gr";
        assertThat(gruus.lookup("INVITE", "sip:alice@D;gr=u")).isEqualTo("1 sip:f@h");
        assertThat(gruus.lookup("MESSAGE", "sip:alice@D;gr=u")).isEqualTo("1 sip:e@h");
        assertThat(gruus.lookup("OPTIONS", "sip:alice@D;gr=u")).isEqualTo("1 sip:d@h");
        assertThat(gruus.lookup("INFO", "sip:alice@D;gr=u")).isEqualTo("-2");
        assertThat(gruus.lookup("OPTIONS", temporary)).isEqualTo("1 sip:d@h");
        assertThat(gruus.lookup("INVITE", temporary)).isEqualTo("-2");
        gruus.harness.clock.addAndGet(6);
        assertThat(gruus.lookup("OPTIONS", "sip:alice@D;gr=u")).isEqualTo("-2");
        assertThat(gruus.lookup("OPTIONS", temporary)).isEqualTo("-1");
    }

    @Test
    void tellsOfTheMethodOfOtherDevicesIfItFindsNoneOfTheInstance() {
        gruus.harness.set("method_filtering", 1);
        gruus.register("<sip:p@D>", "c", "Contact: <sip:x@h>;methods=\"INVITE\"");
        assertThat(gruus.lookup("INVITE", "sip:p@D;gr=unknown")).isEqualTo("-1");
        assertThat(gruus.lookup("MESSAGE", "sip:p@D;gr=unknown")).isEqualTo("-2");
        gruus.harness.set("compat", "rfc");
        assertThat(gruus.lookup("MESSAGE", "sip:p@D;gr=unknown")).isEqualTo("-1");
    }

    @Test
    void findsNothingOnceTheContactIsGone() {
        gruus.register("sip:a@h", X + ";expires=0");
        assertThat(gruus.lookup("sip:" + ruid + "-dd7f25d6@D;gr")).isEqualTo("-1");
        assertThat(gruus.lookup("sip:alice@D;gr=urn:uuid:X-1")).isEqualTo("1 sip:a2@h");
    }
}
