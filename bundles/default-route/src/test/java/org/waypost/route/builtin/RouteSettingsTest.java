package org.waypost.route.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.waypost.route.builtin.AdmissionSettings.Asked;
import org.waypost.sip.SipContext;
import org.waypost.sip.SipRequest;
import org.waypost.sip.Transport;
import org.waypost.sip.transport.TestFlow;

/** What the parameters come to, and that a bad one leaves the last good value in force. */
class RouteSettingsTest {

    private static final byte[] KEPT = {1, 2, 3};
    private static final String SECRET = "sixteen letters!";

    private final List<String> refused = new ArrayList<>();
    private final SipRequest call = new Exchange("INVITE", "sip:bob@192.0.2.7").context.request();
    private final RouteSettings defaults = RouteSettings.defaults(KEPT);

    private RouteSettings of(Map<String, Object> values, RouteSettings last) {
        RouteParameters parameters = (RouteParameters) Proxy.newProxyInstance(
                RouteParameters.class.getClassLoader(),
                new Class<?>[] {RouteParameters.class},
                (proxy, method, arguments) ->
                        values.getOrDefault(method.getName().replace("__", "_"), method.getDefaultValue()));
        return RouteSettings.of(parameters, values, last, KEPT, refused::add);
    }

    @Test
    void isActiveWithoutConfiguration() {
        RouteSettings now = of(Map.of(), defaults);

        assertThat(now).usingRecursiveComparison().ignoringFields("signatures").isEqualTo(defaults);
        assertThat(now.recordRoute()).isTrue();
        assertThat(now.nat()).isEqualTo(1);
        assertThat(now.outside()).isFalse();
        assertThat(now.admission()).isEqualTo(AdmissionSettings.DEFAULTS);
        assertThat(refused).isEmpty();
    }

    @Test
    void takesWhatIsConfigured() {
        RouteSettings now = of(
                Map.of("record_route", 0, "nat", 0, "outside", 1, "auth", 2, "auth_realm", " one ", "pike", 1),
                defaults);

        assertThat(now.recordRoute()).isFalse();
        assertThat(now.nat()).isZero();
        assertThat(now.outside()).isTrue();
        assertThat(now.admission()).isEqualTo(new AdmissionSettings(Asked.ALL, true, "one", true));
        assertThat(refused).isEmpty();
    }

    @Test
    void looksForNatByWhereARequestComesFrom() {
        SipContext here = from(Transport.UDP, "127.0.0.1");
        SipContext page = from(Transport.WSS, "127.0.0.1");
        SipContext secure = from(Transport.TLS, "127.0.0.1");
        SipContext elsewhere = from(Transport.UDP, "192.0.2.7");
        RouteSettings never = of(Map.of("nat", 0), defaults);
        RouteSettings always = of(Map.of("nat", 2), defaults);

        assertThat(List.of(
                        defaults.mends(here), defaults.mends(page), defaults.mends(secure), defaults.mends(elsewhere)))
                .containsExactly(false, true, true, true);
        assertThat(List.of(never.mends(here), never.mends(page), never.mends(secure), never.mends(elsewhere)))
                .containsOnly(false);
        assertThat(List.of(always.mends(here), always.mends(page), always.mends(secure), always.mends(elsewhere)))
                .containsOnly(true);
    }

    private static SipContext from(Transport transport, String address) {
        return new TestFlow(TestFlow.point(transport, "127.0.0.1", 5060), new InetSocketAddress(address, 40000))
                .context("MESSAGE sip:bob@192.0.2.7 SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.9;branch=z9hG4bK1\r\n"
                        + "From: <sip:alice@192.0.2.9>;tag=f\r\nTo: <sip:bob@192.0.2.7>\r\nCall-ID: c\r\n"
                        + "CSeq: 1 MESSAGE\r\n\r\n");
    }

    @Test
    void signsWithTheKeptKeyWithoutASecret() {
        RouteSettings now = of(Map.of(), defaults);

        assertThat(now.signatures().isOf(call, new DialogSignature(KEPT).parameter(call)))
                .isTrue();
    }

    @Test
    void signsWithTheSecretAlikeInAllServers() {
        RouteSettings now = of(Map.of("route_secret", SECRET), defaults);
        RouteSettings other = of(Map.of("route_secret", SECRET), RouteSettings.defaults(new byte[] {9}));
        String signed = now.signatures().parameter(call);

        assertThat(other.signatures().isOf(call, signed)).isTrue();
        assertThat(defaults.signatures().isOf(call, signed)).isFalse();
    }

    @Test
    void goesBackToTheKeptKeyWhenTheSecretIsTakenAway() {
        RouteSettings now = of(Map.of(), of(Map.of("route_secret", SECRET), defaults));

        assertThat(now.signatures().isOf(call, defaults.signatures().parameter(call)))
                .isTrue();
    }

    @Test
    void keepsTheLastGoodValues() {
        RouteSettings last = of(Map.of("nat", 0, "route_secret", SECRET, "auth", 2, "auth_realm", "one"), defaults);
        RouteSettings now = of(Map.of("nat", 3, "route_secret", "short", "auth", 3, "auth_realm", "a b"), last);

        assertThat(now.nat()).isZero();
        assertThat(now.secret()).isEqualTo(SECRET);
        assertThat(now.signatures().isOf(call, last.signatures().parameter(call)))
                .isTrue();
        assertThat(now.admission()).isEqualTo(last.admission());
        assertThat(refused)
                .hasSize(4)
                .anyMatch(line -> line.startsWith("route.nat: '3' is refused; an integer of 0..2"))
                .noneMatch(line -> line.contains(SECRET) || line.contains("short"))
                .anyMatch(line -> line.startsWith("route.route_secret: ") && line.contains("16 or more characters"))
                .anyMatch(line -> line.startsWith("route.auth: '3' is refused"))
                .anyMatch(line -> line.startsWith("route.auth_realm: 'a b' is refused"));
    }

    @Test
    void takesSecretsOfSixteenCharactersOrNone() {
        assertThat(RouteSettings.isSecret("")).isTrue();
        assertThat(RouteSettings.isSecret("x".repeat(15))).isFalse();
        assertThat(RouteSettings.isSecret("x".repeat(16))).isTrue();
    }
}
