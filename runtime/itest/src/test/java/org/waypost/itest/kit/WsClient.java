package org.waypost.itest.kit;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;

/** {@link SipClient} over WebSocket, through the JDK's own client; as a page in a browser it does not know its address. */
final class WsClient extends SipClient {

    private static final HttpClient PLAIN = HttpClient.newHttpClient();

    private final String transport;
    private final String host = UUID.randomUUID().toString().substring(0, 12) + ".invalid";
    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
    private final WebSocket socket;

    private WsClient(String transport, HttpClient client, String host, int port) {
        this.transport = transport;
        this.socket = client.newWebSocketBuilder()
                .subprotocols("sip")
                .connectTimeout(Duration.ofSeconds(30))
                .buildAsync(
                        URI.create(transport.toLowerCase(Locale.ROOT) + "://" + host + ":" + port + "/"),
                        new Listener())
                .join();
    }

    static WsClient plain(String host, int port) {
        return new WsClient("WS", PLAIN, host, port);
    }

    static WsClient secure(String host, int port, SSLContext trusting) {
        return new WsClient("WSS", HttpClient.newBuilder().sslContext(trusting).build(), host, port);
    }

    private final class Listener implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();
        private final StringBuilder binary = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            finish(text.append(data), last);
            from.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
            finish(binary.append(StandardCharsets.ISO_8859_1.decode(data)), last);
            from.request(1);
            return null;
        }

        private void finish(StringBuilder message, boolean last) {
            if (last) {
                if (!message.toString().isBlank()) {
                    received.add(message.toString());
                }
                message.setLength(0);
            }
        }
    }

    /** Not known. */
    @Override
    public int localPort() {
        return 0;
    }

    @Override
    public String transport() {
        return transport;
    }

    // RFC 7118 5.1: a random host
    @Override
    public String sentBy() {
        return host;
    }

    // RFC 7118 5.2.4: ws, whether TLS lies below or not
    @Override
    public String contact(String user) {
        return "sip:" + user + "@" + host + ";transport=ws";
    }

    @Override
    protected void write(byte[] octets) throws IOException {
        try {
            socket.sendText(new String(octets, StandardCharsets.UTF_8), true)
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | CompletionException | TimeoutException e) {
            throw new IOException("the WebSocket takes nothing", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    protected Optional<String> read(Duration time) throws IOException {
        try {
            return Optional.ofNullable(received.poll(time.toNanos(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").exceptionally(ended -> socket);
    }
}
