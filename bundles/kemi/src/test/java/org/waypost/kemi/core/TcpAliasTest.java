package org.waypost.kemi.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waypost.kemi.support.Requests;
import org.waypost.sip.Flow;
import org.waypost.sip.SipContext;
import org.waypost.sip.Transport;

class TcpAliasTest {

    private final List<Integer> aliases = new ArrayList<>();

    private SipContext from(String via, Transport transport) {
        SipContext context = Requests.invite(
                "sip:bob@example.com", via, "", "", new InetSocketAddress("127.0.0.1", 5070), transport);
        Flow flow = (Flow) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Flow.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "alias" -> (int) arguments[0] != 4444 && aliases.add((Integer) arguments[0]);
                    default -> method.invoke(context.flow(), arguments);
                });
        return (SipContext) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {SipContext.class},
                (proxy, method, arguments) ->
                        method.getName().equals("flow") ? flow : method.invoke(context, arguments));
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1:7777, TCP, 1, 7777",
        "192.0.2.1, TCP, 1, 5060",
        "192.0.2.1, TLS, 1, 5061",
        "[2001:db8::1], TCP, 1, 5060",
        "[2001:db8::1]:7777, TLS, 1, 7777",
        "192.0.2.1:4444, TCP, 0, ",
        "192.0.2.1:7777, UDP, 1, "
    })
    void takesThePortOfTheViaAsKamailio(String via, Transport transport, int result, Integer port) {
        assertThat(TcpAlias.ofVia(from(via, transport))).isEqualTo(result);
        assertThat(aliases).isEqualTo(port == null ? List.of() : List.of(port));
    }

    @ParameterizedTest
    @CsvSource({"9999, 1, 9999", "0, 1, 5060", "70000, 0, ", "-1, 0, "})
    void takesAPort(long given, int result, Integer port) {
        assertThat(TcpAlias.add(from("192.0.2.1", Transport.TCP), given)).isEqualTo(result);
        assertThat(aliases).isEqualTo(port == null ? List.of() : List.of(port));
    }
}
