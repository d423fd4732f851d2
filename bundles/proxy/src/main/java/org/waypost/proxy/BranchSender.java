package org.waypost.proxy;

import java.util.List;
import java.util.Optional;
import javax.sip.ClientTransaction;
import javax.sip.SipException;
import javax.sip.message.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.sip.Flow;
import org.waypost.sip.SipContext;
import org.waypost.sip.SipServer;

/** Sends the branches of a {@link Fork}. */
final class BranchSender {

    private static final Logger LOG = LoggerFactory.getLogger(BranchSender.class);

    private final Fork fork;
    private final ForkTools tools;
    private final Flow arrival;
    private final FlowRules flows;
    private final BranchTimers timers;

    /** @param arrival how the request came */
    BranchSender(Fork fork, ForkTools tools, Flow arrival, FlowRules flows, BranchTimers timers) {
        this.fork = fork;
        this.tools = tools;
        this.arrival = arrival;
        this.flows = flows;
        this.timers = timers;
    }

    /** Finds the way to the target and sends the request, now or when its name was looked up. */
    void depart(ForkBranch branch) {
        Departure.Result result = new Departure.Result() {
            @Override
            public void found(RequestCopy copy, Flow flow, List<SipServer> servers) {
                branch.servers(servers);
                send(copy, branch, flow);
            }

            @Override
            public void none(Outcome why) {
                fork.failed(branch, why);
            }
        };
        boolean bound = flows.isBound(branch.target().branch());
        tools.departure().find(branch.target(), arrival.local(), bound, branch.servers(), result);
    }

    private void send(RequestCopy copy, ForkBranch branch, Flow flow) {
        Optional<SipContext> shown = branch.target().context();
        if (shown.isPresent() && !tools.scripts().send(shown.get(), flow)) {
            fork.failed(branch, Outcome.unsent());
            return;
        }
        synchronized (fork) {
            sendOver(copy, branch, flow);
        }
        fork.settle();
    }

    private void sendOver(RequestCopy copy, ForkBranch branch, Flow flow) {
        if (fork.isGivenUp(branch)) {
            fork.finish(branch, Outcome.cancelled());
            return;
        }
        try {
            Request request = copy.over(arrival.local(), flow, Optional.empty());
            ClientTransaction client = branch.open(tools.provider(), request, flow);
            flows.sent(branch);
            timers.repeats(branch, client);
            timers.sent(branch, fork.hasOthers());
            tools.counters().branch();
            client.sendRequest();
        } catch (SipException | RuntimeException e) {
            LOG.debug("a request could not be sent: {}", e.toString());
            fork.finish(branch, flows.unsent(branch.target().branch()));
        }
    }
}
