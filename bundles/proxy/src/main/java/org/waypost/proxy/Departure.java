package org.waypost.proxy;

import java.text.ParseException;
import java.util.Optional;
import javax.sip.InvalidArgumentException;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.sip.Flow;
import org.waypost.sip.ListenPoint;

/** Finds the way of a request to one target: the connection it registered over, else a flow to the address of its next hop. */
final class Departure {

    private static final Logger LOG = LoggerFactory.getLogger(Departure.class);

    private final OutgoingFlows flows;
    private final HostLookup hosts;

    Departure(OutgoingFlows flows, HostLookup hosts) {
        this.flows = flows;
        this.hosts = hosts;
    }

    /** Is told once how it turned out, at once or on a thread that has looked up a name. */
    interface Result {

        void found(RequestCopy copy, Flow flow);

        void none(Outcome why);
    }

    /**
     * @param arrival where the request came in
     * @param bound whether a connection that is closed must not be replaced ({@link DeviceFlows#isBound})
     */
    void find(Target target, ListenPoint arrival, boolean bound, Result result) {
        try {
            RequestCopy copy = new RequestCopy(target);
            Optional<Flow> registered = flows.registered(target.branch());
            if (registered.isPresent()) {
                result.found(copy, registered.get());
            } else if (bound) {
                result.none(Outcome.flowFailed());
            } else {
                find(copy, target, arrival, result);
            }
        } catch (ParseException | InvalidArgumentException | RuntimeException e) {
            LOG.debug("a target cannot be used: {}", e.toString());
            result.none(Outcome.unresolvable());
        }
    }

    private void find(RequestCopy copy, Target target, ListenPoint arrival, Result result) {
        Optional<NextHop> hop = copy.nextHop();
        if (hop.isEmpty()) {
            result.none(Outcome.unresolvable());
            return;
        }
        hosts.find(hop.get(), address -> {
            if (address.isEmpty()) {
                result.none(Outcome.unresolvable());
                return;
            }
            flows.to(hop.get(), address.get(), target.branch(), arrival)
                    .ifPresentOrElse(
                            flow -> result.found(copy, flow),
                            () -> result.none(
                                    Outcome.failure(Response.SERVER_INTERNAL_ERROR, "No socket for this transport")));
        });
    }
}
