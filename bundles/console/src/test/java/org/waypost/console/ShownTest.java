package org.waypost.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ShownTest {

    @Test
    void leavesMarkupAsItIs() {
        assertThat(Shown.octets("<script>alert(1)</script>")).isEqualTo("<script>alert(1)</script>");
    }

    @Test
    void decodesUtf8AndElseLatin1() {
        assertThat(Shown.octets(octets("Müller ☎"))).isEqualTo("Müller ☎");
        assertThat(Shown.octets("M\u00fcller")).isEqualTo("Müller");
    }

    @Test
    void writesOutWhatIsNotSeenAsItself() {
        assertThat(Shown.octets(octets("a\u202Eexe.gnp"))).isEqualTo("a\\u202eexe.gnp");
        assertThat(Shown.octets("a\u0000b\r\nc\u001b[2J")).isEqualTo("a\\u0000b\\u000d\\u000ac\\u001b[2J");
        assertThat(Shown.octets(octets("a\u200Bb\u00A0c\uFEFF"))).isEqualTo("a\\u200bb\\u00a0c\\ufeff");
        assertThat(Shown.octets(octets("\uDB40\uDC41"))).isEqualTo("\\u{e0041}");
    }

    private static String octets(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
