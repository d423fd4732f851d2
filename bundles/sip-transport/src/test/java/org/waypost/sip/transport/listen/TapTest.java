package org.waypost.sip.transport.listen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.waypost.sip.MessageTap;
import org.waypost.sip.Octets;
import org.waypost.sip.TappedMessage;
import org.waypost.sip.Transport;
import org.waypost.sip.transport.wire.Messages;

/** What a tap is shown of the messages at the sockets. */
class TapTest {

    private static final String REGISTER = Messages.register()
            .with("Via", "Via: SIP/2.0/UDP 127.0.0.1;branch=z9hG4bK1;rport")
            .plus("l: 0")
            .text();

    /** What a tap saw, with octets of its own. */
    private final BlockingQueue<TappedMessage> seen = new LinkedBlockingQueue<>();

    private final MessageTap tap = message -> seen.add(new TappedMessage(
            message.incoming(),
            message.transport(),
            message.local(),
            message.remote(),
            message.flow(),
            message.octets().copy(),
            message.dropped()));

    private TestServer server;

    @BeforeEach
    void start() {
        server = new TestServer(
                        "listen", "udp:127.0.0.1:0, tcp:127.0.0.1:0", "udp_max_message", 1024, "tcp_max_message", 1024)
                .route(context -> context.reply(200, "OK"));
        server.transport.dispatcher().bind(tap);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Phone.Udp udp() throws IOException {
        return new Phone.Udp(server.point(0).address());
    }

    private Phone.Tcp tcp() throws IOException {
        return new Phone.Tcp(server.point(1).address());
    }

    private TappedMessage next() throws InterruptedException {
        TappedMessage message = seen.poll(10, TimeUnit.SECONDS);
        assertThat(message).as("what the tap is shown").isNotNull();
        return message;
    }

    @Test
    void isShownARequestAndItsReplyByUdp() throws Exception {
        try (Phone phone = udp()) {
            String reply = phone.ask(REGISTER);
            InetSocketAddress remote = new InetSocketAddress(InetAddress.getLoopbackAddress(), phone.port());
            InetSocketAddress local = server.point(0).address();
            assertThat(next())
                    .isEqualTo(new TappedMessage(true, Transport.UDP, local, remote, -1, Octets.of(REGISTER), ""));
            assertThat(next())
                    .isEqualTo(new TappedMessage(false, Transport.UDP, local, remote, -1, Octets.of(reply), ""));
        }
    }

    @Test
    void isShownTheConnectionsOwnAddressByTcp() throws Exception {
        try (Phone.Tcp phone = tcp()) {
            String reply = phone.ask(REGISTER);
            InetSocketAddress remote = (InetSocketAddress) phone.socket.getLocalSocketAddress();
            InetSocketAddress local = (InetSocketAddress) phone.socket.getRemoteSocketAddress();
            TappedMessage request = next();
            assertThat(request.flow()).isPositive();
            assertThat(request)
                    .isEqualTo(new TappedMessage(
                            true, Transport.TCP, local, remote, request.flow(), Octets.of(REGISTER), ""));
            assertThat(next())
                    .isEqualTo(new TappedMessage(
                            false, Transport.TCP, local, remote, request.flow(), Octets.of(reply), ""));
        }
    }

    @Test
    void isShownWhatIsRefusedAndWhy() throws Exception {
        try (Phone phone = udp();
                Phone.Tcp stream = tcp()) {
            phone.send("GET / HTTP/1.1\r\n\r\n");
            assertThat(next().dropped()).contains("no SIP/2.0 message");
            phone.send(REGISTER.replace("Call-ID", "X-ID"));
            assertThat(next().dropped()).contains("Call-ID");
            phone.send(REGISTER.replace("From:", "From"));
            assertThat(next().dropped()).contains("header");
            phone.send("x".repeat(1025));
            TappedMessage large = next();
            assertThat(large.dropped()).contains("udp_max_message");
            assertThat(large.octets().length()).isEqualTo(1025);

            stream.send("REGISTER sip:a SIP/2.0\r\nl: 2000\r\n\r\n");
            TappedMessage refused = next();
            assertThat(refused.dropped()).contains("tcp_max_message");
            assertThat(refused.octets().toString()).startsWith("REGISTER sip:a");
        }
    }

    @Test
    void isShownABrokenStreamThatCameInPieces() throws Exception {
        try (Phone.Tcp stream = tcp()) {
            stream.socket.setTcpNoDelay(true);
            assertThat(stream.ask(REGISTER + "\r\n\r\nREGISTER sip:a SIP")).startsWith("SIP/2.0 200");
            next();
            next();
            assertThat(next().octets().toString()).as("a ping").isEqualTo("\r\n\r\n");
            assertThat(next().octets().toString()).as("its pong").isEqualTo("\r\n");
            stream.send("/2.0\r\nX: 1\r\n\r\n");
            TappedMessage refused = next();
            assertThat(refused.dropped()).contains("Content-Length");
            assertThat(refused.octets().toString()).isEqualTo("REGISTER sip:a SIP/2.0\r\nX: 1\r\n\r\n");
        }
    }

    @Test
    void isShownKeepalives() throws Exception {
        try (Phone phone = udp()) {
            phone.send("\r\n\r\n");
            assertThat(next().octets().toString()).isEqualTo("\r\n\r\n");
            phone.ask("\0\1\0\0\41\22\244\102abcdefghijkl");
            assertThat(next().octets().length()).as("STUN request").isEqualTo(20);
            TappedMessage answer = next();
            assertThat(answer.incoming()).isFalse();
            assertThat(answer.octets().length()).as("STUN answer").isEqualTo(32);
        }
    }

    @Test
    void isShownARequestOfThisServerOnceItsConnectionIsThere() throws Exception {
        byte[] options = "OPTIONS sip:a SIP/2.0\r\n\r\n".getBytes();
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            InetSocketAddress remote = (InetSocketAddress) other.getLocalSocketAddress();
            server.transport.flowTo(server.point(1), remote).send(options, options.length);
            try (Socket accepted = other.accept()) {
                TappedMessage sent = next();
                assertThat(sent.local()).isEqualTo(accepted.getRemoteSocketAddress());
                assertThat(sent.remote()).isEqualTo(remote);
                assertThat(sent.octets().bytes()).isEqualTo(options);
            }
        }
    }

