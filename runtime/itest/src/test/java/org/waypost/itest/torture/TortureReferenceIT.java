package org.waypost.itest.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.waypost.itest.exchange.Kamailio;
import org.waypost.itest.kit.SipClient;
import org.waypost.itest.kit.Texts;

/** A Kamailio beside answers the torture messages as {@code torture/answers.csv} says of it. */
class TortureReferenceIT {

    private static Kamailio kamailio;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(Kamailio.isWanted(), "-Dkamailio=true compares with a Kamailio beside");
        assumeTrue(Kamailio.program().isPresent(), "no Kamailio is installed");
        kamailio = new Kamailio();
    }

    @AfterAll
    static void stop() throws Exception {
        if (kamailio != null) {
            kamailio.close();
        }
    }

    @ParameterizedTest(name = "{0}: {4}")
    @CsvFileSource(resources = TortureMessage.TABLE, delimiter = '|')
    void answersOverUdp(String name, String section, String udp, String tcp, String reference) throws IOException {
        TortureMessage message = TortureMessage.of(name);
        try (RawSocket socket = RawSocket.udp(kamailio.port(), message.replyPort())) {
            socket.send(message.repliedAt(socket.port()).octets());
            assertThat(TortureIT.marked(socket).summary()).isIn((Object[]) reference.split("/"));
        }
        if (message.method().equals("REGISTER") && reference.equals("200")) {
            try (SipClient phone = SipClient.udp("127.0.0.1", kamailio.port())) {
                phone.ask(Texts.register(phone, message.registeredUser(), 2, "Contact: *", "Expires: 0"));
            }
        }
    }
}
