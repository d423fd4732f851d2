package org.waypost.usrloc.jdbc.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DatabaseTextTest {

    @Test
    void readsOctetsAsUtf8() {
        assertThat(DatabaseText.encode(octets("sip:zoë@exämple.com;x=€😀"))).isEqualTo("sip:zoë@exämple.com;x=€😀");
    }

    @Test
    void givesBackTheOctetsOfWhatOthersStored() {
        assertThat(DatabaseText.decode("zoë €😀\uf741")).isEqualTo(octets("zoë €😀\uf741"));
    }

    @Test
    void keepsPlainTextAsItIs() {
        String text = "<urn:uuid:0-1>";

        assertThat(DatabaseText.encode(text)).isSameAs(text);
        assertThat(DatabaseText.decode(text)).isSameAs(text);
    }

    @Test
    void losesNoOctetWhateverTheyAre() {
        Random random = new Random(5);
        int[] leads = {0, 0x41, 0x80, 0xbf, 0xc0, 0xc3, 0xe0, 0xe2, 0xed, 0xef, 0x9c, 0xf0, 0xf4, 0xf5, 0xff};
        for (int round = 0; round < 200_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(8); i >= 0; i--) {
                text.append((char)
                        (random.nextBoolean() ? leads[random.nextInt(leads.length)] : 0x80 + random.nextInt(0x40)));
            }

            String encoded = DatabaseText.encode(text.toString());

            assertThat(DatabaseText.decode(encoded)).isEqualTo(text.toString());
            assertThat(encoded).doesNotContain("\0");
            assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(encoded)).isTrue();
        }
    }

    private static String octets(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
