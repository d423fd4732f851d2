package org.waypost.sip.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.waypost.sip.Octets;
import org.waypost.sip.RequestRoute;
import org.waypost.sip.Transport;
import org.waypost.sip.transport.wire.ReplyWriter;
import org.waypost.sip.transport.wire.ScanLimits;
import org.waypost.sip.transport.wire.ToTag;

class SampledLatencyTest {

    private final Dispatcher dispatcher = new Dispatcher(
            new DispatchSettings(new ScanLimits(256, 8192), 16, 1, 1, new ReplyWriter(Octets.EMPTY, new ToTag())));
    private final Receiver receiver = new Receiver(dispatcher);
    private final TestFlow flow =
            new TestFlow(TestFlow.point(Transport.UDP, "127.0.0.1", 5060), new InetSocketAddress("127.0.0.1", 5062));

    @Test
    void putsADurationWhereItsBoundIsTheNextOne() {
        SampledLatency latency = new SampledLatency();
        long[] bounds = latency.bounds();
        latency.record(bounds[0]);
        latency.record(bounds[0] + 1);
        latency.record(bounds[bounds.length - 1] + 1);
        assertThat(latency.counts()).hasSize(bounds.length + 1).startsWith(1, 1).endsWith(1);
        assertThat(latency.sum()).isEqualTo(2 * bounds[0] + bounds[bounds.length - 1] + 2);
    }

    @Test
    void measuresOneRegisterInSixtyFour() {
        answer(200, "OK");
        receive("REGISTER", 10 * SampledLatency.ONE_IN);
        assertThat(measured()).isEqualTo(10);
        assertThat(flow.sent()).hasSize(10 * SampledLatency.ONE_IN);
    }

    @Test
    void measuresNoOtherMethodAndNoProvisionalReply() {
        answer(200, "OK");
        receive("OPTIONS", SampledLatency.ONE_IN);
        answer(100, "Trying");
        receive("REGISTER", SampledLatency.ONE_IN);
        assertThat(measured()).isZero();
    }

    private void answer(int status, String reason) {
        RequestRoute route = context -> context.reply(status, reason);
        dispatcher.bind(route);
    }

    private long measured() {
        return Arrays.stream(dispatcher.latency().counts()).sum();
    }

    private void receive(String method, int times) {
        byte[] message = """
                %1$s sip:example.com SIP/2.0\r
                Via: SIP/2.0/UDP 127.0.0.1:5062;branch=z9hG4bK1\r
                From: <sip:a@example.com>;tag=1\r
                To: <sip:a@example.com>\r
                Call-ID: c\r
                CSeq: 1 %1$s\r
                Content-Length: 0\r
                \r
                """.formatted(method).getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < times; i++) {
            receiver.receive(message, 0, message.length, flow);
        }
    }
}
