package org.waypost.sip.transport.tcp;

import java.util.concurrent.atomic.LongAdder;
import java.util.function.ObjLongConsumer;
import org.waypost.sip.StatisticsGroup;

/** Counts what happens to connections, under the names of Kamailio's group {@code tcp}. */
final class TcpCounters implements StatisticsGroup {

    final LongAdder passiveOpen = new LongAdder();
    final LongAdder connectSuccess = new LongAdder();
    final LongAdder connectFailed = new LongAdder();
    final LongAdder localReject = new LongAdder();
    final LongAdder timeout = new LongAdder();
    final LongAdder reset = new LongAdder();
    final LongAdder queueFull = new LongAdder();
    final LongAdder badStream = new LongAdder();
    final LongAdder sendTimeout = new LongAdder();
    final LongAdder readTimeout = new LongAdder();
    final LongAdder readFull = new LongAdder();
    private final ConnectionTable connections;

    TcpCounters(ConnectionTable connections) {
        this.connections = connections;
    }

    @Override
    public String group() {
        return "tcp";
    }

    @Override
    public void collect(ObjLongConsumer<String> sink) {
        sink.accept("con_reset", reset.sum());
        sink.accept("con_timeout", timeout.sum());
        sink.accept("connect_failed", connectFailed.sum());
        sink.accept("connect_success", connectSuccess.sum());
        sink.accept("current_opened_connections", connections.size());
        sink.accept("current_write_queue_size", connections.queued());
        sink.accept("established", passiveOpen.sum() + connectSuccess.sum());
        sink.accept("local_reject", localReject.sum());
        sink.accept("passive_open", passiveOpen.sum());
        sink.accept("send_timeout", sendTimeout.sum());
        sink.accept("sendq_full", queueFull.sum());
        sink.accept("read_timeout", readTimeout.sum());
        sink.accept("readq_full", readFull.sum());
        sink.accept("bad_stream", badStream.sum());
    }

    @Override
    public boolean isGauge(String name) {
        return name.startsWith("current_");
    }

    @Override
    public void reset() {
        for (LongAdder counter : new LongAdder[] {
            passiveOpen,
            connectSuccess,
            connectFailed,
            localReject,
            timeout,
            reset,
            queueFull,
            badStream,
            sendTimeout,
            readTimeout,
            readFull
        }) {
            counter.reset();
        }
    }
}
