package org.waypost.sip.transport;

import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ObjLongConsumer;
import org.waypost.sip.Method;
import org.waypost.sip.StatisticsGroup;
import org.waypost.sip.transport.wire.Verdict;

/** Counts messages under the names that Kamailio's group {@code core} has, and drops by their cause. */
public final class MessageCounters implements StatisticsGroup {

    private static final Method[] METHODS = Method.values();
    private static final Verdict[] VERDICTS = Verdict.values();

    private final LongAdder[] requests = adders(METHODS.length);
    private final LongAdder[] responses = adders(7);
    private final LongAdder[] sent = adders(7);
    private final LongAdder[] drops = adders(VERDICTS.length);
    private final LongAdder unsent = new LongAdder();
    private final LongAdder overloads = new LongAdder();
    private final LongAdder stunRequests = new LongAdder();
    private final LongAdder badStun = new LongAdder();

    void request(Method method) {
        requests[method.ordinal()].increment();
    }

    void response(int status) {
        responses[status / 100].increment();
    }

    void replied(int status) {
        sent[status / 100].increment();
    }

    void unsent() {
        unsent.increment();
    }

    void overload() {
        overloads.increment();
    }

    /** A STUN binding request was answered. */
    public void stunRequest() {
        stunRequests.increment();
    }

    /** STUN came that is malformed or no request. */
    public void badStun() {
        badStun.increment();
    }

    /** Something was read that is not handled. */
    public void dropped(Verdict cause) {
        drops[cause.ordinal()].increment();
    }

    @Override
    public String group() {
        return "core";
    }

    @Override
    public void collect(ObjLongConsumer<String> sink) {
        sink.accept("rcv_requests", sum(requests));
        for (Method method : METHODS) {
            if (method != Method.OTHER) {
                sink.accept("rcv_requests_" + method.name().toLowerCase(Locale.ROOT), requests[method.ordinal()].sum());
            }
        }
        sink.accept("unsupported_methods", requests[Method.OTHER.ordinal()].sum());
        sink.accept("rcv_replies", sum(responses));
        for (int hundred = 1; hundred < responses.length; hundred++) {
            sink.accept("rcv_replies_" + hundred + "xx", responses[hundred].sum());
        }
        for (int hundred = 1; hundred < sent.length; hundred++) {
            sink.accept("sent_replies_" + hundred + "xx", sent[hundred].sum());
        }
        sink.accept("err_replies", unsent.sum());
        sink.accept("err_requests", overloads.sum());
        sink.accept("drop_requests", sum(drops) - drops[Verdict.KEEPALIVE.ordinal()].sum() + badStun.sum());
        sink.accept("bad_msg_hdr", drops[Verdict.BAD_HEADER.ordinal()].sum());
        sink.accept("drop_not_sip", drops[Verdict.NOT_SIP.ordinal()].sum());
        sink.accept("drop_incomplete", drops[Verdict.INCOMPLETE.ordinal()].sum());
        sink.accept("drop_too_large", drops[Verdict.TOO_LARGE.ordinal()].sum());
        sink.accept("drop_stun", badStun.sum());
        sink.accept("rcv_stun_requests", stunRequests.sum());
        sink.accept("rcv_keepalives", drops[Verdict.KEEPALIVE.ordinal()].sum());
    }

    @Override
    public void reset() {
        for (LongAdder[] group :
                new LongAdder[][] {requests, responses, sent, drops, {unsent, overloads, stunRequests, badStun}}) {
            Arrays.stream(group).forEach(LongAdder::reset);
        }
    }

    private static long sum(LongAdder[] adders) {
        return Arrays.stream(adders).mapToLong(LongAdder::sum).sum();
    }

    private static LongAdder[] adders(int count) {
        LongAdder[] adders = new LongAdder[count];
        Arrays.setAll(adders, i -> new LongAdder());
        return adders;
    }
}
