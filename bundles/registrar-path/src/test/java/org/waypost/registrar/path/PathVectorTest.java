package org.waypost.registrar.path;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.waypost.registrar.core.Harness;
import org.waypost.sip.SipMessage;

/** What is a Path vector and what is none, as Kamailio 5.6.3 was seen to tell them apart, but where a comment says otherwise. */
class PathVectorTest {

    private final Harness harness = new Harness();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<sip:p1;lr>",
                "<sip:p1;LR>",
                "<sip:p1;lr=on>",
                "<sip:p1;lr=off>",
                "<sip:p1;lr=>",
                "<sip:p1;x;lr;ob>",
                "<sip:p1;;;lr;;x>",
                "<sip:u;x@p1:5062;lr>",
                "<sip:u:pw@[::1]:5;lr?h=v>",
                "<sip:p1:;lr>",
                "<SIPS:p1;lr>",
                "<tel:+1;lr>",
                "<tel:+1;lr?h=v>",
                "<sip:p1;lr;x=\"a>b\">",
                "<sip:p1;lr>;x=1",
                "<sip:p1;lr> ; x = y",
                "<sip:p1;lr>;;x",
                "<sip:p1;lr>;=",
                "<sip:p1;lr>;x=",
                "<sip:p1;lr>;\"x\"",
                "<sip:p1;lr>;x=\"a,b\"",
                "<sip:p1;lr>;x='a,b'",
                "<sip:p1;lr>;x=a\"b\"",
                "<sip:p1;lr>;,<sip:p2>",
                "<sip:p1;lr>,<sip:p2>",
                "<sip:p1;lr> ,\t<sip:p2>",
                "<sip:p1;lr>,,<sip:p2>",
                "<sip:p1;lr>,<x>,B <>",
                ",<sip:p1;lr>",
                "A B <sip:p1;lr>",
                "x\"y<z\" <sip:p1;lr>",
                "\"a\\\"<\" <sip:p1;lr>"
            })
    void takesIt(String value) {
        assertThat(read(false, value)).contains(new PathVector(value, ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "*",
                "sip:p1;lr",
                "<>",
                "<sip:p1>",
                "<sip:p1;lrx>",
                "<sip:p1;x=lr>",
                "<sip:p1; lr>",
                "<sip:p1;lr >",
                "<sip:p1;lr=;x>",
                "<sip:p1;lr=?h=v>",
                "<sip:p1?lr>",
                "<sip:p1>;lr",
                "<sip:u;lr@p1>",
                "<sip:;lr>",
                "<sip:@p1;lr>",
                "<sip::x@p1;lr>",
                "<sip:u@@p1;lr>",
                "<sip:u@p1;lr;x@y>",
                "<sip:p1:x;lr>",
                "<sip:p1:65536;lr>",
                "<sip:[::1;lr>",
                "<http:p1;lr>",
                "< sip:p1;lr>",
                "<sip:p1;lr",
                "\"A <sip:p1;lr>",
                "<<sip:p1;lr>>",
                "<sip:p1;lr>x",
                "<sip:p1;lr> x",
                "<sip:p1;lr><sip:p2;lr>",
                "<sip:p1;lr>;",
                "<sip:p1;lr>; ",
                "<sip:p1;lr>;x;",
                "<sip:p1;lr>;x y",
                "<sip:p1;lr>;x=;y",
                "<sip:p1;lr>;x=,<sip:p2>",
                "<sip:p1;lr>;x=\"a",
                "<sip:p1;lr>;x=\"a\"b",
                "<sip:p1;lr>,",
                "<sip:p1;lr>,,",
                "<sip:p1;lr>, x",
                "<sip:p1;lr>,\"q",
                "<sip:p1;lr>,<x",
                "<sip:p1>,<sip:p2;lr>",
                // not so in Kamailio, which stores these though nothing can be sent there
                "<sip:p 1;lr>",
                "<sip:a b@p1;lr>",
                "<sip:p1;lr;x y>",
                "<sip:p1#;lr>",
                "<sip:p<1;lr>",
                "<urn:p1;lr>",
                "\u0001<sip:p1;lr>",
                "<sip:p1;lr>;x=\u007f"
            })
    void refusesIt(String value) {
        assertThat(read(false, value)).isEmpty();
    }

    @Test
    void joinsTheHeadersInTheirOrder() {
        assertThat(text("<sip:p1;lr>", "<sip:p2>, <sip:p3>", "<sip:p4>"))
                .contains("<sip:p1;lr>,<sip:p2>, <sip:p3>,<sip:p4>");
        assertThat(text("", "<sip:p1;lr>")).contains("<sip:p1;lr>");
        assertThat(text("<sip:p1;lr>", "", "<sip:p3>")).contains("<sip:p1;lr>,,<sip:p3>");
        assertThat(text("<sip:p1;lr>", "")).isEmpty();
        assertThat(text("<sip:p1;lr>;x=\"", "\"")).contains("<sip:p1;lr>;x=\",\"");
        assertThat(text("", "")).contains("");
    }

    @Test
    void unfoldsLines() {
        assertThat(text("<sip:p1;lr>,\r\n <sip:p2>")).contains("<sip:p1;lr>,   <sip:p2>");
    }

    @Test
    void holdsAsMuchAsKamailio() {
        assertThat(text(ofLength(254))).isPresent();
        assertThat(text(ofLength(255))).isEmpty();
        assertThat(text(ofLength(127), ofLength(127))).isPresent();
        assertThat(text(ofLength(127), ofLength(128))).isEmpty();
        assertThat(text("", ofLength(254))).isPresent();
        assertThat(text(ofLength(84), ofLength(84), ofLength(84))).isPresent();
        assertThat(text(ofLength(85), ofLength(85), ofLength(85))).isEmpty();
    }

    @Test
    void wantsSipUrisOnlyIfStrict() {
        for (String lax : new String[] {"<tel:1;lr>", "<sip:p1;lr>,<x>", "<sip:p1;lr>,<>"}) {
            assertThat(PathVector.of(message(lax), false, false)).as(lax).isPresent();
            assertThat(PathVector.of(message(lax), false, true)).as(lax).isEmpty();
        }
        assertThat(PathVector.of(message("<sip:p1;lr>,<sips:u@p2>"), false, true))
                .isPresent();
    }

    @Test
    void takesAnythingWithoutAnException() {
        Random random = new Random(3327);
        String signs = "<<>>;;,,\"\"'=: @\\%aplrsi\t";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder value = new StringBuilder(random.nextBoolean() ? "<sip:p1;lr;received=a>" : "");
            for (int length = random.nextInt(30); length > 0; length--) {
                value.insert(random.nextInt(value.length() + 1), signs.charAt(random.nextInt(signs.length())));
            }
            String text = value.toString().strip();
            Optional<PathVector> vector = read(true, text);
            vector.ifPresent(good -> assertThat(good.text()).isEqualTo(text));
            assertThat(vector)
                    .as(text)
                    .satisfiesAnyOf(
                            none -> assertThat(none).isEmpty(),
                            nothing -> assertThat(text).isEmpty(),
                            good -> assertThat(text).containsPattern("<(?i:sips?|tel):.*;(?i:lr).*>"));
        }
    }

    private static String ofLength(int length) {
        return "<sip:" + "p".repeat(length - 9) + ";lr>";
    }

    private Optional<String> text(String... values) {
        return read(false, values).map(PathVector::text);
    }

    private Optional<PathVector> read(boolean useReceived, String... values) {
        return PathVector.of(message(values), useReceived, false);
    }

    private SipMessage message(String... values) {
        String headers =
                Arrays.stream(values).map(value -> "Path: " + value + "\r\n").collect(Collectors.joining());
        return harness.receive("REGISTER sip:h SIP/2.0\r\n" + headers + "\r\n").request();
    }
}
