package org.waypost.kemi.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waypost.kemi.support.Requests;
import org.waypost.kemi.support.Script;
import org.waypost.sip.FlowSecurity;
import org.waypost.sip.PseudoVariables;
import org.waypost.sip.TlsControl;
import org.waypost.sip.Transport;
import org.waypost.sip.Value;
import org.waypost.sip.transport.TestFlow;

class TlsModuleTest {

    private static final String REQUEST = """
            OPTIONS sip:example.com SIP/2.0\r
            Via: SIP/2.0/TLS 127.0.0.1;branch=z9hG4bK1\r
            From: <sip:alice@example.com>;tag=1\r
            To: <sip:alice@example.com>\r
            Call-ID: c\r
            CSeq: 1 OPTIONS\r
            \r
            """;

    private final List<Object> chosen = new ArrayList<>();

    private final TlsModule module = new TlsModule((TlsControl) Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {TlsControl.class}, (proxy, method, arguments) -> {
                chosen.add(arguments[0]);
                return null;
            }));

    @ParameterizedTest
    @CsvSource({"true, 1", "false, -1"})
    void tellsWhetherThePeerIsVerified(boolean verified, int result) {
        SSLSession session = (SSLSession) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {SSLSession.class}, (proxy, method, arguments) -> null);
        TestFlow flow = new TestFlow(
                        TestFlow.point(Transport.TLS, "127.0.0.1", 5061), new InetSocketAddress("127.0.0.1", 40000))
                .secured(new FlowSecurity(session, "", verified));
        assertThat(new Script(module, flow.context(REQUEST)).call("is_peer_verified"))
                .isEqualTo(result);
    }

    @Test
    void knowsNoVerifiedPeerWithoutTls() {
        assertThat(new Script(module, Requests.from("127.0.0.1", 5070)).call("is_peer_verified"))
                .isEqualTo(-1);
    }

    @Test
    void givesTheVariablesOfTlsAlone() {
        module.variables = (PseudoVariables) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {PseudoVariables.class},
                (proxy, method, arguments) -> (org.waypost.sip.PseudoVariable)
                        context -> arguments[0].equals("$tls_version") ? Value.of("TLSv1.3") : Value.NULL);
        Script script = new Script(module, Requests.from("127.0.0.1", 5070));
        assertThat(script.call("cget", "tls_version")).isEqualTo("TLSv1.3");
        assertThat(script.call("cget", "tls_peer_subject_cn")).isEqualTo("");
        assertThat(script.call("cget", "version")).isEqualTo("");
    }

    @Test
    void choosesTheSectionOfTheConfiguration() {
        Script script = new Script(module, Requests.from("127.0.0.1", 5070));
        assertThat(script.call("set_connect_server_id", "partner")).isEqualTo(1);
        assertThat(chosen).containsExactly("partner");
    }
}
