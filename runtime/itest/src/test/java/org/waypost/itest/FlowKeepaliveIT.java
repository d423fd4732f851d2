package org.waypost.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.waypost.itest.kit.SharedContainer;
import org.waypost.itest.kit.WaypostContainer;

/** What phones send to keep their flows open is answered (RFC 5626 3.5). */
@ExtendWith(SharedContainer.class)
class FlowKeepaliveIT {

    private static final int PATIENCE = 5000;
    private static final int MAGIC_COOKIE = 0x2112A442;

    private final WaypostContainer waypost;

    FlowKeepaliveIT(WaypostContainer waypost) {
        this.waypost = waypost;
    }

    @Test
    void aDoubleLineEndOverTcpIsAnsweredWithOne() throws IOException {
        try (Socket phone = new Socket("127.0.0.1", waypost.port())) {
            phone.setSoTimeout(PATIENCE);
            for (int i = 0; i < 3; i++) {
                phone.getOutputStream().write("\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                assertThat(phone.getInputStream().readNBytes(2)).containsExactly('\r', '\n');
            }
        }
    }

    @Test
    void aBindingRequestOverUdpIsAnsweredWithTheAddressItCameFrom() throws IOException {
        try (DatagramSocket phone = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"))) {
            phone.setSoTimeout(PATIENCE);
            byte[] transaction = "123456789abc".getBytes(StandardCharsets.US_ASCII);
            byte[] request = ByteBuffer.allocate(20)
                    .putShort((short) 0x0001)
                    .putShort((short) 0)
                    .putInt(MAGIC_COOKIE)
                    .put(transaction)
                    .array();
            phone.send(new DatagramPacket(request, 20, InetAddress.getByName("127.0.0.1"), waypost.port()));
            DatagramPacket packet = new DatagramPacket(new byte[512], 512);
            phone.receive(packet);

            // RFC 8489 5 and 14.2
            ByteBuffer reply = ByteBuffer.wrap(packet.getData(), 0, packet.getLength());
            assertThat(reply.getShort()).isEqualTo((short) 0x0101);
            assertThat(reply.getShort() + 20).isEqualTo(packet.getLength());
            assertThat(reply.getInt()).isEqualTo(MAGIC_COOKIE);
            byte[] echoed = new byte[12];
            reply.get(echoed);
            assertThat(echoed).isEqualTo(transaction);
            assertThat(xorMappedPort(reply)).isEqualTo(phone.getLocalPort());
        }
    }

    private static int xorMappedPort(ByteBuffer attributes) {
        while (attributes.hasRemaining()) {
            int type = attributes.getShort();
            int length = attributes.getShort();
            if (type == 0x0020) {
                attributes.getShort(); // the address family
                return (attributes.getShort() & 0xFFFF) ^ (MAGIC_COOKIE >>> 16);
            }
            attributes.position(attributes.position() + (length + 3) / 4 * 4);
        }
        throw new AssertionError("the answer has no XOR-MAPPED-ADDRESS");
    }
}
