package org.waypost.sip.transport.listen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.waypost.sip.Flow;
import org.waypost.sip.FlowSecurity;
import org.waypost.sip.RequestRoute;
import org.waypost.sip.Transport;
import org.waypost.sip.transport.tls.TestCertificates;
import org.waypost.sip.transport.tls.TestCertificates.Identity;
import org.waypost.sip.transport.tls.TlsTuner;
import org.waypost.sip.transport.wire.Messages;

/** SIP over TLS at real sockets. */
class TlsTest {

    private static final RequestRoute OK = context -> context.reply(200, "OK");
    private static final String REGISTER = Messages.register().plus("l: 0").text();

    // As many as take a moment; the container has to bear two hundred.
    private static final int CONNECTIONS = 20;

    @TempDir
    Path folder;

    private TestCertificates certificates;
    private Identity own;
    private TlsTuner tls;

    @BeforeEach
    void makeCertificates() {
        certificates = new TestCertificates(folder);
        own = certificates.server("localhost", "127.0.0.1");
        tls = new TlsTuner(folder).set("certificate", own.certificate(), "private_key", own.key());
    }

    private TestServer server() {
        return new TestServer(tls.layer(), "listen", "tls:127.0.0.1:0").route(OK);
    }

    private static SSLSocket socket(TestServer server, SSLContext context, String... names) throws IOException {
        InetSocketAddress address = server.point(0).address();
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(address.getAddress(), address.getPort());
        socket.setSoTimeout(Phone.PATIENCE_MILLIS);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setServerNames(List.of(names).stream()
                .map(name -> (javax.net.ssl.SNIServerName) new SNIHostName(name))
                .toList());
        socket.setSSLParameters(parameters);
        return socket;
    }

    private static Phone.Tcp phone(TestServer server, SSLContext context, String... names) throws IOException {
        SSLSocket socket = socket(server, context, names);
        socket.startHandshake();
        return new Phone.Tcp(socket);
    }

