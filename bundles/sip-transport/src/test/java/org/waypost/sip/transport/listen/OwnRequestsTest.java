package org.waypost.sip.transport.listen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.waypost.sip.Flow;
import org.waypost.sip.ResponseListener;
import org.waypost.sip.transport.wire.Messages;

/** What those who send requests outside of transactions get: the responses, and the end of a connection. */
class OwnRequestsTest {

    private static final String RESPONSE = "SIP/2.0 %d OK\r\nVia: SIP/2.0/UDP 127.0.0.1;branch=z9hG4bKx\r\n"
            + "From: <sip:a@b>;tag=1\r\nTo: <sip:c@d>;tag=2\r\nCall-ID: x\r\nCSeq: 1 OPTIONS\r\nContent-Length: 0\r\n\r\n";

    @Test
    void showsAResponseToOneListenerAfterTheOtherUntilItIsAbsorbed() throws Exception {
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        ResponseListener failing = (flow, response) -> {
            throw new IllegalStateException("a listener that fails");
        };
        ResponseListener first = (flow, response) -> seen.add("first " + response.status()) && response.status() == 200;
        ResponseListener second = (flow, response) -> seen.add("second " + response.status());
        try (TestServer server = new TestServer("listen", "udp:127.0.0.1:0");
                Phone.Udp phone = new Phone.Udp(server.point(0).address())) {
            server.transport.dispatcher().bind(failing);
            server.transport.dispatcher().bind(first);
            server.transport.dispatcher().bind(second);
            phone.send(RESPONSE.formatted(200));
            phone.send(RESPONSE.formatted(202));

            assertThat(next(seen)).isEqualTo("first 200");
            assertThat(next(seen)).isEqualTo("first 202");
            assertThat(next(seen)).isEqualTo("second 202");
            server.transport.dispatcher().unbind(first);
            phone.send(RESPONSE.formatted(203));
            assertThat(next(seen)).isEqualTo("second 203");
        }
    }

    @Test
    void endsAConnectionOnRequest() throws IOException, InterruptedException {
        BlockingQueue<Flow> flows = new LinkedBlockingQueue<>();
        try (TestServer server =
                        new TestServer("listen", "tcp:127.0.0.1:0").route(context -> flows.add(context.flow()));
                Phone.Tcp phone = new Phone.Tcp(server.point(0).address())) {
            phone.send(Messages.register().plus("l: 0").text());
            Flow flow = flows.poll(5, TimeUnit.SECONDS);

            flow.close();

            assertThat(phone.isClosedByServer()).isTrue();
            assertThat(flow.isOpen()).isFalse();
            assertThat(server.transport.flow(flow.id())).isEmpty();
        }
    }

    private static String next(BlockingQueue<String> seen) throws InterruptedException {
        return seen.poll(5, TimeUnit.SECONDS);
    }
}
