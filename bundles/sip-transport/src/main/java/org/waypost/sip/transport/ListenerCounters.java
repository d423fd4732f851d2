package org.waypost.sip.transport;

import java.util.concurrent.atomic.LongAdder;

/** How much passed a listening socket. The one thread that reads a UDP socket counts without an atomic operation. */
public final class ListenerCounters {

    private final LongAdder received = new LongAdder();
    private final LongAdder sent = new LongAdder();
    private final SingleWriterCounter receivedByReader = new SingleWriterCounter();
    private final SingleWriterCounter sentByReader = new SingleWriterCounter();

    /** Something came in; called by any thread. */
    public void received() {
        received.increment();
    }

    /** Something was sent; called by any thread. */
    public void sent() {
        sent.increment();
    }

    /** Something came in; called by the one reader. */
    public void receivedByReader() {
        receivedByReader.add(1);
    }

    /** Something was sent; called by the one reader. */
    public void sentByReader() {
        sentByReader.add(1);
    }

    public long allReceived() {
        return received.sum() + receivedByReader.get();
    }

    public long allSent() {
        return sent.sum() + sentByReader.get();
    }
}
