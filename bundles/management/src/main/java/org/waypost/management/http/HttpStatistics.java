package org.waypost.management.http;

import java.util.concurrent.atomic.LongAdder;
import java.util.function.ObjLongConsumer;
import org.osgi.service.component.annotations.Component;
import org.waypost.sip.StatisticsGroup;

/** Counts HTTP requests: the statistics group {@code http}. */
@Component(service = {StatisticsGroup.class, HttpStatistics.class})
public final class HttpStatistics implements StatisticsGroup {

    private final LongAdder requests = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder failed = new LongAdder();

    void request() {
        requests.increment();
    }

    /** One was not let in. */
    void refused() {
        refused.increment();
    }

    /** One was let in, but its handler failed. */
    void failed() {
        failed.increment();
    }

    @Override
    public String group() {
        return "http";
    }

    @Override
    public void collect(ObjLongConsumer<String> sink) {
        sink.accept("requests", requests.sum());
        sink.accept("refused_requests", refused.sum());
        sink.accept("failed_requests", failed.sum());
    }

    @Override
    public void reset() {
        requests.reset();
        refused.reset();
        failed.reset();
    }
}
