package org.waypost.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.waypost.itest.kit.SharedContainer;
import org.waypost.itest.kit.WaypostContainer;

/** Pings that keep a NAT open (natping_interval). */
@ExtendWith(SharedContainer.class)
class NatPingIT {

    private static final int PATIENCE_MILLIS = 15_000;
    private static final byte[] ZEROS = new byte[4];

    private final WaypostContainer waypost;
    private DatagramSocket phone;

    NatPingIT(WaypostContainer waypost) {
        this.waypost = waypost;
    }

    @BeforeEach
    void connect() throws IOException {
        phone = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        phone.setSoTimeout(PATIENCE_MILLIS);
        waypost.exec("cfg:set nathelper natping_interval 1");
    }

    @AfterEach
    void switchOff() {
        phone.close();
        waypost.exec("cfg:reset nathelper natping_interval;cfg:reset nathelper sipping_bflag;"
                + "cfg:reset nathelper sipping_from");
    }

    @Test
    void comeAsZerosAgainAndAgain() throws IOException {
        register();
        assertThat(receive()).isEqualTo(ZEROS);
        assertThat(receive()).isEqualTo(ZEROS);
    }

    @Test
    void comeAsRequestsIfThatIsAskedFor() throws IOException {
        waypost.exec("cfg:set nathelper sipping_bflag 7;cfg:set nathelper sipping_from sip:pinger@example.com");
        register();
        byte[] ping = receive();
        while (Arrays.equals(ping, ZEROS)) {
            ping = receive();
        }
        assertThat(new String(ping, StandardCharsets.ISO_8859_1))
                .startsWith("OPTIONS sip:nat@127.0.0.1:" + phone.getLocalPort() + " SIP/2.0\r\n")
                .contains("\r\nFrom: <sip:pinger@example.com>;tag=");
    }

    private void register() throws IOException {
        String user = "nat-" + UUID.randomUUID();
        byte[] request =
                """
                REGISTER sip:127.0.0.1 SIP/2.0
                Via: SIP/2.0/UDP 127.0.0.1:%1$d;branch=z9hG4bK%2$s
                From: <sip:%2$s@127.0.0.1>;tag=1
                To: <sip:%2$s@127.0.0.1>
                Call-ID: %2$s
                CSeq: 1 REGISTER
                Contact: <sip:nat@127.0.0.1:%1$d>;expires=60
                Content-Length: 0

                """.formatted(phone.getLocalPort(), user).replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
        phone.send(new DatagramPacket(request, request.length, InetAddress.getLoopbackAddress(), waypost.port()));
        assertThat(new String(receive(), StandardCharsets.ISO_8859_1)).startsWith("SIP/2.0 200 ");
    }

    private byte[] receive() throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[65535], 65535);
        phone.receive(packet);
        return Arrays.copyOf(packet.getData(), packet.getLength());
    }
}
