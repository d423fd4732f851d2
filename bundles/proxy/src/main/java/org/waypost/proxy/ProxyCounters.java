package org.waypost.proxy;

import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ObjLongConsumer;

/** Counts forwarded requests and their answers, under the names of Kamailio's group {@code tm}. */
final class ProxyCounters {

    private final LongAdder server = new LongAdder();
    private final LongAdder client = new LongAdder();
    private final LongAdder received = new LongAdder();
    private final LongAdder relayed = new LongAdder();
    private final LongAdder local = new LongAdder();
    private final LongAdder stateless = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder failedFlows = new LongAdder();
    private final LongAdder[] finals = new LongAdder[7];

    ProxyCounters() {
        Arrays.setAll(finals, i -> new LongAdder());
    }

    void request() {
        server.increment();
    }

    void branch() {
        client.increment();
    }

    void response() {
        received.increment();
    }

    void relayed() {
        relayed.increment();
    }

    void local() {
        local.increment();
    }

    void stateless() {
        stateless.increment();
    }

    void refused() {
        refused.increment();
    }

    void failedFlow() {
        failedFlows.increment();
    }

    void answered(int status) {
        finals[status / 100].increment();
    }

    void collect(ObjLongConsumer<String> sink) {
        sink.accept("UAS_transactions", server.sum());
        sink.accept("UAC_transactions", client.sum());
        for (int hundred = 2; hundred < finals.length; hundred++) {
            sink.accept(hundred + "xx_transactions", finals[hundred].sum());
        }
        sink.accept("received_replies", received.sum());
        sink.accept("relayed_replies", relayed.sum());
        sink.accept("local_replies", local.sum());
        sink.accept("stateless_relays", stateless.sum());
        sink.accept("refused_transactions", refused.sum());
        sink.accept("failed_flows", failedFlows.sum());
    }

    void reset() {
        for (LongAdder adder :
                new LongAdder[] {server, client, received, relayed, local, stateless, refused, failedFlows}) {
            adder.reset();
        }
        Arrays.stream(finals).forEach(LongAdder::reset);
    }
}
