package org.waypost.kemi.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.waypost.kemi.support.Requests;
import org.waypost.kemi.support.Script;
import org.waypost.sip.SipContext;
import org.waypost.sip.Transport;
import org.waypost.sip.WebSocketControl;

class WebsocketModuleTest {

    private final List<String> closed = new ArrayList<>();

    private final WebsocketModule module = new WebsocketModule(new WebSocketControl() {

        @Override
        public boolean ping(int id) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean pong(int id) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean close(int id, int status, String reason) {
            return id < 100 && closed.add(id + " " + status + " " + reason);
        }
    });

    private static SipContext over(Transport transport) {
        return Requests.invite(
                "sip:bob@example.com", "127.0.0.1", "", "", new InetSocketAddress("127.0.0.1", 5070), transport);
    }

    @Test
    void closesTheOneTheMessageCameOnOrAnother() {
        SipContext context = over(Transport.WS);
        Script script = new Script(module, context);
        assertThat(script.call("close")).isEqualTo(1);
        assertThat(script.call("close_reason", 1001, "we move")).isEqualTo(1);
        assertThat(script.call("close_conid", 1000, "bye", 99)).isEqualTo(1);
        int own = context.flow().id();
        assertThat(closed).containsExactly(own + " 1000 Normal closure", own + " 1001 we move", "99 1000 bye");
    }

    @Test
    void tellsThatThereIsNone() {
        assertThat(new Script(module, over(Transport.WS)).call("close_conid", 1000, "bye", 100))
                .isEqualTo(-1);
        assertThat(new Script(module, over(Transport.UDP)).call("close")).isEqualTo(-1);
        assertThat(closed).isEmpty();
    }

    @Test
    void getsNoHandshakes() {
        assertThat(new Script(module, over(Transport.WS)).call("handle_handshake"))
                .isEqualTo(0);
    }
}
