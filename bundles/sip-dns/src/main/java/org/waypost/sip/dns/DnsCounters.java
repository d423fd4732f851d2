package org.waypost.sip.dns;

import java.util.concurrent.atomic.LongAdder;
import java.util.function.ObjLongConsumer;

/** Counts what is asked and what came of it; {@code failed_dns_request} is Kamailio's. */
final class DnsCounters {

    private final LongAdder located = new LongAdder();
    private final LongAdder nowhere = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder queries = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder failedServers = new LongAdder();

    /** A name led to so many servers. */
    void located(int servers) {
        (servers == 0 ? nowhere : located).increment();
    }

    /** Too many others waited. */
    void refused() {
        refused.increment();
    }

    /** Records were asked for, be they remembered or not. */
    void query() {
        queries.increment();
    }

    /** No name server gave an answer that could be used. */
    void failed() {
        failed.increment();
    }

    /** A server that a name led to did not answer. */
    void serverFailed() {
        failedServers.increment();
    }

    void collect(ObjLongConsumer<String> sink) {
        sink.accept("located_names", located.sum());
        sink.accept("names_leading_nowhere", nowhere.sum());
        sink.accept("refused_lookups", refused.sum());
        sink.accept("record_lookups", queries.sum());
        sink.accept("failed_dns_request", failed.sum());
        sink.accept("failed_servers", failedServers.sum());
    }

    void reset() {
        for (LongAdder adder : new LongAdder[] {located, nowhere, refused, queries, failed, failedServers}) {
            adder.reset();
        }
    }
}
