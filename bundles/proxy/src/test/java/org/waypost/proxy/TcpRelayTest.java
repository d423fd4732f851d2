package org.waypost.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.waypost.sip.Branch;
import org.waypost.sip.Transport;

/** Forwarding from UDP to connections and back. */
class TcpRelayTest {

    private TestServer server;
    private Phone caller;

    @BeforeEach
    void start() throws Exception {
        server = new TestServer();
        caller = new Phone(server.port(Transport.UDP));
    }

    @AfterEach
    void stop() {
        caller.close();
        server.close();
    }

    @Test
    void opensAConnectionToAContactThatWantsOne() throws Exception {
        try (ServerSocket phone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            server.users.put("tcp", List.of(Branch.to("sip:tcp@127.0.0.1:" + phone.getLocalPort() + ";transport=tcp")));
            caller.send(caller.request("MESSAGE", "tcp"));
            try (Socket connection = phone.accept()) {
                String arrived = read(connection);
                assertThat(arrived).startsWith("MESSAGE sip:tcp@").contains("Via: SIP/2.0/TCP ");
                write(connection, Phone.response(arrived, 200, "t"));

                assertThat(caller.receive()).startsWith("SIP/2.0 200 ").contains("Via: SIP/2.0/UDP ");
            }
        }
    }

    @Test
    void usesTheConnectionTheContactRegisteredOver() throws Exception {
        try (Socket phone = new Socket(InetAddress.getLoopbackAddress(), server.port(Transport.TCP))) {
            write(phone, tcpRequest("MESSAGE", "nobody", phone));
            assertThat(read(phone)).startsWith("SIP/2.0 404 ");
            server.users.put("behind", List.of(onConnection(server.lastFlow)));
            caller.send(caller.request("MESSAGE", "behind"));
            String arrived = read(phone);
            assertThat(arrived).startsWith("MESSAGE sip:behind@10.0.0.1 ");
            write(phone, Phone.response(arrived, 200, "t"));

            assertThat(caller.receive()).startsWith("SIP/2.0 200 ");
        }
    }

    @Test
    void answersOnTheConnectionOfTheRequest() throws Exception {
        try (Phone bob = new Phone(server.port(Transport.UDP));
                Socket phone = new Socket(InetAddress.getLoopbackAddress(), server.port(Transport.TCP))) {
            server.users.put("bob", List.of(bob.branch("bob")));
            write(phone, tcpRequest("MESSAGE", "bob", phone));
            bob.answer(bob.receive(), 200, "b");

            assertThat(read(phone)).startsWith("SIP/2.0 200 ").contains("Via: SIP/2.0/TCP ");
        }
    }

    @Test
    void sendsWhatIsTooLargeForUdpOverTcp() throws Exception {
        server.relay.modified(TestServer.parameters(Map.of("udp__mtu", 1300, "udp__mtu__try__proto", "TCP")));
        try (ServerSocket tcp = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            server.users.put("big", List.of(Branch.to("sip:big@127.0.0.1:" + tcp.getLocalPort())));
            caller.send(large("big"));
            try (Socket connection = tcp.accept()) {
                String arrived = read(connection);
                assertThat(arrived).contains("Via: SIP/2.0/TCP ").hasSizeGreaterThan(1300);
                write(connection, Phone.response(arrived, 200, "t"));
                assertThat(caller.receive()).startsWith("SIP/2.0 200 ");
            }
        }
    }

    @Test
    void sendsWhatIsTooLargeOverUdpIfNobodyTakesConnections() throws Exception {
        server.relay.modified(TestServer.parameters(Map.of("udp__mtu", 1300, "udp__mtu__try__proto", "TCP")));
        try (Phone bob = new Phone(server.port(Transport.UDP))) {
            server.users.put("bob", List.of(bob.branch("bob")));
            caller.send(large("bob"));
            String arrived = bob.receive();
            assertThat(arrived).contains("Via: SIP/2.0/UDP ").hasSizeGreaterThan(1300);
            bob.answer(arrived, 200, "b");
            assertThat(caller.receive()).startsWith("SIP/2.0 200 ");
            assertThat(server.statistic("UAC_transactions"))
                    .as("over TCP first")
                    .isEqualTo(2);
        }
    }

    @Test
    void sendsWhatIsSmallEnoughOverUdp() throws Exception {
        try (Phone bob = new Phone(server.port(Transport.UDP))) {
            server.users.put("bob", List.of(bob.branch("bob")));
            caller.send(caller.request("MESSAGE", "bob"));
            String arrived = bob.receive();
            bob.answer(arrived, 200, "b");
            assertThat(caller.receive()).startsWith("SIP/2.0 200 ");

            server.relay.modified(
                    TestServer.parameters(Map.of("udp__mtu", arrived.length() + 10, "udp__mtu__try__proto", "TCP")));
            caller.send(caller.request("MESSAGE", "bob"));
            bob.answer(bob.receive(), 200, "b");
            assertThat(caller.receive()).startsWith("SIP/2.0 200 ");
            assertThat(server.statistic("UAC_transactions"))
                    .as("nothing was tried over TCP")
                    .isEqualTo(2);
        }
    }

    private String large(String user) {
        return caller.request("MESSAGE", user)
                .replace("Max-Forwards", "Subject: " + "s".repeat(1300) + "\r\nMax-Forwards");
    }

    private static Branch onConnection(int flow) {
        return new Branch("sip:behind@10.0.0.1", "", "", "", flow, 0, -1, "", 0, "", "");
    }

    private String tcpRequest(String method, String user, Socket from) {
        return caller.request(method, user)
                .replace("SIP/2.0/UDP 127.0.0.1:" + caller.port(), "SIP/2.0/TCP 127.0.0.1:" + from.getLocalPort());
    }

    private static void write(Socket socket, String message) throws IOException {
        socket.getOutputStream().write(message.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String read(Socket socket) throws IOException {
        socket.setSoTimeout(5000);
        InputStream in = socket.getInputStream();
        StringBuilder text = new StringBuilder();
        while (text.indexOf("\r\n\r\n") < 0) {
            text.append((char) in.read());
        }
        int length = Integer.parseInt(Phone.header(text.toString(), "Content-Length"));
        text.append(new String(in.readNBytes(length), StandardCharsets.ISO_8859_1));
        return text.toString();
    }
}
