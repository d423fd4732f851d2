package org.waypost.registrar.gruu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RfcTest {

    private static final String X = ";+sip.instance=\"<urn:uuid:X-1>\"";

    private final Gruus gruus = new Gruus("compat", "rfc");

    @Test
    void givesANewTemporaryOneEachTimeAllValidUntilTheCallIdChanges() {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            all.addAll(Gruus.temporary(gruus.register("sip:a@h", X)));
        }
        assertThat(all).hasSize(5).doesNotHaveDuplicates();
        for (String gruu : all) {
            assertThat(gruu).matches("sip:[A-Za-z0-9_-]+@Example\\.COM;gr");
            assertThat(gruus.lookup(gruu)).isEqualTo("1 sip:a@h");
        }
        List<String> later =
                Gruus.temporary(gruus.register("<sip:alice@example.com>", "another", "Contact: <sip:b@h>" + X));
        assertThat(gruus.lookup(later.get(0))).isEqualTo("1 sip:b@h");
        assertThat(gruus.lookup(all.get(4))).as("no longer valid").isEqualTo("-3");
    }

    @Test
    void showsNothingInCommonBetweenTwo() {
        String first = Gruus.temporary(gruus.register("sip:a@h", X)).get(0).substring(4);
        String second = Gruus.temporary(gruus.register("sip:a@h", X)).get(0).substring(4);
        int same = 0;
        for (int i = 0; i < first.indexOf('@'); i++) {
            same += first.charAt(i) == second.charAt(i) ? 1 : 0;
        }
        assertThat(same).as("of 86 characters, one in 64 by chance").isLessThan(20);
    }

    @Test
    void findsAllFlowsOfTheDevice() {
        gruus.register("sip:a@h", X + ";reg-id=1;q=0.5");
        String reply = gruus.register("sip:b@h", X + ";reg-id=2;q=0.7");
        gruus.register("sip:c@h", ";+sip.instance=\"<urn:other>\";reg-id=1;q=1");
        assertThat(gruus.lookup("sip:alice@Example.COM;gr=urn:uuid:X-1")).isEqualTo("1 sip:b@h sip:a@h");
        assertThat(gruus.lookup(Gruus.temporary(reply).get(0))).isEqualTo("1 sip:b@h sip:a@h");
    }

    @Test
    void refusesWhatItDidNotMake() {
        String gruu = Gruus.temporary(gruus.register("sip:a@h", X)).get(0);
        for (int i = 4; i < gruu.indexOf('@') - 1; i++) {
            char other = gruu.charAt(i) == 'A' ? 'B' : 'A';
            assertThat(gruus.lookup(gruu.substring(0, i) + other + gruu.substring(i + 1)))
                    .isEqualTo("-3");
        }
        assertThat(gruus.lookup("sip:ruid-dd7f25d6@Example.COM;gr")).isEqualTo("-3");
        String user = gruu.substring(4, gruu.indexOf('@'));
        assertThat(new Token(KeyFile.random()).read(user)).as("another server").isEmpty();
        assertThat(new Token(Gruus.KEY).read(user)).as("after a restart").isPresent();
    }

    @Test
    void tellsAGruuWithoutContactsFromAnInvalidOne() {
        String gruu = Gruus.temporary(gruus.register("sip:a@h", X)).get(0);
        gruus.register("sip:a@h", X + ";expires=0");
        assertThat(gruus.lookup(gruu)).isEqualTo("-1");
        assertThat(gruus.lookup("sip:alice@h;gr=urn:uuid:X-1")).isEqualTo("-1");
    }

    @Test
    void goesOnToFindWhatTheOtherModeGaveOut() {
        gruus.harness.set("compat", "kamailio");
        String before = Gruus.temporary(gruus.register("sip:a@h", X)).get(0);
        gruus.harness.set("compat", "rfc");
        String after = Gruus.temporary(gruus.register("sip:a@h", X)).get(0);
        assertThat(gruus.lookup(before)).isEqualTo("1 sip:a@h");
        gruus.harness.set("compat", "kamailio");
        assertThat(gruus.lookup(after)).isEqualTo("1 sip:a@h");
    }

    @Test
    void givesAPublicOneThatIsAProperUri() {
        String reply = gruus.register(
                "<sips:Al%22ice@Example.COM:5061>", "c", "Contact: <sip:a@h>;+sip.instance=\"<x y;z@=%>\"");
        assertThat(Gruus.parameter("pub-gruu", reply))
                .containsExactly("sips:Al%22ice@Example.COM;gr=x%20y%3Bz%40%3D%25");
        assertThat(gruus.lookup("sips:al%22ice@Example.COM;gr=x%20y%3Bz%40%3D%25"))
                .isEqualTo("1 sip:a@h");
        assertThat(Gruus.parameter("pub-gruu", gruus.register("<sip:h>", "c", "Contact: <sip:a@h>" + X)))
                .containsExactly("sip:h;gr=urn:uuid:X-1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sip:alice@Example.COM;gr=urn:uuid:X-1",
                "sip:A%6cice@example.com;gr=whatever",
                "sip:ruid-dd7f25d6@Example.COM;gr",
                "TOKEN"
            })
    void refusesAContactThatIsAGruuOfTheAor(String uri) {
        String gruu = Gruus.temporary(gruus.register("sip:a@h", X)).get(0);
        assertThat(gruus.register(uri.replace("TOKEN", gruu), X))
                .startsWith("403 Forbidden\nP-Registrar-Error: Contact is a GRUU of the AoR\n");
        assertThat(gruus.harness.stored("alice")).hasSize(1);
        gruus.harness.set("compat", "kamailio");
        assertThat(gruus.register(uri.replace("TOKEN", gruu), ";+sip.instance=\"<other>\""))
                .startsWith("200 OK\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sip:bob@example.com;gr=u",
                "sip:alice@elsewhere;gr=u",
                "sip:alice@example.com",
                "sip:x-1@example.com;gr",
                "urn:x"
            })
    void acceptsOtherGruus(String uri) {
        assertThat(gruus.register(uri, X)).doesNotStartWith("403");
    }

    @Test
    void understandsRequireGruuWhileSwitchedOn() {
        assertThat(gruus.harness.register(1, "Contact: <sip:a@h>", "Require: gruu"))
                .startsWith("200 OK\n");
        gruus.enabled(0);
        assertThat(gruus.harness.register(2, "Contact: <sip:a@h>", "Require: gruu"))
                .startsWith("420 Bad Extension\nUnsupported: gruu\n");
    }
}
