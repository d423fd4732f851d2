package org.waypost.sip.transport.listen;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.waypost.sip.LatencyHistogram;

/** Publishes how long REGISTERs take. */
@Component
public final class RegisterLatency implements LatencyHistogram {

    private final LatencyHistogram latency;

    @Activate
    public RegisterLatency(@Reference SocketTransport transport) {
        latency = transport.dispatcher().latency();
    }

    @Override
    public String name() {
        return latency.name();
    }

    @Override
    public String description() {
        return latency.description();
    }

    @Override
    public long[] bounds() {
        return latency.bounds();
    }

    @Override
    public long[] counts() {
        return latency.counts();
    }

    @Override
    public long sum() {
        return latency.sum();
    }
}
