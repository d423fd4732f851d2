package org.waypost.proxy;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import javax.sip.SipException;
import javax.sip.header.ViaHeader;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.proxy.rr.RecordRouting;
import org.waypost.sip.Branch;
import org.waypost.sip.Flow;
import org.waypost.sip.ListenPoint;
import org.waypost.sip.SendOptions;
import org.waypost.sip.SipContext;
import org.waypost.sip.SipServer;

/** Forwards what has no transaction: the ACK of a 2xx, and a 2xx that is repeated (RFC 3261 16.11, 16.7). */
final class StatelessRelay {

    private static final Logger LOG = LoggerFactory.getLogger(StatelessRelay.class);

    private static final RecordRouting NOT_RECORDED = new RecordRouting();

    private final Departure departure;
    private final Accepted accepted;
    private final ProxyCounters counters;
    private final Scripts scripts;
    private final BooleanSupplier serialFlows;

    /** @param serialFlows whether the flows of one device are tried one after the other */
    StatelessRelay(
            Departure departure,
            Accepted accepted,
            ProxyCounters counters,
            Scripts scripts,
            BooleanSupplier serialFlows) {
        this.departure = departure;
        this.accepted = accepted;
        this.counters = counters;
        this.scripts = scripts;
        this.serialFlows = serialFlows;
    }

    /** Sends the request to each target, to one flow of each device; what goes wrong is dropped, as an ACK has no answer. */
    void request(SIPRequest request, List<Branch> targets, String loopMark, Breadth breadth, SipContext context) {
        boolean serial = serialFlows.getAsBoolean();
        SipContext shown = scripts.watchSending() ? context.copy() : context;
        ListenPoint arrival = context.flow().local();
        SendOptions options = context.attachment(SendOptions.class, SendOptions::new);
        Set<String> reached = ConcurrentHashMap.newKeySet();
        for (Branch target : targets) {
            if (serial && DeviceFlows.isOne(target) && reached.contains(target.instance())) {
                continue;
            }
            boolean bound = serial && DeviceFlows.isBound(target);
            Target whole = new Target(target, request, NOT_RECORDED, loopMark, breadth, options, Optional.empty());
            departure.find(whole, arrival, bound, new Departure.Result() {
                @Override
                public void found(RequestCopy copy, Flow flow, List<SipServer> servers) {
                    reached.add(target.instance());
                    send(copy, shown, arrival, flow);
                }

                @Override
                public void none(Outcome why) {
                    LOG.debug("an ACK cannot be forwarded: {}", why.reason());
                }
            });
        }
    }

    /** Passes on a 2xx whose transaction is gone; a stranger's is dropped. */
    void response(Response response, Replies replies) {
        ViaHeader own = (ViaHeader) response.getHeader(ViaHeader.NAME);
        accepted.caller(own.getBranch()).ifPresent(caller -> {
            Optional<Response> seen = caller.branch().isPresent()
                    ? replies.seen(caller.branch().get(), response)
                    : replies.seen(response);
            seen.ifPresent(passed -> {
                passed.removeFirst(ViaHeader.NAME);
                if (passed.getHeader(ViaHeader.NAME) != null) {
                    send((SIPMessage) passed, caller.flow());
                }
            });
        });
    }

    private void send(RequestCopy copy, SipContext context, ListenPoint arrival, Flow flow) {
        try {
            if (!scripts.send(context, flow)) {
                return;
            }
            send(copy.over(arrival, flow, Optional.of("z9hG4bK" + ForkTools.newTag())), flow);
        } catch (SipException e) {
            LOG.debug("an ACK cannot be forwarded: {}", e.toString());
        }
    }

    private void send(SIPMessage message, Flow flow) {
        byte[] octets = message.encodeAsBytes(flow.transport().name());
        counters.stateless();
        flow.send(octets, octets.length);
    }
}
