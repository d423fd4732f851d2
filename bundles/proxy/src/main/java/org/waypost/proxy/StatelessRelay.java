package org.waypost.proxy;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import javax.sip.InvalidArgumentException;
import javax.sip.SipException;
import javax.sip.header.ViaHeader;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.proxy.rr.RecordRouting;
import org.waypost.sip.Branch;
import org.waypost.sip.Flow;
import org.waypost.sip.ListenPoint;
import org.waypost.sip.SipContext;

/** Forwards what has no transaction: the ACK of a 2xx, and a 2xx that is repeated (RFC 3261 16.11, 16.7). */
final class StatelessRelay {

    private static final Logger LOG = LoggerFactory.getLogger(StatelessRelay.class);

    private static final RecordRouting NOT_RECORDED = new RecordRouting();

    private final OutgoingFlows flows;
    private final HostLookup hosts;
    private final Accepted accepted;
    private final ProxyCounters counters;
    private final Scripts scripts;

    StatelessRelay(OutgoingFlows flows, HostLookup hosts, Accepted accepted, ProxyCounters counters, Scripts scripts) {
        this.scripts = scripts;
        this.flows = flows;
        this.hosts = hosts;
        this.accepted = accepted;
        this.counters = counters;
    }

    /** Sends the request to each target; what goes wrong is dropped, as an ACK has no answer. */
    void request(SIPRequest request, List<Branch> targets, SipContext context) {
        ListenPoint arrival = context.flow().local();
        SipContext shown = scripts.watchSending() ? context.copy() : context;
        for (Branch target : targets) {
            try {
                RequestCopy copy = new RequestCopy(new Target(target, request, NOT_RECORDED, Optional.empty()));
                Optional<Flow> registered = flows.registered(target);
                if (registered.isPresent()) {
                    send(copy, shown, arrival, registered.get());
                } else {
                    copy.nextHop()
                            .ifPresent(hop -> hosts.find(
                                    hop,
                                    address -> address.flatMap(found -> flows.to(hop, found, target, arrival))
                                            .ifPresent(flow -> send(copy, shown, arrival, flow))));
                }
            } catch (ParseException | InvalidArgumentException | RuntimeException e) {
                LOG.debug("an ACK cannot be forwarded: {}", e.toString());
            }
        }
    }

    /** Passes on a 2xx whose transaction is gone; a stranger's is dropped. */
    void response(Response response) {
        ViaHeader own = (ViaHeader) response.getHeader(ViaHeader.NAME);
        accepted.caller(own.getBranch()).ifPresent(caller -> {
            response.removeFirst(ViaHeader.NAME);
            if (response.getHeader(ViaHeader.NAME) != null) {
                send((SIPMessage) response, caller);
            }
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
