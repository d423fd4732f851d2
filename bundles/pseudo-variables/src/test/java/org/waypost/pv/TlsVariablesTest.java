package org.waypost.pv;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.junit.jupiter.api.Test;
import org.waypost.sip.FlowSecurity;
import org.waypost.sip.SipContext;
import org.waypost.sip.Transport;
import org.waypost.sip.Value;
import org.waypost.sip.transport.TestFlow;

/** The variables of TLS next to those of Kamailio on a connection with the same certificates. */
class TlsVariablesTest {

    private static final String REQUEST = """
            OPTIONS sip:example.com SIP/2.0\r
            Via: SIP/2.0/TLS 127.0.0.1;branch=z9hG4bK1\r
            From: <sip:alice@example.org>;tag=1\r
            To: <sip:bob@example.com>\r
            Call-ID: c\r
            CSeq: 7 OPTIONS\r
            \r
            """;

    private final PseudoVariableEngine engine = Engines.alone();

    private static String resource(String name) throws IOException {
        try (InputStream in = TlsVariablesTest.class.getResourceAsStream("/tls/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private static Certificate certificate(String name) throws IOException, GeneralSecurityException {
        try (InputStream in = TlsVariablesTest.class.getResourceAsStream("/tls/" + name)) {
            return CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    private static SSLSession session(boolean withPeer) throws IOException, GeneralSecurityException {
        Certificate[] own = {certificate("own.pem")};
        Certificate[] peer = {certificate("peer.pem")};
        return (SSLSession) Proxy.newProxyInstance(
                TlsVariablesTest.class.getClassLoader(),
                new Class<?>[] {SSLSession.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getProtocol" -> "TLSv1.3";
                    case "getCipherSuite" -> "TLS_AES_256_GCM_SHA384";
                    case "getLocalCertificates" -> own;
                    case "getPeerCertificates" -> {
                        if (!withPeer) {
                            throw new SSLPeerUnverifiedException("it has shown none");
                        }
                        yield peer;
                    }
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private static TestFlow flow() {
        return new TestFlow(
                TestFlow.point(Transport.TLS, "127.0.0.1", 5061), new InetSocketAddress("127.0.0.1", 40000));
    }

    private static SipContext secured(boolean withPeer, boolean verified) throws IOException, GeneralSecurityException {
        return flow().secured(new FlowSecurity(session(withPeer), "sip.example.org", verified))
                .context(REQUEST);
    }

    private Value get(String variable, SipContext context) {
        return engine.variable("$" + variable).get(context);
    }

    private static Map<String, String> recorded() throws IOException {
        Map<String, String> recorded = new TreeMap<>();
        resource("recorded.txt").lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            String[] parts = line.split(" = ", 2);
            recorded.put(parts[0], parts[1]);
        });
        return recorded;
    }

    @Test
    void tellWhatKamailioTells() throws Exception {
        SipContext context = secured(true, true);
        Map<String, String> recorded = recorded();
        assertThat(recorded).hasSize(52);
        recorded.forEach((name, value) -> {
            // Kamailio has no text of whole names.
            if (!name.endsWith("_subject") && !name.endsWith("_issuer")) {
                Value own = get(name, context);
                assertThat(own.isNull() ? "<null>" : own.text()).as(name).isEqualTo(value);
            }
        });
    }

    @Test
    void tellWholeNamesAndCertificates() throws Exception {
        SipContext context = secured(true, true);
        assertThat(get("tls_peer_subject", context).text())
                .isEqualTo("UID=u1,CN=alice,OU=Unit2,OU=Unit1,O=Client,C=DE");
        assertThat(get("tls_my_issuer", context).text())
                .isEqualTo("emailAddress=a@b.c,CN=localhost,OU=Lab,O=Waypost,L=Wien,ST=Vienna,C=AT");
        assertThat(get("tls_my_raw_cert", context).text()).isEqualTo(resource("own.pem"));
        assertThat(get("tls_peer_urlencoded_cert", context).text())
                .isEqualToIgnoringCase(URLEncoder.encode(resource("peer.pem"), StandardCharsets.US_ASCII)
                        .replace("+", "%20"));
        assertThat(get("tls_description", context).text()).isEqualTo("TLS_AES_256_GCM_SHA384 TLSv1.3");
    }

    @Test
    void tellOfACertificateThatIsNotTrustedWhy() throws Exception {
        SipContext context = secured(true, false);
        assertThat(get("tls_peer_verified", context)).isEqualTo(Value.of(0));
        assertThat(get("tls_peer_selfsigned", context)).isEqualTo(Value.of(1));
        assertThat(get("tls_peer_subject_cn", context).text()).isEqualTo("alice");
    }

    @Test
    void areNullForAPeerWithoutACertificate() throws Exception {
        SipContext context = secured(false, false);
        assertThat(get("tls_peer_verified", context)).isEqualTo(Value.of(0));
        assertThat(get("tls_peer_expired", context)).isEqualTo(Value.of(0));
        assertThat(get("tls_peer_subject_cn", context)).isEqualTo(Value.NULL);
        assertThat(get("tls_peer_notAfter", context)).isEqualTo(Value.NULL);
        assertThat(get("tls_my_san_ip", context).text()).isEqualTo("127.0.0.1");
    }

    @Test
    void areNullWithoutTls() throws Exception {
        SipContext context = flow().context(REQUEST);
        for (String name : recorded().keySet()) {
            assertThat(get(name, context)).as(name).isEqualTo(Value.NULL);
        }
    }
}
