package org.waypost.registrar.gruu;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.waypost.registrar.core.Harness;

/** What Kamailio answered to the same requests. */
class ReplyTest {

    private static final String X = ";+sip.instance=\"<urn:uuid:X-1>\"";

    private final Gruus gruus = new Gruus();

    @Test
    void givesBothToEachContactWithAnInstance() {
        gruus.register("sip:a@h", ";q=0.5" + X);
        gruus.register("sip:b@h", "");
        String ruid = gruus.harness.stored("alice").get(0).ruid().toString();
        assertThat(gruus.register("sip:b@h", ""))
                .isEqualTo(
                        "200 OK\nContact: <sip:a@h>;q=0.5;expires=3600;pub-gruu=\"sip:alice@Example.COM;gr=urn:uuid:X-1\""
                                + ";temp-gruu=\"sip:" + ruid + "-dd7f25d6@Example.COM;gr\"" + X
                                + ", <sip:b@h>;expires=3600");
    }

    @Test
    void keepsATemporaryOneOverRefreshesAndCallIds() {
        String first = gruus.register("<sip:alice@h>", "c", "Contact: <sip:a@h>" + X);
        String second = gruus.register("<sip:alice@h>", "other", "Contact: <sip:b@h>" + X);
        assertThat(Gruus.temporary(second)).hasSize(1).isEqualTo(Gruus.temporary(first));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Supported: path, GRUU", "k: gruu", "Supported: x\r\nSupported: gruu"})
    void answersWhoSupportsIt(String supported) {
        assertThat(gruus.harness.register(1, "Contact: <sip:a@h>" + X, supported))
                .contains("pub-gruu=", "temp-gruu=");
        assertThat(gruus.harness.register(1, supported)).as("a query").contains("pub-gruu=", "temp-gruu=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Require: gruu", "Supported: gruux", "X: gruu"})
    void leavesThemOutForOthers(String header) {
        gruus.register("sip:a@h", X);
        assertThat(gruus.harness.register(1, "Contact: <sip:a@h>" + X, header))
                .isEqualTo("200 OK\nContact: <sip:a@h>;expires=3600" + X);
    }

    @Test
    void listsThemInErrorsToo() {
        gruus.register("sip:a@h", X);
        assertThat(gruus.register("sip:a@h", X + ";q=7"))
                .startsWith("400 Bad Request\n")
                .contains("pub-gruu=");
    }

    @Test
    void canBeSwitchedOffAndOn() {
        gruus.enabled(0);
        assertThat(gruus.register("sip:a@h", X)).isEqualTo("200 OK\nContact: <sip:a@h>;expires=3600" + X);
        gruus.enabled(2);
        assertThat(gruus.register("sip:a@h", X))
                .as("refused, the last one stays")
                .doesNotContain("gruu=");
        gruus.enabled("many");
        assertThat(gruus.register("sip:a@h", X)).doesNotContain("gruu=");
        gruus.enabled(1);
        assertThat(gruus.register("sip:a@h", X)).contains("gruu=");
    }

    @ParameterizedTest
    @CsvSource({
        "<sip:alice@Example.COM>, sip:alice@Example.COM;gr=u, Example.COM",
        "<sip:A%6cice@Example.COM:5080;transport=tcp>, sip:alice@Example.COM;gr=u, Example.COM",
        "<sips:alice@[::1]:5080>, sip:alice@[::1];gr=u, [::1]",
        "<sip:Example.com>, sip:@Example.com;gr=u, Example.com",
        "<sip:A%40l@Example.com>, sip:a@l;gr=u, Example.com"
    })
    void areAtTheHostOfTheToHeader(String to, String publicOne, String host) {
        String reply = gruus.register(to, "c", "Contact: <sip:a@h>;+sip.instance=\"<u>\"");
        assertThat(Gruus.parameter("pub-gruu", reply)).containsExactly(publicOne);
        assertThat(Gruus.temporary(reply)).singleElement().asString().endsWith("@" + host + ";gr");
    }

    @ParameterizedTest
    @CsvSource({
        "<sip:Alice@Example.COM>, sip:alice@example.com;gr=u, -5db021ea@Example.COM;gr",
        "<sip:Example.com>, sip:example.com@Example.com;gr=u, -965bcc8e@Example.com;gr",
        "<sip:A%40l@Example.com>, sip:a@l@example.com;gr=u, -b5e2e165@Example.com;gr"
    })
    void areMadeOfTheAorWithUseDomain(String to, String publicOne, String end) {
        Gruus domains = new Gruus("usrloc.use_domain", 1);
        String reply = domains.register(to, "c", "Contact: <sip:a@h>;+sip.instance=\"<u>\"");
        assertThat(Gruus.parameter("pub-gruu", reply)).containsExactly(publicOne);
        assertThat(Gruus.temporary(reply)).singleElement().asString().endsWith(end);
    }

    @Test
    void haveTheUserOfTheGivenUriAndTheHostOfTheToHeader() {
        String reply = gruus.harness.save(
                0,
                "sip:Zed@Other.Com",
                Harness.register("<sip:Alice@Example.COM>", "c", 1, "Supported: gruu", "Contact: <sip:a@h>" + X));
        assertThat(Gruus.parameter("pub-gruu", reply)).containsExactly("sip:zed@Example.COM;gr=urn:uuid:X-1");
        assertThat(Gruus.temporary(reply)).singleElement().asString().endsWith("-61c357@Example.COM;gr");
    }

    @ParameterizedTest
    @CsvSource({"<u>, u", "u, u", "<>, ''", "<, <", ">, >", "><, ><", "<<>>, <>", "<a, <a", "a>, a>", "<x y@z>, x y@z"})
    void takeOnePairOfAngleBracketsOffTheInstance(String instance, String bare) {
        String reply = gruus.register("sip:a@h", ";+sip.instance=\"" + instance + "\"");
        assertThat(Gruus.parameter("pub-gruu", reply)).containsExactly("sip:alice@Example.COM;gr=" + bare);
    }
}
