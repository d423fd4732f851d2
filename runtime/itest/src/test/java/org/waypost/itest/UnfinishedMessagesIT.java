package org.waypost.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.waypost.itest.kit.SipClient;
import org.waypost.itest.kit.Texts;
import org.waypost.itest.kit.WaypostContainer;

/** Many connections that each send most of a message, which together are more than the heap. */
class UnfinishedMessagesIT {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int CONNECTIONS = 1400;
    private static final byte[] MOST_OF_A_MESSAGE = ("REGISTER sip:example.com SIP/2.0\r\n"
                    + ("X: " + "x".repeat(900) + "\r\n").repeat(66))
            .getBytes(StandardCharsets.ISO_8859_1);

    @Test
    void takeNoMemoryFromOthers() throws IOException {
        List<Socket> slow = new ArrayList<>();
        try (WaypostContainer waypost = WaypostContainer.startWith("-Xmx80m");
                SipClient phone = waypost.tcp()) {
            try {
                for (int i = 0; i < CONNECTIONS; i++) {
                    slow.add(begin(waypost.port()));
                }
                WaypostContainer.await(
                        "connections are closed", SOON, () -> waypost.statistic("tcp:readq_full") > CONNECTIONS / 2);
                assertThat(phone.ask(Texts.register(phone, "quick", 1, "Contact: <sip:quick@127.0.0.1:9>"))
                                .status())
                        .isEqualTo(200);
                assertThat(waypost.log()).doesNotContain("OutOfMemoryError");
            } finally {
                for (Socket socket : slow) {
                    socket.close();
                }
            }
        }
    }

    private static Socket begin(int port) throws IOException {
        Socket socket = new Socket("127.0.0.1", port);
        try {
            socket.getOutputStream().write(MOST_OF_A_MESSAGE);
        } catch (IOException closed) {
            // as is wanted, once there are too many
        }
        return socket;
    }
}