    private static X509Certificate shown(Phone.Tcp phone) throws IOException {
        return (X509Certificate) ((SSLSocket) phone.socket).getSession().getPeerCertificates()[0];
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 200 && !condition.getAsBoolean(); i++) {
            Thread.sleep(50);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void answersOverEitherVersion(String version) throws Exception {
        try (TestServer server = server()) {
            BlockingQueue<Flow> flows = new LinkedBlockingQueue<>();
            server.route(context -> {
                flows.add(context.flow());
                context.reply(200, "OK");
            });
            SSLSocket socket = socket(server, certificates.trusting());
            socket.setEnabledProtocols(new String[] {version});
            try (Phone.Tcp phone = new Phone.Tcp(socket)) {
                assertThat(phone.ask(REGISTER)).startsWith("SIP/2.0 200");
                assertThat(phone.ask("\r\n\r\n")).isEqualTo("\r\n");
            }
            Flow flow = flows.take();
            assertThat(flow.transport()).isEqualTo(Transport.TLS);
            FlowSecurity security = flow.security().orElseThrow();
            assertThat(security.session().getProtocol()).isEqualTo(version);
            assertThat(security.peerVerified()).isFalse();
            assertThat(server.point(0).description()).startsWith("tls:127.0.0.1:");
            assertThat(tls.count("handshakes_accepted")).isEqualTo(1);
            assertThat(tls.count("current_handshakes")).isZero();
        }
    }

    @Test
    void speaksNoVersionThatIsNotAskedFor() throws Exception {
        tls.set("certificate", own.certificate(), "private_key", own.key(), "tls_method", "TLSv1.3");
        try (TestServer server = server();
                SSLSocket socket = socket(server, certificates.trusting())) {
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
            assertThatThrownBy(socket::startHandshake).isInstanceOf(IOException.class);
            await(() -> tls.count("handshakes_failed") == 1);
        }
    }

    @Test
    void showsRsaKeysAndWholeChainsToo() throws Exception {
        try (TestServer server = server()) {
            for (Identity other :
                    List.of(certificates.rsaServer("localhost"), certificates.chainedServer("localhost"))) {
                tls.set("certificate", other.certificate(), "private_key", other.key());
                try (Phone.Tcp phone = phone(server, certificates.trusting())) {
                    assertThat(phone.ask(REGISTER)).startsWith("SIP/2.0 200");
                    assertThat(shown(phone)).isEqualTo(other.bundle().getCertificate());
                }
            }
        }
    }

    @Test
    void refusesConnectionsWithoutACertificateOfItsOwn() throws Exception {
        tls.set();
        try (TestServer server = server();
                SSLSocket socket = socket(server, certificates.trusting())) {
            assertThatThrownBy(socket::startHandshake).isInstanceOf(IOException.class);
            await(() -> tls.count("handshakes_failed") == 1);
        }
    }

    @Test
    void choosesTheCertificateOfTheNameThatIsAskedFor() throws Exception {
        Identity other = certificates.server("sip.example.org");
        Path config = Files.writeString(
                folder.resolve("tls.cfg"), """
                [server:default]
                method = TLSv1.2+
                [server:any]          # by name
                server_name = "example.org"
                server_name_mode = 2
                certificate = ./%s
                private_key = %s
                """.formatted(other.certificate().getFileName(), other.key()));
        tls.set("certificate", own.certificate(), "private_key", own.key(), "config", config);
        assertThat(tls.problem()).isEmpty();
        try (TestServer server = server();
                Phone.Tcp unnamed = phone(server, certificates.trusting());
                Phone.Tcp unknown = phone(server, certificates.trusting(), "sip.example.com");
                Phone.Tcp named = phone(server, certificates.trusting(), "sip.example.org")) {
            assertThat(shown(unnamed)).isEqualTo(own.bundle().getCertificate());
            assertThat(shown(unknown)).isEqualTo(own.bundle().getCertificate());
            assertThat(shown(named)).isEqualTo(other.bundle().getCertificate());
        }
    }

    @Test
    void takesOnlyClientsWithACertificateIfAsked() throws Exception {
        tls.set(
                "certificate",
                own.certificate(),
                "private_key",
                own.key(),
                "ca_list",
                certificates.ca(),
                "require_certificate",
                1);
        BlockingQueue<FlowSecurity> seen = new LinkedBlockingQueue<>();
        try (TestServer server = server()) {
            server.route(context -> {
                seen.add(context.flow().security().orElseThrow());
                context.reply(200, "OK");
            });
            Identity client = certificates.client("alice");
            try (Phone.Tcp phone = phone(server, certificates.trusting(client))) {
                assertThat(phone.ask(REGISTER)).startsWith("SIP/2.0 200");
            }
            FlowSecurity security = seen.take();
            assertThat(security.peerVerified()).isTrue();
            assertThat(security.session().getPeerCertificates()[0])
                    .isEqualTo(client.bundle().getCertificate());
            TestCertificates strangers = new TestCertificates(Files.createDirectory(folder.resolve("strangers")));
            for (SSLContext refused :
                    List.of(certificates.trusting(), certificates.trusting(strangers.client("alice")))) {
                SSLSocket socket = socket(server, refused);
                assertThatThrownBy(() -> {
                            socket.startHandshake();
                            new Phone.Tcp(socket).ask(REGISTER);
                        })
                        .isInstanceOf(IOException.class);
                socket.close();
            }
            assertThat(seen).isEmpty();
        }
    }

    @Test
    void replacesACertificateWhileConnectionsStayUp() throws Exception {
        List<Phone.Tcp> phones = new ArrayList<>();
        try (TestServer server = server()) {
            for (int i = 0; i < CONNECTIONS; i++) {
                phones.add(phone(server, certificates.trusting()));
            }
            Identity next = certificates.server("localhost");
            next.replace(own);
            await(() -> tls.count("reloads") >= 2);
            try (Phone.Tcp fresh = phone(server, certificates.trusting())) {
                assertThat(shown(fresh)).isEqualTo(next.bundle().getCertificate());
            }
            for (Phone.Tcp phone : phones) {
                assertThat(phone.ask(REGISTER)).startsWith("SIP/2.0 200");
                assertThat(shown(phone)).isEqualTo(own.bundle().getCertificate());
            }
            assertThat(server.tcp("passive_open")).isEqualTo(CONNECTIONS + 1);
        } finally {
            for (Phone.Tcp phone : phones) {
                phone.close();
            }
        }
    }

    @Test
    void keepsWhatItHasWhileTheFilesAreBroken() throws Exception {
        try (TestServer server = server()) {
            Files.writeString(own.key(), "no key");
            await(() -> tls.problem().isPresent());
            assertThat(tls.problem())
                    .hasValueSatisfying(why -> assertThat(why).isEqualTo(own.key() + " has no private key in it"));
            try (Phone.Tcp phone = phone(server, certificates.trusting())) {
                assertThat(shown(phone)).isEqualTo(own.bundle().getCertificate());
            }
            Files.writeString(
                    own.key(), certificates.server("localhost").bundle().getPrivateKeyPEM());
            assertThatThrownBy(() -> tls.layer().reload())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("is not that of the certificate");
            Files.writeString(own.key(), own.bundle().getPrivateKeyPEM());
            tls.layer().reload();
            assertThat(tls.problem()).isEmpty();
        }
    }

    @Test
    void refusesWhatIsNoTls() throws Exception {
        try (TestServer server = server();
                Phone.Tcp phone = new Phone.Tcp(server.point(0).address())) {
            phone.send(REGISTER);
            assertThat(phone.isClosedByServer()).isTrue();
            await(() -> tls.count("handshakes_failed") == 1);
        }
    }

    @Test
    void endsAHandshakeThatIsNeverFinished() throws Exception {
        tls.set("certificate", own.certificate(), "private_key", own.key(), "handshake_timeout", 1);
        try (TestServer server = server();
                Phone.Tcp silent = new Phone.Tcp(server.point(0).address());
                Phone.Tcp slow = new Phone.Tcp(server.point(0).address())) {
            slow.socket.getOutputStream().write(new byte[] {22, 3, 1, 1, 0, 1});
            assertThat(silent.isClosedByServer()).isTrue();
            assertThat(slow.isClosedByServer()).isTrue();
            assertThat(tls.count("handshakes_timeout")).isEqualTo(2);
            await(() -> tls.count("current_handshakes") == 0);
        }
    }

    @Test
    void limitsTheHandshakesOfOneSource() throws Exception {
        tls.set("certificate", own.certificate(), "private_key", own.key(), "max_handshakes_per_source", 1);
        try (TestServer server = server();
                Phone.Tcp silent = new Phone.Tcp(server.point(0).address())) {
            await(() -> tls.count("current_handshakes") == 1);
            try (Phone.Tcp further = new Phone.Tcp(server.point(0).address())) {
                assertThat(further.isClosedByServer()).isTrue();
            }
            assertThat(tls.count("handshakes_rejected")).isEqualTo(1);
            silent.close();
            await(() -> tls.count("current_handshakes") == 0);
            try (Phone.Tcp phone = phone(server, certificates.trusting())) {
                assertThat(phone.ask(REGISTER)).startsWith("SIP/2.0 200");
            }
        }
    }

    @Test
    void endsAConnectionWhosePeerBeginsAnotherHandshake() throws Exception {
        try (TestServer server = server()) {
            SSLSocket socket = socket(server, certificates.trusting());
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
            try (Phone.Tcp phone = new Phone.Tcp(socket)) {
                assertThat(phone.ask(REGISTER)).startsWith("SIP/2.0 200");
                assertThatThrownBy(() -> {
                            socket.startHandshake();
                            phone.ask(REGISTER);
                        })
                        .isInstanceOf(IOException.class);
                assertThat(tls.count("renegotiations_refused")).isEqualTo(1);
            }
        }
    }

    private static SSLServerSocket peer(Identity identity) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(identity.bundle().toKeyManagerFactory().getKeyManagers(), null, null);
        SSLServerSocket peer = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 10, InetAddress.getLoopbackAddress());
        peer.setSoTimeout(Phone.PATIENCE_MILLIS);
        return peer;
    }

    private static Flow send(TestServer server, SSLServerSocket peer, String host) throws IOException {
        InetAddress named = InetAddress.getByAddress(host, peer.getInetAddress().getAddress());
        Flow flow = server.transport.flowTo(server.point(0), new InetSocketAddress(named, peer.getLocalPort()));
        flow.send(REGISTER.getBytes(StandardCharsets.ISO_8859_1), REGISTER.length());
        return flow;
    }

    @Test
    void opensConnectionsToServersItCanVerify() throws Exception {
        tls.set("ca_list", certificates.ca(), "verify_certificate", 1);
        try (TestServer server = server();
                SSLServerSocket peer = peer(certificates.server("sip.example.org"))) {
            Flow flow = send(server, peer, "sip.example.org");
            try (SSLSocket accepted = (SSLSocket) peer.accept()) {
                accepted.setSoTimeout(Phone.PATIENCE_MILLIS);
                assertThat(new String(accepted.getInputStream().readNBytes(REGISTER.length())))
                        .isEqualTo(REGISTER);
                FlowSecurity security = flow.security().orElseThrow();
                assertThat(security.peerVerified()).isTrue();
                assertThat(security.serverName()).isEqualTo("sip.example.org");
                assertThat(tls.count("handshakes_connected")).isEqualTo(1);
            }
        }
    }

    @Test
    void opensConnectionsToServersWhoseNamesCannotBeAskedFor() throws Exception {
        try (TestServer server = server();
                SSLServerSocket peer = peer(certificates.server("sip.example.org"))) {
            send(server, peer, "sip_1.example.org");
            try (SSLSocket accepted = (SSLSocket) peer.accept()) {
                accepted.setSoTimeout(Phone.PATIENCE_MILLIS);
                assertThat(new String(accepted.getInputStream().readNBytes(REGISTER.length())))
                        .isEqualTo(REGISTER);
            }
        }
    }

    @Test
    void opensConnectionsByTheSectionThatIsChosen() throws Exception {
        Identity partner = certificates.client("partner");
        Path config = Files.writeString(folder.resolve("tls.cfg"), """
                [client:default]
                [client:any]
                server_id = partner
                server_name = partner.example.org
                certificate = %s
                private_key = %s
                """.formatted(partner.certificate(), partner.key()));
        tls.set("config", config);
        assertThat(tls.problem()).isEmpty();
        try (TestServer server = server();
                SSLServerSocket peer = peer(certificates.server("sip.example.org"))) {
            for (String chosen : List.of("partner", "", "nobody")) {
                tls.layer().connectAs(chosen);
                Flow flow = send(server, peer, "sip.example.org");
                try (SSLSocket accepted = (SSLSocket) peer.accept()) {
                    accepted.setSoTimeout(Phone.PATIENCE_MILLIS);
                    accepted.getInputStream().readNBytes(REGISTER.length());
                    assertThat(flow.security().orElseThrow().serverName())
                            .isEqualTo(chosen.equals("partner") ? "partner.example.org" : "sip.example.org");
                }
                flow.close();
            }
        }
    }

    @Test
    void sendsNothingToAServerOfAnotherNameOrThatNobodyVouchesFor() throws Exception {
        tls.set("ca_list", certificates.ca(), "verify_certificate", 1);
        TestCertificates strangers = new TestCertificates(Files.createDirectory(folder.resolve("strangers")));
        List<Identity> wrong = List.of(
                certificates.server("sip.example.com"),
                certificates.expiredServer("sip.example.org"),
                strangers.server("sip.example.org"));
        for (Identity identity : wrong) {
            try (TestServer server = server();
                    SSLServerSocket peer = peer(identity)) {
                BlockingQueue<Flow> ended = new LinkedBlockingQueue<>();
                server.transport.events().bind(ended::add);
                Flow flow = send(server, peer, "sip.example.org");
                try (SSLSocket accepted = (SSLSocket) peer.accept()) {
                    accepted.setSoTimeout(Phone.PATIENCE_MILLIS);
                    assertThatThrownBy(() -> {
                                if (accepted.getInputStream().read() < 0) {
                                    throw new IOException("closed");
                                }
                            })
                            .isInstanceOf(IOException.class);
                }
                assertThat(ended.poll(10, TimeUnit.SECONDS)).isSameAs(flow);
                assertThat(flow.isOpen()).isFalse();
            }
        }
    }

    @Test
    void carriesWebSocketToo() throws Exception {
        try (TestServer server = new TestServer(tls.layer(), "listen", "wss:127.0.0.1:0").route(OK)) {
            BlockingQueue<String> received = new LinkedBlockingQueue<>();
            InetSocketAddress address = server.point(0).address();
            java.net.http.WebSocket socket = java.net.http.HttpClient.newBuilder()
                    .sslContext(certificates.trusting())
                    .build()
                    .newWebSocketBuilder()
                    .subprotocols("sip")
                    .buildAsync(
                            java.net.URI.create("wss://127.0.0.1:" + address.getPort() + "/"),
                            new java.net.http.WebSocket.Listener() {
                                @Override
                                public java.util.concurrent.CompletionStage<?> onText(
                                        java.net.http.WebSocket from, CharSequence data, boolean last) {
                                    received.add(data.toString());
                                    from.request(1);
                                    return null;
                                }
                            })
                    .get(10, TimeUnit.SECONDS);
            socket.sendText(REGISTER, true).get(10, TimeUnit.SECONDS);
            assertThat(received.poll(10, TimeUnit.SECONDS)).startsWith("SIP/2.0 200");
            socket.abort();
        }
    }

    @Test
    void usesAConnectionAgainForTheServerItWasVerifiedForOnly() throws Exception {
        tls.set("ca_list", certificates.ca(), "verify_certificate", 1);
        try (TestServer server = server();
                SSLServerSocket peer = peer(certificates.server("sip.example.org", "sip.example.net"))) {
            Flow org = send(server, peer, "sip.example.org");
            try (SSLSocket first = (SSLSocket) peer.accept()) {
                first.setSoTimeout(Phone.PATIENCE_MILLIS);
                first.getInputStream().readNBytes(REGISTER.length());
                assertThat(send(server, peer, "SIP.example.org")).isSameAs(org);
                Flow com = send(server, peer, "sip.example.com");
                assertThat(com).isNotSameAs(org);
                BlockingQueue<Flow> ended = new LinkedBlockingQueue<>();
                server.transport.events().bind(ended::add);
                try (SSLSocket second = (SSLSocket) peer.accept()) {
                    second.setSoTimeout(Phone.PATIENCE_MILLIS);
                    assertThatThrownBy(second::startHandshake).isInstanceOf(IOException.class);
                }
                assertThat(ended.poll(10, TimeUnit.SECONDS)).isSameAs(com);
                assertThat(org.isOpen()).isTrue();
            }
        }
    }

    @Test
    void callsAServerBackOverItsConnectionIfItsCertificateIsForThatName() throws Exception {
        tls.set(
                "certificate",
                own.certificate(),
                "private_key",
                own.key(),
                "ca_list",
                certificates.ca(),
                "verify_certificate",
                1);
        BlockingQueue<Flow> seen = new LinkedBlockingQueue<>();
        try (TestServer server = server()) {
            server.route(context -> {
                seen.add(context.flow());
                context.flow().alias(7777);
                context.reply(200, "OK");
            });
            try (Phone.Tcp peer = phone(server, certificates.trusting(certificates.client("sip.example.org")))) {
                peer.ask(REGISTER);
                Flow flow = seen.take();
                byte[] octets = peer.socket.getLocalAddress().getAddress();
                for (int port : new int[] {7777, peer.port()}) {
                    InetSocketAddress proven =
                            new InetSocketAddress(InetAddress.getByAddress("sip.example.org", octets), port);
                    InetSocketAddress another =
                            new InetSocketAddress(InetAddress.getByAddress("sip.example.com", octets), port);
                    assertThat(server.transport.flowTo(server.point(0), proven)).isSameAs(flow);
                    assertThat(server.transport.flowTo(server.point(0), another))
                            .isNotSameAs(flow);
                    assertThat(server.transport.flowTo(
                                    server.point(0), new InetSocketAddress(InetAddress.getByAddress(octets), port)))
                            .as("an address that a phone came from")
                            .isSameAs(flow);
                }
            }
        }
    }

    @Test
    void endsAConnectionWhoseRecordNeverEnds() throws Exception {
        try (TestServer server =
                        new TestServer(tls.layer(), "listen", "tls:127.0.0.1:0", "tcp_msg_read_timeout", 1).route(OK);
                Socket below = new Socket(
                        InetAddress.getLoopbackAddress(),
                        server.point(0).address().getPort());
                Phone.Tcp phone = new Phone.Tcp(certificates
                        .trusting()
                        .getSocketFactory()
                        .createSocket(below, "localhost", below.getPort(), false))) {
            assertThat(phone.ask(REGISTER)).startsWith("SIP/2.0 200");
            // The head of a record, and nothing of what is in it.
            below.getOutputStream().write(new byte[] {23, 3, 3, 1, 0});
            assertThat(phone.isClosedByServer()).isTrue();
            assertThat(server.tcp("read_timeout")).isEqualTo(1);
        }
    }
}
