package org.waypost.sip.transport.ws;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntSupplier;
import java.util.function.ObjLongConsumer;
import org.waypost.sip.StatisticsGroup;

/** Counts what happens to WebSockets, under the names of Kamailio's group {@code websocket}. */
final class WebSocketCounters implements StatisticsGroup {

    private final IntSupplier current;
    private final AtomicLong most = new AtomicLong();
    private final LongAdder successfulHandshakes = new LongAdder();
    private final LongAdder failedHandshakes = new LongAdder();
    private final LongAdder failedConnections = new LongAdder();
    private final LongAdder closedHere = new LongAdder();
    private final LongAdder closedThere = new LongAdder();
    private final LongAdder receivedFrames = new LongAdder();
    private final LongAdder sentFrames = new LongAdder();

    private final LongAdder droppedEvents = new LongAdder();

    /** @param current how many are open */
    WebSocketCounters(IntSupplier current) {
        this.current = current;
    }

    void opened() {
        successfulHandshakes.increment();
        most.accumulateAndGet(current.getAsInt(), Math::max);
    }

    void closed(boolean byPeer) {
        (byPeer ? closedThere : closedHere).increment();
    }

    void failedHandshake() {
        failedHandshakes.increment();
    }

    void failedConnection() {
        failedConnections.increment();
    }

    void receivedFrame() {
        receivedFrames.increment();
    }

    void sentFrame() {
        sentFrames.increment();
    }

    void droppedEvent() {
        droppedEvents.increment();
    }

    @Override
    public String group() {
        return "websocket";
    }

    @Override
    public void collect(ObjLongConsumer<String> sink) {
        sink.accept("ws_dropped_events", droppedEvents.sum());
        sink.accept("ws_current_connections", current.getAsInt());
        sink.accept("ws_failed_connections", failedConnections.sum());
        sink.accept("ws_failed_handshakes", failedHandshakes.sum());
        sink.accept("ws_local_closed_connections", closedHere.sum());
        sink.accept("ws_max_concurrent_connections", most.get());
        sink.accept("ws_received_frames", receivedFrames.sum());
        sink.accept("ws_remote_closed_connections", closedThere.sum());
        sink.accept("ws_successful_handshakes", successfulHandshakes.sum());
        sink.accept("ws_transmitted_frames", sentFrames.sum());
    }

    @Override
    public boolean isGauge(String name) {
        return name.equals("ws_current_connections");
    }

    @Override
    public void reset() {
        most.set(current.getAsInt());
        for (LongAdder counter : new LongAdder[] {
            successfulHandshakes,
            failedHandshakes,
            failedConnections,
            closedHere,
            closedThere,
            receivedFrames,
            sentFrames,
            droppedEvents
        }) {
            counter.reset();
        }
    }
}
