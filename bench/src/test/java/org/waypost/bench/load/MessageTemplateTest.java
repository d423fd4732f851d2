package org.waypost.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MessageTemplateTest {

    @Test
    void stampsEveryPlaceWithLeadingZeros() {
        MessageTemplate template = new MessageTemplate("u@AOR@;b=@SEQUENCE@;c=@CSEQ@;again u@AOR@.");

        assertThat(text(template.stamp(42, 7, 1_000_000_001)))
                .isEqualTo("u0000007;b=0000000042;c=1000000001;again u0000007.");
    }

    @Test
    void leavesNothingOfAnEarlierStamp() {
        MessageTemplate template = new MessageTemplate("@AOR@ @SEQUENCE@");
        template.stamp(9_999_999_999L, 9_999_999, 0);

        assertThat(text(template.stamp(1, 2, 0))).isEqualTo("0000002 0000000001");
    }

    @Test
    void keepsAnAtSignThatIsNoPlace() {
        assertThat(text(new MessageTemplate("sip:u@AOR@@host").stamp(0, 5, 0))).isEqualTo("sip:u0000005@host");
    }

    @Test
    void refusesANumberThatDoesNotFit() {
        MessageTemplate template = new MessageTemplate("@AOR@");

        assertThatThrownBy(() -> template.stamp(0, 10_000_000, 0)).hasMessageContaining("more than 7 digits");
    }

    private static String text(ByteBuffer message) {
        byte[] octets = new byte[message.remaining()];
        message.get(octets);
        return new String(octets, StandardCharsets.ISO_8859_1);
    }
}
