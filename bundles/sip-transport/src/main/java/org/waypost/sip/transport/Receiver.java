package org.waypost.sip.transport;

import java.util.concurrent.ThreadLocalRandom;
import org.waypost.sip.transport.wire.MessageScanner;
import org.waypost.sip.transport.wire.Verdict;

/** Turns the octets that one thread reads into requests and responses and hands them on, one at a time, without creating objects. */
public final class Receiver {

    private final Dispatcher dispatcher;

    // Many readers see few messages each: they must not all begin at the same number.
    private int requests = ThreadLocalRandom.current().nextInt(SampledLatency.ONE_IN);
    private MessageScanner scanner = new MessageScanner();
    private WireContext context;

    public Receiver(Dispatcher dispatcher) {
        this.dispatcher = dispatcher;
        this.context = new WireContext(dispatcher);
    }

    /**
     * Handles the message in {@code [offset, offset + length)}. If {@link #takeRetained()} says so afterwards, the array belongs to
     * somebody else from now on.
     */
    public Verdict receive(byte[] array, int offset, int length, ReplyFlow flow) {
        Verdict verdict = scanner.scan(array, offset, length, dispatcher.limits());
        if (dispatcher.taps().areThere()) {
            dispatcher.taps().received(flow, array, offset, length, verdict);
        }
        switch (verdict) {
            case REQUEST -> {
                context.begin(scanner.request(), flow);
                flow.requested(scanner.request());
                if ((++requests & SampledLatency.ONE_IN - 1) == 0) {
                    context.measure();
                }
                dispatcher.request(context);
            }
            case RESPONSE -> dispatcher.response(flow, scanner.response());
            case INCOMPLETE, BAD_HEADER, NOT_SIP -> {
                if (refuse(array, offset, length, flow)) {
                    return Verdict.REQUEST;
                }
                dispatcher.counters().dropped(verdict);
            }
            default -> dispatcher.counters().dropped(verdict);
        }
        return verdict;
    }

    /**
     * Lets the route refuse what stands in {@code [offset, offset + length)} and is no proper request, such as the beginning of one
     * whose end is unknown; whether it did.
     */
    public boolean refuse(byte[] array, int offset, int length, ReplyFlow flow) {
        int status = scanner.salvage(array, offset, length, dispatcher.limits());
        if (status == 0) {
            return false;
        }
        context.begin(scanner.request(), flow);
        return dispatcher.malformed(context, status);
    }

    /** Whether the last request outlives its call, so that its array must not be written to again. Forgets that request. */
    public boolean takeRetained() {
        if (!context.isRetained()) {
            return false;
        }
        context = new WireContext(dispatcher);
        scanner.release();
        return true;
    }
}
