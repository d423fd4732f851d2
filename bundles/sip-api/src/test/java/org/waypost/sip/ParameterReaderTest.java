package org.waypost.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParameterReaderTest {

    private final List<String> lines = new ArrayList<>();
    private final ParameterReader in = new ParameterReader("m", Map.of("k", "abc"), lines::add);

    @Test
    void readsWhatIsGoodAndSaysNothing() {
        assertThat(in.number("k", () -> 5, 5, 5, 7)).isEqualTo(5);
        assertThat(in.flag("k", () -> 1, false)).isTrue();
        assertThat(in.text("k", () -> " a ", "b", "a"::equals, "c")).isEqualTo("a");
        assertThat(in.parsed("k", () -> " 12 ", Integer::valueOf, 3)).isEqualTo(12);
        assertThat(lines).isEmpty();
    }

    @Test
    void keepsTheLastGoodNumberInThePlaceOfOneThatIsOutOfRangeOrNone() {
        assertThat(in.number("k", () -> 6, 0, 5, 3)).isEqualTo(3);
        assertThat(in.number("k", () -> Integer.parseInt("abc"), 0, 5, 3)).isEqualTo(3);
        assertThat(in.flag("k", () -> 2, true)).isTrue();
        assertThat(lines)
                .containsExactly(
                        "m.k: 'abc' is refused; an integer of 0..5 is wanted; '3' stays in force",
                        "m.k: 'abc' is refused; an integer of 0..5 is wanted; '3' stays in force",
                        "m.k: 'abc' is refused; an integer of 0..1 is wanted; '1' stays in force");
    }

    @Test
    void keepsTheLastGoodTextInThePlaceOfOneThatIsNotAllowedOrNone() {
        assertThat(in.text("k", () -> "x", "a name", "y"::equals, "z")).isEqualTo("z");
        assertThat(in.text("k", () -> null, "a name", "y"::equals, "z")).isEqualTo("z");
        assertThat(lines).hasSize(2).containsOnly("m.k: 'abc' is refused; a name is wanted; 'z' stays in force");
    }

    @Test
    void keepsTheLastGoodThingInThePlaceOfWhatIsNotUnderstood() {
        assertThat(in.<String>parsed(
                        "k",
                        () -> "x",
                        text -> {
                            throw new IllegalArgumentException("$avp(name)");
                        },
                        "z"))
                .isEqualTo("z");
        assertThat(in.parsed("k", () -> null, text -> text, "z")).isEqualTo("z");
        assertThat(lines)
                .containsExactly(
                        "m.k: 'abc' is refused; $avp(name) is wanted; the last good value stays in force",
                        "m.k: 'abc' is refused; a text is wanted; the last good value stays in force");
    }

    @Test
    void showsAnotherTextThanTheConfiguredOneIfThatMustNotBeShown() {
        in.refuse("k", "(not shown)", "a URL", "none");
        assertThat(lines).containsExactly("m.k: '(not shown)' is refused; a URL is wanted; 'none' stays in force");
    }
}
