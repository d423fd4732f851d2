package org.waypost.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.waypost.sip.Branch;
import org.waypost.sip.SendOptions;
import org.waypost.sip.Transport;

/** What a route may say about how its request is sent on. */
class SendOptionsTest {

    private TestServer server;
    private Phone caller;

    @BeforeEach
    void start() throws Exception {
        server = new TestServer();
        caller = new Phone(server.port(Transport.UDP));
    }

    @AfterEach
    void stop() {
        caller.close();
        server.close();
    }

    @Test
    void namesAnotherAddressInItsVia() throws Exception {
        try (Phone bob = new Phone(server.port(Transport.UDP))) {
            server.users.put("bob", List.of(bob.branch("bob")));
            wanting(options -> options.advertiseHost("sip.example.com"));
            caller.send(caller.request("MESSAGE", "bob"));
            String arrived = bob.receive();
            assertThat(arrived)
                    .contains("Via: SIP/2.0/UDP sip.example.com:" + server.port(Transport.UDP) + ";branch=")
                    .doesNotContain(";rport\r\n");
            bob.answer(arrived, 200, "b");
            assertThat(caller.receive()).startsWith("SIP/2.0 200 ");

            wanting(options -> {
                options.advertisePort(7777);
                options.askForRport();
            });
            caller.send(caller.request("MESSAGE", "bob"));
            assertThat(bob.receive()).containsPattern("Via: SIP/2.0/UDP 127.0.0.1:7777;branch=[^;]+;rport\r\n");
        }
    }

    @Test
    void usesAnOpenConnectionButOpensNone() throws Exception {
        try (ServerSocket phone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            server.users.put("bob", List.of(contact(phone)));
            wanting(SendOptions::connectNowhere);
            caller.send(caller.request("MESSAGE", "bob"));
            assertThat(caller.receive()).startsWith("SIP/2.0 477 ");

            wanting(options -> {});
            caller.send(caller.request("MESSAGE", "bob"));
            try (TcpPhone bob = new TcpPhone(phone.accept())) {
                bob.answer(bob.receive(), 200, "b");
                assertThat(caller.receive()).startsWith("SIP/2.0 200 ");

                wanting(SendOptions::connectNowhere);
                caller.send(caller.request("MESSAGE", "bob"));
                bob.answer(bob.receive(), 202, "b");
                assertThat(caller.receive()).startsWith("SIP/2.0 202 ");
            }
        }
    }

    @Test
    void endsTheConnectionOnceTheRequestIsOut() throws Exception {
        try (ServerSocket phone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            server.users.put("bob", List.of(contact(phone)));
            wanting(SendOptions::closeAfter);
            caller.send(caller.request("MESSAGE", "bob"));
            try (TcpPhone bob = new TcpPhone(phone.accept())) {
                assertThat(bob.receive()).startsWith("MESSAGE ");
                assertThat(bob.socket().getInputStream().read()).isEqualTo(-1);
            }
        }
    }

    private void wanting(Consumer<SendOptions> wish) {
        server.script = context -> {
            wish.accept(context.attachment(SendOptions.class, SendOptions::new));
            server.lookUpAndRelay(context);
        };
    }

    private static Branch contact(ServerSocket phone) {
        return Branch.to("sip:bob@127.0.0.1:" + phone.getLocalPort() + ";transport=tcp");
    }
}
