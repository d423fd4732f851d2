package org.waypost.proxy;

import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sip.InvalidArgumentException;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.sip.Flow;
import org.waypost.sip.ListenPoint;
import org.waypost.sip.SipServer;

/** Finds the way of a request to one target: the connection it registered over, else a flow to one of the servers of its next hop. */
final class Departure {

    private static final Logger LOG = LoggerFactory.getLogger(Departure.class);

    private final OutgoingFlows flows;
    private final Servers servers;
    private final Supplier<UdpLimit> udpLimit;

    Departure(OutgoingFlows flows, Servers servers, Supplier<UdpLimit> udpLimit) {
        this.flows = flows;
        this.servers = servers;
        this.udpLimit = udpLimit;
    }

    /** Is told once how it turned out, at once or on a thread that has looked up a name. */
    interface Result {

        /** @param servers the one {@code flow} leads to, then those to be tried if it fails; empty if there is no choice */
        void found(RequestCopy copy, Flow flow, List<SipServer> servers);

        void none(Outcome why);
    }

    /**
     * @param arrival where the request came in
     * @param bound whether a connection that is closed must not be replaced ({@link DeviceFlows#isBound})
     */
    void find(Target target, ListenPoint arrival, boolean bound, Result result) {
        Optional<RequestCopy> copied = copy(target);
        if (copied.isEmpty()) {
            result.none(Outcome.unresolvable());
            return;
        }
        RequestCopy copy = copied.get();
        Optional<Flow> registered = flows.registered(target.branch());
        if (registered.isPresent()) {
            result.found(copy, asked(target, registered.get()), List.of());
        } else if (bound) {
            result.none(Outcome.flowFailed());
        } else {
            copy.nextHop()
                    .ifPresentOrElse(
                            hop -> servers.find(hop, found -> {
                                List<SipServer> tried = udpLimit.get().apply(found, target, arrival, flows);
                                depart(copy, target, arrival, tried, tried.size() > 1, result);
                            }),
                            () -> result.none(Outcome.unresolvable()));
        }
    }

    /** The same, to one of the servers that were {@code found} before (RFC 3263 4.3), if there are such. */
    void find(Target target, ListenPoint arrival, boolean bound, List<SipServer> found, Result result) {
        if (found.isEmpty()) {
            find(target, arrival, bound, result);
            return;
        }
        copy(target)
                .ifPresentOrElse(
                        copy -> depart(copy, target, arrival, found, true, result),
                        () -> result.none(Outcome.unresolvable()));
    }

    /** A server has failed: others are preferred for a while. */
    void failed(SipServer server) {
        servers.failed(server);
    }

    private static Flow asked(Target target, Flow flow) {
        return target.options().isClosing() ? new ClosingFlow(flow) : flow;
    }

    private static Optional<RequestCopy> copy(Target target) {
        try {
            return Optional.of(new RequestCopy(target));
        } catch (ParseException | InvalidArgumentException | RuntimeException e) {
            LOG.debug("a target cannot be used: {}", e.toString());
            return Optional.empty();
        }
    }

    private void depart(
            RequestCopy copy,
            Target target,
            ListenPoint arrival,
            List<SipServer> found,
            boolean choice,
            Result result) {
        if (found.isEmpty()) {
            result.none(Outcome.unresolvable());
            return;
        }
        for (int i = 0; i < found.size(); i++) {
            Optional<Flow> flow = flows.to(found.get(i), target, arrival);
            if (flow.isPresent()) {
                result.found(copy, asked(target, flow.get()), choice ? found.subList(i, found.size()) : List.of());
                return;
            }
        }
        result.none(Outcome.failure(Response.SERVER_INTERNAL_ERROR, "No socket for this transport"));
    }
}
