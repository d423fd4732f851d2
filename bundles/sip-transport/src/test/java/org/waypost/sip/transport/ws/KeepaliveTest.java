package org.waypost.sip.transport.ws;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.waypost.sip.Flow;
import org.waypost.sip.FlowSecurity;
import org.waypost.sip.ListenPoint;
import org.waypost.sip.Transport;
import org.waypost.sip.transport.EventFlow;
import org.waypost.sip.transport.TestFlow;
import org.waypost.sip.transport.tcp.Link;
import org.waypost.sip.transport.tcp.TcpSettings;

/** What a WebSocket does as time goes by. */
class KeepaliveTest {

    private static final String HANDSHAKE = """
            GET / HTTP/1.1\r
            Host: localhost\r
            Upgrade: websocket\r
            Connection: Upgrade\r
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
            Sec-WebSocket-Version: 13\r
            Sec-WebSocket-Protocol: sip\r
            \r
            """;
    private static final int PING = 0x89;
    private static final int PONG = 0x8A;
    private static final int CLOSE = 0x88;

    private final WebSocketLayer layer = new WebSocketLayer();
    private final WebSocketTuner tuner = new WebSocketTuner(layer);
    private final MockTicker clock = Ticker.newMockTicker();
    private final EmbeddedChannel channel =
            EmbeddedChannel.builder().ticker(clock).build();
    private int heard;

    private final class TestLink implements Link {

        @Override
        public int id() {
            return 1;
        }

        @Override
        public Flow flow() {
            return new EventFlow(TestFlow.point(Transport.WS, "127.0.0.1", 80));
        }

        @Override
        public Transport transport() {
            return Transport.WS;
        }

        @Override
        public ListenPoint local() {
            throw new UnsupportedOperationException();
        }

        @Override
        public InetSocketAddress remote() {
            return new InetSocketAddress(InetAddress.getLoopbackAddress(), 5060);
        }

        @Override
        public boolean isOutgoing() {
            return false;
        }

        @Override
        public TcpSettings settings() {
            return new TcpSettings(1000, 1, 1, 1, 1, 1, 1, 1, 1, false);
        }

        @Override
        public void secured(FlowSecurity security) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void heard() {
            heard++;
        }

        @Override
        public boolean isOnBehalfOf(InetAddress client) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void watchParts(IntSupplier part) {
            // nothing is read slowly here
        }
    }

    private void open(Object... values) {
        tuner.set(values);
        layer.prepare(channel.pipeline(), new TestLink());
        // Stands for the connection, which closes the channel when it hears that it has ended.
        channel.pipeline().addLast(new ChannelInboundHandlerAdapter() {
            @Override
            public void channelInactive(ChannelHandlerContext context) {
                context.channel().close();
            }
        });
        channel.pipeline().fireChannelActive();
    }

    private void upgrade() {
        send(HANDSHAKE.getBytes(StandardCharsets.US_ASCII));
        assertThat(received()).startsWith("HTTP/1.1 101 ");
    }

    private void send(byte[] octets) {
        channel.writeInbound(Unpooled.wrappedBuffer(octets));
    }

    private String received() {
        StringBuilder all = new StringBuilder();
        for (ByteBuf next = channel.readOutbound(); next != null; next = channel.readOutbound()) {
            all.append(next.toString(StandardCharsets.ISO_8859_1));
            next.release();
        }
        return all.toString();
    }

    private void pass(int seconds) {
        clock.advance(seconds, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();
        channel.runPendingTasks();
    }

    @AfterEach
    void finish() {
        channel.finishAndReleaseAll();
    }

    @Test
    void endsAConnectionWhoseHandshakeTakesTooLong() {
        open("upgrade_timeout", 5);
        send("GET / HTTP/1.1\r\nHost: a\r\n".getBytes(StandardCharsets.US_ASCII));
        pass(4);
        assertThat(channel.isOpen()).isTrue();
        pass(1);
        assertThat(received()).startsWith("HTTP/1.1 408 ").contains("too long");
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void forgetsTheDeadlineOnceTheHandshakeIsDone() {
        open("upgrade_timeout", 5, "keepalive_mechanism", 0);
        upgrade();
        pass(100_000);
        assertThat(received()).isEmpty();
        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void pingsASilentClientAndEndsTheConnectionIfItStaysSilent() {
        open("keepalive_timeout", 30, "ping_application_data", "there?");
        upgrade();
        pass(29);
        assertThat(received()).isEmpty();
        pass(1);
        assertThat(received()).isEqualTo((char) PING + "\u0006there?");
        pass(29);
        send(new byte[] {(byte) PONG, (byte) 0x80, 0, 0, 0, 0});
        assertThat(heard).isEqualTo(1);
        pass(29);
        assertThat(received()).isEmpty();
        pass(1);
        assertThat(received()).startsWith(Character.toString(PING));
        pass(30);
        assertThat(received()).startsWith(Character.toString(CLOSE));
        assertThat(channel.isOpen()).isFalse();
        assertThat(tuner.count("ws_failed_connections")).isEqualTo(1);
        assertThat(tuner.count("ws_current_connections")).isZero();
    }

    @Test
    void doesNotPingAClientThatIsNotSilent() {
        open("keepalive_timeout", 30);
        upgrade();
        for (int i = 0; i < 10; i++) {
            pass(20);
            send(new byte[] {(byte) 0x81, (byte) 0x82, 0, 0, 0, 0, '\r', '\n'});
        }
        assertThat(received()).isEmpty();
        pass(30);
        assertThat(received()).startsWith(Character.toString(PING));
    }

    @Test
    void sendsPongsThatNeedNoAnswerIfTold() {
        open("keepalive_timeout", 30, "keepalive_mechanism", 2);
        upgrade();
        for (int i = 0; i < 3; i++) {
            pass(30);
            assertThat(received()).isEqualTo((char) PONG + "\u0007Waypost");
        }
        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void takesAnotherTimeOutForConnectionsThatAreOpen() {
        open("keepalive_timeout", 1000);
        upgrade();
        pass(50);
        tuner.set("keepalive_timeout", 60);
        channel.runPendingTasks();
        pass(10);
        assertThat(received()).startsWith(Character.toString(PING));
        tuner.set("keepalive_mechanism", 0);
        channel.runPendingTasks();
        pass(100_000);
        assertThat(received()).isEmpty();
    }

    @Test
    void waitsAWhileForTheClientsCloseFrame() {
        open();
        upgrade();
        channel.pipeline().close();
        assertThat(received()).startsWith(Character.toString(CLOSE));
        assertThat(channel.isOpen()).isTrue();
        pass(2);
        assertThat(channel.isOpen()).isFalse();
    }
}
