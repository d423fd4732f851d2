package org.waypost.sip.transport.listen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.waypost.sip.RequestRoute;
import org.waypost.sip.SipContext;
import org.waypost.sip.transport.wire.Messages;

class BlockingRouteTest {

    /** Blocks each request whose CSeq is below 10 until the latch opens. */
    private static final class SlowRoute implements RequestRoute {
        private final CountDownLatch hold = new CountDownLatch(1);
        private final CountDownLatch begun = new CountDownLatch(1);
        private final List<Long> order = new CopyOnWriteArrayList<>();

        @Override
        public void route(SipContext context) {
            long cseq = context.request().cseq();
            if (cseq < 10) {
                begun.countDown();
                await(hold);
            }
            order.add(cseq);
            context.reply(200, "OK");
        }

        @Override
        public boolean mayBlock(SipContext context) {
            return context.request().cseq() < 10;
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String register(Phone phone, String callId, int cseq) {
        return Messages.register()
                .with("Via", "Via: SIP/2.0/UDP 127.0.0.1:" + phone.port() + ";branch=z9hG4bK1")
                .with("Call-ID", "Call-ID: " + callId)
                .with("CSeq", "CSeq: " + cseq + " REGISTER")
                .text();
    }

    @Test
    void aBlockedRequestHoldsUpItsCallIdAloneAndIsNotOvertaken() throws IOException {
        SlowRoute route = new SlowRoute();
        try (TestServer server = new TestServer("listen", "udp:127.0.0.1:0", "workers", 256).route(route);
                Phone phone = Phone.at(server.point(0))) {
            phone.send(register(phone, "a", 1));
            await(route.begun);
            phone.send(register(phone, "a", 20));
            assertThat(phone.ask(register(phone, "b", 30))).contains("CSeq: 30 ");
            assertThat(route.order).containsExactly(30L);
            route.hold.countDown();
            assertThat(phone.receive()).contains("CSeq: 1 ");
            assertThat(phone.receive()).contains("CSeq: 20 ");
            assertThat(route.order).containsExactly(30L, 1L, 20L);
        }
    }

    @Test
    void answers503WhenTheQueueIsFull() throws IOException {
        SlowRoute route = new SlowRoute();
        try (TestServer server =
                        new TestServer("listen", "udp:127.0.0.1:0", "workers", 1, "worker_queue", 1).route(route);
                Phone phone = Phone.at(server.point(0))) {
            phone.send(register(phone, "a", 1));
            await(route.begun);
            phone.send(register(phone, "b", 2));
            assertThat(phone.ask(register(phone, "c", 3)))
                    .startsWith("SIP/2.0 503 Service Unavailable\r\n")
                    .contains("\r\nRetry-After: 5\r\n")
                    .contains("CSeq: 3 ");
            route.hold.countDown();
            assertThat(phone.receive()).contains("CSeq: 1 ").contains(" 200 ");
            assertThat(phone.receive()).contains("CSeq: 2 ").contains(" 200 ");
            assertThat(server.core("err_requests")).isEqualTo(1);
        }
    }
}
