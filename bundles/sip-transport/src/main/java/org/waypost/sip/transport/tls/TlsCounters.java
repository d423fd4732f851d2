package org.waypost.sip.transport.tls;

import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntSupplier;
import java.util.function.ObjLongConsumer;
import org.waypost.sip.StatisticsGroup;

/** Counts handshakes: the statistics group {@code tls}. */
final class TlsCounters implements StatisticsGroup {

    final LongAdder accepted = new LongAdder();
    final LongAdder connected = new LongAdder();
    final LongAdder failed = new LongAdder();
    final LongAdder timeout = new LongAdder();
    final LongAdder rejected = new LongAdder();
    final LongAdder renegotiations = new LongAdder();
    final LongAdder reloads = new LongAdder();
    final LongAdder reloadsFailed = new LongAdder();
    private final IntSupplier underWay;

    TlsCounters(IntSupplier underWay) {
        this.underWay = underWay;
    }

    @Override
    public String group() {
        return "tls";
    }

    @Override
    public void collect(ObjLongConsumer<String> sink) {
        sink.accept("current_handshakes", underWay.getAsInt());
        sink.accept("handshakes_accepted", accepted.sum());
        sink.accept("handshakes_connected", connected.sum());
        sink.accept("handshakes_failed", failed.sum());
        sink.accept("handshakes_rejected", rejected.sum());
        sink.accept("handshakes_timeout", timeout.sum());
        sink.accept("reloads", reloads.sum());
        sink.accept("reloads_failed", reloadsFailed.sum());
        sink.accept("renegotiations_refused", renegotiations.sum());
    }

    @Override
    public boolean isGauge(String name) {
        return name.startsWith("current_");
    }

    @Override
    public void reset() {
        for (LongAdder counter :
                new LongAdder[] {accepted, connected, failed, timeout, rejected, renegotiations, reloads, reloadsFailed
                }) {
            counter.reset();
        }
    }
}