    @Test
    void isShownWhatCannotBeSentAndWhy() throws Exception {
        byte[] options = "OPTIONS sip:a SIP/2.0\r\n\r\n".getBytes();
        InetSocketAddress nobody;
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = (InetSocketAddress) other.getLocalSocketAddress();
        }
        server.transport.flowTo(server.point(1), nobody).send(options, options.length);
        // by whether it is refused before or after this is sent
        assertThat(next().dropped()).isIn("no connection could be opened", "the connection is closed");

        byte[] huge = new byte[66_000];
        server.transport.flowTo(server.point(0), nobody).send(huge, huge.length);
        assertThat(next().dropped()).isEmpty();
        assertThat(next().dropped()).startsWith("cannot be sent: ");
    }

    @Test
    void doesNoHarmIfItFailsAndIsForgottenWhenItGoes() throws Exception {
        MessageTap broken = message -> {
            throw new IllegalStateException("broken on purpose");
        };
        server.transport.dispatcher().bind(broken);
        try (Phone phone = udp()) {
            assertThat(phone.ask(REGISTER)).startsWith("SIP/2.0 200");
            server.transport.dispatcher().unbind(tap);
            server.transport.dispatcher().unbind(broken);
            assertThat(server.transport.dispatcher().taps().areThere()).isFalse();
            seen.clear();
            assertThat(phone.ask(REGISTER)).startsWith("SIP/2.0 200");
            assertThat(seen).isEmpty();
        }
    }
}
