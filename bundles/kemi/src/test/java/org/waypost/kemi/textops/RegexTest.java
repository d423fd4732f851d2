package org.waypost.kemi.textops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class RegexTest {

    @Test
    void knowsClassesByName() {
        assertThat(matches("^[[:digit:][:upper:]]+$", "A7")).isTrue();
        assertThat(matches("^[^[:space:]]+$", "a b")).isFalse();
    }

    @Test
    void takesSignsInBracketsAsTheyAre() {
        assertThat(matches("^[]\\[&]+$", "][&\\")).isTrue();
        assertThat(matches("^[]a]+$", "b")).isFalse();
    }

    @Test
    void givesUpAMatchThatTakesTooLong() {
        assertThat(matches("(a+)+b$", "a".repeat(60))).isFalse();
        assertThat(matches("(a|b)*c", "ab".repeat(50_000))).isFalse();
    }

    @Test
    void findsNothingWithAnExpressionThatIsNone() {
        assertThat(Regex.compile("[")).isEmpty();
    }

    private static boolean matches(String expression, String text) {
        Pattern pattern = Regex.compile(expression).orElseThrow();
        return Regex.find(Regex.matcher(pattern, text));
    }
}
