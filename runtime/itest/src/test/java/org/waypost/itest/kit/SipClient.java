package org.waypost.itest.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;

/** A phone's end of a UDP socket or of a connection: sends texts, waits for messages with a time-out. */
public abstract class SipClient implements AutoCloseable {

    /** How long an answer may take before a test gives up. */
    public static final Duration PATIENCE = Duration.ofSeconds(5);

    /** A UDP client on a port of its own. */
    public static SipClient udp(String host, int port) {
        return new UdpClient(host, port);
    }

    /** A TCP client, connected. */
    public static SipClient tcp(String host, int port) {
        return new TcpClient(host, port);
    }

    /** A TLS client, connected. */
    public static SipClient tls(String host, int port, SSLContext trusting) {
        return new TcpClient(host, port, trusting);
    }

    /** A WebSocket client, connected. */
    public static SipClient ws(String host, int port) {
        return WsClient.plain(host, port);
    }

    /** A WebSocket client over TLS, connected. */
    public static SipClient wss(String host, int port, SSLContext trusting) {
        return WsClient.secure(host, port, trusting);
    }

    /** This client behind a network that loses a part (0 to 1) of what is sent each way. */
    public final SipClient lossy(double loss, long seed) {
        return new LossyClient(this, loss, seed);
    }

    /** This client behind NAT. */
    public final SipClient natted() {
        return new NattedClient(this);
    }

    public abstract int localPort();

    /** {@code UDP}, {@code TCP}, {@code TLS}, {@code WS} or {@code WSS}, as in a Via. */
    public abstract String transport();

    /** Host and port as in a Via and a Contact. */
    public String sentBy() {
        return "127.0.0.1:" + localPort();
    }

    /** The Contact URI of a user here. */
    public String contact(String user) {
        String transport =
                transport().equals("UDP") ? "" : ";transport=" + transport().toLowerCase(Locale.ROOT);
        return "sip:" + user + "@" + sentBy() + transport;
    }

    protected abstract void write(byte[] octets) throws IOException;

    /** The next message that is not a keepalive, or empty at the end of the time or of the connection. */
    protected abstract Optional<String> read(Duration time) throws IOException;

    @Override
    public abstract void close();

    public final void send(byte[] octets) {
        try {
            write(octets);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a message written with LF line ends. */
    public final void send(String text) {
        send(text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    public final Optional<SipMessage> receive(Duration time) {
        try {
            return read(time).map(SipMessage::parse);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next message that {@code wanted} accepts; others are dropped. */
    public final SipMessage await(Predicate<SipMessage> wanted, Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            Optional<SipMessage> message = receive(Duration.ofNanos(left));
            if (message.isPresent() && wanted.test(message.get())) {
                return message.get();
            }
        }
        throw new AssertionError("no such message came within " + time + " on " + transport() + " port " + localPort());
    }

    /** Sends a request and returns its final reply, told by its Call-ID and CSeq. */
    public final SipMessage ask(String request) {
        SipMessage sent = SipMessage.parse(request);
        send(request);
        return await(
                reply -> reply.status() >= 200
                        && reply.header("Call-ID").equals(sent.header("Call-ID"))
                        && reply.header("CSeq").equals(sent.header("CSeq")),
                PATIENCE);
    }
}
