package org.waypost.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.waypost.sip.Branch;
import org.waypost.sip.NextHop;
import org.waypost.sip.ServerLocator;
import org.waypost.sip.SipServer;
import org.waypost.sip.Transport;

/** Which of the servers behind a name are tried, and when the next one is: RFC 3263 4.3. */
class FailoverTest {

    private TestServer server;
    private Phone caller;
    private Phone first;
    private Phone second;
    private final List<SipServer> found = new ArrayList<>();
    private final List<SipServer> failed = new CopyOnWriteArrayList<>();

    @BeforeEach
    void start() throws Exception {
        server = new TestServer();
        caller = new Phone(server.port(Transport.UDP));
        first = new Phone(server.port(Transport.UDP));
        second = new Phone(server.port(Transport.UDP));
        server.servers.locator = new ServerLocator() {
            @Override
            public void locate(NextHop hop, Set<Transport> usable, Consumer<List<SipServer>> result) {
                assertThat(hop.host()).isEqualTo("away.example");
                assertThat(usable).contains(Transport.UDP, Transport.TCP);
                result.accept(List.copyOf(found));
            }

            @Override
            public void failed(SipServer which) {
                failed.add(which);
            }
        };
        server.users.put("bob", List.of(Branch.to("sip:bob@away.example")));
    }

    @AfterEach
    void stop() {
        caller.close();
        first.close();
        second.close();
        server.close();
    }

    private static SipServer at(Transport transport, int port) {
        return new SipServer(transport, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    private void servers(Phone... phones) {
        Arrays.stream(phones).map(phone -> at(Transport.UDP, phone.port())).forEach(found::add);
    }

    @Test
    void sendsToTheFirstServerAlone() throws Exception {
        servers(first, second);
        caller.send(caller.request("MESSAGE", "bob"));
        first.answer(first.receive(), 200, "1");

        assertThat(caller.receive()).startsWith("SIP/2.0 200 ");
        assertThat(second.receive(50)).isEmpty();
        assertThat(failed).isEmpty();
    }

    @Test
    void triesTheNextServerAfter503WithABranchOfItsOwn() throws Exception {
        servers(first, second);
        caller.send(caller.request("INVITE", "bob"));
        assertThat(caller.receive()).startsWith("SIP/2.0 100 ");
        String refused = first.receive();
        first.answer(refused, 503, "1");
        assertThat(first.receive("ACK")).contains(";tag=1");

        String accepted = second.receive();
        assertThat(accepted).startsWith("INVITE sip:bob@away.example SIP/2.0\r\n");
        assertThat(Phone.header(accepted, "Via")).isNotEqualTo(Phone.header(refused, "Via"));
        second.answer(accepted, 200, "2");
        assertThat(caller.receive()).startsWith("SIP/2.0 200 ").contains(";tag=2");
        assertThat(failed).containsExactly(at(Transport.UDP, first.port()));
    }

    @Test
    void triesTheNextServerWhenOneGivesNoAnswer() throws Exception {
        servers(first, second);
        caller.send(caller.request("INVITE", "bob"));
        first.receive();

        second.answer(receiveInTime(second), 486, "2");
        assertThat(caller.receive("486")).contains(";tag=2");
    }

    @Test
    void staysWithAServerThatHasGivenAnyAnswer() throws Exception {
        servers(first, second);
        caller.send(caller.request("MESSAGE", "bob"));
        first.answer(first.receive(), 183, "1");
        assertThat(caller.receive()).startsWith("SIP/2.0 183 ");

        assertThat(receiveInTime(caller)).startsWith("SIP/2.0 408 ");
        assertThat(second.receive(50)).isEmpty();
    }

    @Test
    void takesOtherRefusalsAsTheAnswer() throws Exception {
        servers(first, second);
        caller.send(caller.request("MESSAGE", "bob"));
        first.answer(first.receive(), 500, "1");

        assertThat(caller.receive()).startsWith("SIP/2.0 500 Because");
        assertThat(second.receive(50)).isEmpty();
    }

    @Test
    void triesTheNextServerWhenAConnectionIsRefused() throws Exception {
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        found.add(at(Transport.TCP, closed));
        servers(second);
        caller.send(caller.request("MESSAGE", "bob"));

        second.answer(second.receive(), 200, "2");
        assertThat(caller.receive()).startsWith("SIP/2.0 200 ");
        assertThat(failed).containsExactly(at(Transport.TCP, closed));
    }

    @Test
    void passesOverServersItHasNoSocketFor() throws Exception {
        found.add(at(Transport.WSS, 443));
        servers(second);
        caller.send(caller.request("MESSAGE", "bob"));

        second.answer(second.receive(), 200, "2");
        assertThat(caller.receive()).startsWith("SIP/2.0 200 ");
    }

    @Test
    void saysWhenAllHaveFailed() throws Exception {
        servers(first, second);
        caller.send(caller.request("MESSAGE", "bob"));
        first.answer(first.receive(), 503, "1");
        second.answer(second.receive(), 503, "2");

        assertThat(caller.receive()).startsWith("SIP/2.0 500 Server Internal Error");
        assertThat(failed).hasSize(2);
    }

    @Test
    void triesNoOtherServerAfterTheCallerHungUp() throws Exception {
        servers(first, second);
        String invite = caller.request("INVITE", "bob");
        caller.send(invite);
        assertThat(caller.receive()).startsWith("SIP/2.0 100 ");
        String arrived = first.receive();
        first.answer(arrived, 100, "1");
        caller.send(invite.replace("INVITE sip", "CANCEL sip").replace("CSeq: 1 INVITE", "CSeq: 1 CANCEL"));
        String cancel = first.receive("CANCEL");
        first.answer(cancel, 200, "1");
        first.answer(arrived, 503, "1");

        caller.receive("SIP/2.0 500 ");
        assertThat(second.receive(50)).isEmpty();
    }

    @Test
    void answersAtOnceWhenANameLeadsNowhere() throws Exception {
        caller.send(caller.request("MESSAGE", "bob"));

        assertThat(caller.receive()).startsWith("SIP/2.0 478 ");
    }

    // The timers may not have been set yet when time passes for the first time.
    private String receiveInTime(Phone phone) throws Exception {
        for (int i = 0; i < 50; i++) {
            server.timer.pass(10_000);
            Optional<String> message = phone.receive(100);
            if (message.isPresent()) {
                return message.get();
            }
        }
        throw new AssertionError("nothing came");
    }
}
