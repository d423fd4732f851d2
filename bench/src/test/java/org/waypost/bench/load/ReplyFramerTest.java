package org.waypost.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplyFramerTest {

    private static final String FIRST = "SIP/2.0 200 OK\r\nContent-Length: 0\r\n\r\n";
    private static final String SECOND = "SIP/2.0 404 Not Found\r\nCONTENT-LENGTH: 6\r\nX: y\r\n\r\na\r\n\r\nb";
    private static final String THIRD = "SIP/2.0 500 No\r\nX: y\r\n\r\n";

    @Test
    void cutsAStreamWhereverItWasSplit() throws IOException {
        byte[] stream = (FIRST + SECOND + THIRD).getBytes(StandardCharsets.ISO_8859_1);
        for (int split = 0; split <= stream.length; split++) {
            ReplyFramer framer = new ReplyFramer();
            List<String> replies = new ArrayList<>();
            feed(framer, stream, 0, split, replies);
            feed(framer, stream, split, stream.length, replies);

            assertThat(replies).containsExactly(FIRST, SECOND, THIRD);
        }
    }

    @Test
    void givesUpOnAReplyThatNeverEnds() {
        ReplyFramer framer = new ReplyFramer();
        byte[] endless = new byte[framer.space().remaining()];

        assertThatThrownBy(() -> feed(framer, endless, 0, endless.length, new ArrayList<>()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no end of a reply");
    }

    private static void feed(ReplyFramer framer, byte[] stream, int from, int to, List<String> replies)
            throws IOException {
        framer.space().put(stream, from, to - from);
        framer.each((octets, start, end) ->
                replies.add(new String(octets, start, end - start, StandardCharsets.ISO_8859_1)));
    }
}
