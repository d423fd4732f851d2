package org.waypost.parameters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.waypost.parameters.Parameter.Option;
import org.waypost.parameters.Parameter.Type;

class ParameterTest {

    private static final Parameter SECONDS =
            integer("default_expires", 0, Integer.MAX_VALUE, "Seconds a contact lasts that names no time");
    private static final Parameter MODE = new Parameter(
            "waypost.registrar.path",
            "path_mode",
            Type.INTEGER,
            "2",
            Integer.MIN_VALUE,
            Integer.MAX_VALUE,
            List.of(new Option("0", "lazy"), new Option("1", "off"), new Option("2", "2")),
            "");

    @Test
    void refusesANumberOutOfRangeWithNameValueAndRange() {
        assertThatThrownBy(() -> SECONDS.parse("-5"))
                .isInstanceOf(ParameterException.class)
                .hasMessage(
                        "registrar.default_expires: '-5' is refused; an integer of 0..2147483647 (seconds) is wanted");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "1.5", "0x10", "2147483648", "99999999999999999999", "1 2", "-1"})
    void refusesWhatIsNoIntegerOfTheRange(String text) {
        assertThatThrownBy(() -> SECONDS.parse(text))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("'" + text + "' is refused");
    }

    @Test
    void takesTheLimitsThemselvesAndIgnoresSpace() {
        assertThat(SECONDS.parse("0")).isEqualTo(0);
        assertThat(SECONDS.parse(" 2147483647 ")).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void takesOnlyTheOptionsIfThereAreAny() {
        assertThat(MODE.parse("1")).isEqualTo(1);
        assertThatThrownBy(() -> MODE.parse("3"))
                .hasMessage("registrar.path_mode: '3' is refused; one of 0 (lazy), 1 (off), 2 is wanted");
    }

    @Test
    void belongsToTheModuleOfThePidsFirstSegment() {
        assertThat(MODE.module()).isEqualTo("registrar");
        assertThat(SECONDS.module()).isEqualTo("registrar");
    }

    @Test
    void givesEachTypeItsOwnJavaType() {
        assertThat(of(Type.LONG, Long.MIN_VALUE, Long.MAX_VALUE).parse("3000000000"))
                .isEqualTo(3_000_000_000L);
        assertThat(of(Type.BOOLEAN, 0, 0).parse("true")).isEqualTo(true);
        assertThat(of(Type.BOOLEAN, 0, 0).parse("0")).isEqualTo(false);
        assertThat(of(Type.TEXT, 0, Integer.MAX_VALUE).parse(" 12 ")).isEqualTo("12");
    }

    @Test
    void refusesABooleanOfAnyOtherWord() {
        assertThatThrownBy(() -> of(Type.BOOLEAN, 0, 0).parse("maybe")).hasMessageContaining("true or false is wanted");
    }

    @Test
    void limitsTheLengthOfText() {
        Parameter name = of(Type.TEXT, 1, 3);
        assertThat(name.parse("abc")).isEqualTo("abc");
        assertThatThrownBy(() -> name.parse("abcd")).hasMessageContaining("text of 1..3 characters is wanted");
        assertThatThrownBy(() -> name.parse(" ")).hasMessageContaining("text of 1..3 characters is wanted");
        assertThat(of(Type.TEXT, 2, Integer.MAX_VALUE).wanted()).isEqualTo("text of at least 2 characters");
        assertThat(of(Type.TEXT, 0, Integer.MAX_VALUE).wanted()).isEqualTo("text");
    }

    @Test
    void neverShowsASecret() {
        Parameter password = of(Type.SECRET, 0, 3);
        assertThat(password.shown("abc")).isEqualTo("********");
        assertThatThrownBy(() -> password.parse("abcd")).message().doesNotContain("abcd");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgres://waypost:s3cret@db.example.com:5432/sip",
                "mysql://waypost:s3cret/p@ss@db/sip",
                "jdbc:postgresql://db/sip?user=waypost&password=s3cret&ssl=true",
                "jdbc:postgresql://waypost:s3cret@db/sip?sslpassword=s3cret",
                "jdbc:h2:file:/tmp/x;USER=sa;PASSWORD=s3cret;MODE=Regular",
                "jdbc:h2:file:/tmp/x;user=sa;Pwd = s3cret"
            })
    void neverShowsThePasswordInAUrl(String url) {
        assertThat(of(Type.TEXT, 0, 100).shown(url))
                .doesNotContain("s3cret")
                .doesNotContain("p@ss")
                .startsWith(url.substring(0, 8))
                .contains("********");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sip:alice:5060@example.com",
                "jdbc:postgresql://db:5432/sip?user=ab",
                "to-uri: [$tu] remote-addr: [$sas]",
                "udp:0.0.0.0:5060 tcp:[::]:5060",
                ""
            })
    void showsEverythingElse(String value) {
        assertThat(of(Type.TEXT, 0, 100).shown(value)).isEqualTo(value);
    }

    private static Parameter integer(String key, long min, long max, String description) {
        return new Parameter("waypost.registrar", key, Type.INTEGER, "3600", min, max, List.of(), description);
    }

    private static Parameter of(Type type, long min, long max) {
        return new Parameter("waypost.test", "key", type, "", min, max, List.of(), "");
    }
}
