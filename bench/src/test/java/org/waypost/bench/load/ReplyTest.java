package org.waypost.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ReplyTest {

    private static final String OK = "SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP 127.0.0.1:4000;rport=4000;"
            + "branch=z9hG4bKwp0000000042;received=127.0.0.1\r\nContact: <sip:u@h>;expires=3600\r\n\r\n";

    @Test
    void readsStatusAndSequence() {
        byte[] octets = octets(OK);

        assertThat(Reply.status(octets, 0, octets.length)).isEqualTo(200);
        assertThat(Reply.sequence(octets, 0, octets.length)).isEqualTo(42);
    }

    @Test
    void readsInTheMiddleOfABuffer() {
        byte[] octets = octets("xx" + OK + "SIP/2.0 500 No\r\n");

        assertThat(Reply.status(octets, 2, octets.length)).isEqualTo(200);
        assertThat(Reply.sequence(octets, 2, 60)).isEqualTo(-1);
    }

    @Test
    void anEchoedRequestHasNoStatusButASequence() {
        byte[] octets = octets("REGISTER sip:h SIP/2.0\r\nVia: SIP/2.0/UDP h;branch=z9hG4bKwp0000000007\r\n\r\n");

        assertThat(Reply.status(octets, 0, octets.length)).isEqualTo(Reply.NO_STATUS);
        assertThat(Reply.sequence(octets, 0, octets.length)).isEqualTo(7);
    }

    @Test
    void takesNoNonsenseForAReply() {
        for (String text :
                new String[] {"", "SIP/2.0 ", "SIP/2.0 2x0 OK", "SIP/2.0 999 OK", "branch=z9hG4bKwp00000x0042"}) {
            byte[] octets = octets(text);

            assertThat(Reply.status(octets, 0, octets.length)).isEqualTo(Reply.NO_STATUS);
            assertThat(Reply.sequence(octets, 0, octets.length)).isEqualTo(-1);
        }
    }

    @Test
    void countsTheContactsThatAreListed() {
        byte[] with = octets(OK);
        byte[] two = octets("SIP/2.0 200 OK\r\nContact: <sip:a@h>;q=1, <sip:b@h>\r\nX: <sip:c@h>\r\n\r\n");
        byte[] without = octets("SIP/2.0 200 OK\r\nX-Contact: none\r\nContent-Length: 0\r\n\r\n");

        assertThat(Reply.contacts(with, 0, with.length)).isEqualTo(1);
        assertThat(Reply.contacts(two, 0, two.length)).isEqualTo(2);
        assertThat(Reply.contacts(without, 0, without.length)).isZero();
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
