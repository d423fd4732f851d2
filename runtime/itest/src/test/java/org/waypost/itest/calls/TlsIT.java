package org.waypost.itest.calls;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.waypost.itest.kit.HttpClient;
import org.waypost.itest.kit.Outcome;
import org.waypost.itest.kit.SipClient;
import org.waypost.itest.kit.Texts;
import org.waypost.itest.kit.WaypostContainer;
import org.waypost.itest.phone.Phone;
import org.waypost.itest.phone.PhoneServer;
import org.waypost.itest.phone.SharedPhoneServer;
import org.waypost.sip.transport.tls.TestCertificates.Identity;

/** Connections over TLS and WebSocket in the container: what becomes of them, and what operators see. */
@ExtendWith(SharedPhoneServer.class)
class TlsIT {

    private static final int CONNECTIONS = 200;
    private static final Duration SOON = Duration.ofSeconds(30);

    private final PhoneServer server;
    private final WaypostContainer waypost;

    TlsIT(PhoneServer server) {
        this.server = server;
        this.waypost = server.waypost();
    }

    /** What a client that connects now is shown. */
    private Certificate shown() {
        try (SSLSocket socket = (SSLSocket)
                server.certificates().trusting().getSocketFactory().createSocket("127.0.0.1", server.port("tls"))) {
            socket.startHandshake();
            return socket.getSession().getPeerCertificates()[0];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void register(SipClient phone, String user, int cseq) {
        assertThat(phone.ask(Texts.register(phone, user, cseq)).status()).isEqualTo(200);
    }

    private Map<String, Object> rpc(String method, Object... params) throws IOException {
        String call = JSON.std.asString(Map.of("jsonrpc", "2.0", "method", method, "params", params, "id", 1));
        return JSON.std.mapFrom(new HttpClient(waypost.http())
                .post("/rpc", call, "Content-Type: application/json")
                .body());
    }

    @Test
    void twoHundredConnectionsStayUpWhileTheirCertificateIsReplaced() {
        List<SipClient> phones = new ArrayList<>();
        // One context: the handshakes after the first take its session up again, which is quick.
        SSLContext trusting = server.certificates().trusting();
        try {
            for (int i = 0; i < CONNECTIONS; i++) {
                phones.add(SipClient.tls("127.0.0.1", server.port("tls"), trusting));
                register(phones.get(i), "secured" + i, 1);
            }
            Identity next = server.certificates().server("localhost", "127.0.0.1");
            next.replace(server.certificate());
            WaypostContainer.await(
                    "the other certificate is shown",
                    SOON,
                    () -> shown().equals(next.bundle().getCertificate()));
            for (int i = 0; i < CONNECTIONS; i++) {
                register(phones.get(i), "secured" + i, 2);
            }
        } finally {
            phones.forEach(SipClient::close);
        }
    }

    @Test
    void operatorsSeeWhatProtectsAConnection() throws IOException {
        try (SipClient phone = server.client("tls")) {
            register(phone, "seen", 1);
            String remote = "127.0.0.1:" + phone.localPort();
            for (String list : List.of("tls:list --json", "sip:flows --json")) {
                assertThat(waypost.exec(list).lines().filter(line -> line.contains(remote)))
                        .as(list)
                        .singleElement()
                        .asString()
                        .contains("\"proto\":\"tls\"", "\"tls\":\"TLSv1.3\"", "\"cipher\":\"TLS_");
            }
            assertThat(waypost.exec("tls:options")).contains("server:default", "CN=localhost");
            assertThat(rpc("tls.list").get("result"))
                    .asList()
                    .anySatisfy(each -> assertThat(each)
                            .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                            .containsEntry("src_port", phone.localPort())
                            .containsEntry("state", "established"));
        }
    }

    @Test
    void aReloadThatFailsLeavesWhatWasInForce() throws IOException {
        Certificate before = shown();
        String good = Files.readString(server.certificate().key());
        try {
            Files.writeString(server.certificate().key(), "no key");
            Outcome outcome = waypost.run("tls:reload");
            assertThat(outcome.exitCode()).isEqualTo(1);
            assertThat(outcome.output())
                    .contains(server.certificate().key() + " has no private key in it; what was in force stays");
            assertThat(rpc("tls.reload").get("error")).isNotNull();
            assertThat(shown()).isEqualTo(before);
        } finally {
            Files.writeString(server.certificate().key(), good);
        }
        assertThat(waypost.exec("tls:reload")).isEqualTo("reloaded\n");
        assertThat(rpc("tls.reload")).containsEntry("result", "Ok. TLS configuration reloaded.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tls", "wss"})
    void handshakesThatAreBrokenAndLeftAreNotLogged(String transport) throws Exception {
        byte[] hello = clientHello();
        Random random = new Random(7);
        int before = waypost.log().length();
        for (int i = 0; i < 200; i++) {
            byte[] broken = hello.clone();
            for (int octet = 0; octet < 1 + i % 3; octet++) {
                broken[5 + random.nextInt(broken.length - 5)] = (byte) random.nextInt();
            }
            try (Socket socket = new Socket("127.0.0.1", server.port(transport))) {
                socket.getOutputStream().write(broken);
                // Leaves at once, without a goodbye.
                socket.setSoLinger(true, 0);
            }
        }
        try (Phone phone = server.phone(transport, "afterwards")) {
            assertThat(phone).isNotNull();
        }
        assertThat(waypost.log().substring(before)).doesNotContain("Exception");
    }

    private static byte[] clientHello() throws Exception {
        SSLEngine engine = SSLContext.getDefault().createSSLEngine("localhost", 5061);
        engine.setUseClientMode(true);
        ByteBuffer hello = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        engine.wrap(ByteBuffer.allocate(0), hello);
        return Arrays.copyOf(hello.array(), hello.position());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ws", "wss"})
    void operatorsSeeAndCloseWebSockets(String transport) throws IOException {
        try (Phone phone = server.phone(transport, "page")) {
            Map<String, Object> page = JSON.std.listFrom(waypost.exec("ws:list --json")).stream()
                    .map(each -> {
                        @SuppressWarnings("unchecked")
                        Map<String, Object> row = (Map<String, Object>) each;
                        return row;
                    })
                    .filter(row ->
                            row.get("proto").equals(transport) && row.get("in").equals(1))
                    .reduce((earlier, later) -> later)
                    .orElseThrow();
            assertThat(rpc("ws.dump").toString())
                    .contains(page.get("id") + ": " + transport + ":" + page.get("remote") + " -> ");
            assertThat(waypost.exec("ws:ping " + page.get("id"))).isEqualTo("pinged " + page.get("id") + "\n");
            assertThat(waypost.exec("ws:close " + page.get("id") + " 1001 maintenance"))
                    .isEqualTo("closed " + page.get("id") + "\n");
            WaypostContainer.await(
                    "it is no longer listed",
                    SOON,
                    () -> !waypost.exec("ws:list --json").contains("\"id\":" + page.get("id") + ","));
        }
    }

    @Test
    void explainsItsCommandsWithAnExample() {
        for (String command : List.of("tls:list", "tls:options", "tls:reload", "ws:list", "ws:ping", "ws:close")) {
            assertThat(waypost.exec("help " + command)).contains("example: " + command);
        }
    }
}
