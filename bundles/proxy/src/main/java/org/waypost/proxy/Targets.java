package org.waypost.proxy;

import gov.nist.javax.sip.message.SIPRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sip.InvalidArgumentException;
import javax.sip.header.MaxForwardsHeader;
import javax.sip.message.Request;
import org.waypost.proxy.rr.RecordRouting;
import org.waypost.sip.Branch;
import org.waypost.sip.HeaderName;
import org.waypost.sip.SendOptions;
import org.waypost.sip.SipContext;

/** Makes ready what is sent to each target: the branch route of a script may still change it, or leave the target out. */
final class Targets {

    private static final int MOST_HOPS = 255;

    /** What a request without Max-Forwards is given. */
    private static final int USUAL_HOPS = 70;

    private final Scripts scripts;

    Targets(Scripts scripts) {
        this.scripts = scripts;
    }

    /**
     * The targets that are left.
     *
     * @param request with the edits so far
     * @param first number of the first one within its transaction
     * @param loopMark of the request
     * @param breadth the share of each
     */
    List<Target> of(
            SipContext context,
            CallPlan plan,
            SIPRequest request,
            List<Branch> branches,
            int first,
            String loopMark,
            Breadth breadth) {
        RecordRouting routing = context.attachment(RecordRouting.class, RecordRouting::new);
        SendOptions options = context.attachment(SendOptions.class, SendOptions::new);
        List<Target> targets = new ArrayList<>();
        for (Branch branch : branches) {
            if (plan.onBranch.isEmpty() && !scripts.watchSending()) {
                targets.add(new Target(branch, request, routing.copy(), loopMark, breadth, options, Optional.empty()));
            } else {
                SipContext own = copy(context);
                own.clearBranches();
                own.target(branch);
                plan.into(own, CallPlan.Step.BRANCH, first + targets.size());
                if (scripts.call(plan.onBranch, own)) {
                    targets.add(target(own, request, loopMark, breadth));
                }
            }
        }
        return targets;
    }

    private static Target target(SipContext own, SIPRequest request, String loopMark, Breadth breadth) {
        RecordRouting routing = own.attachment(RecordRouting.class, RecordRouting::new);
        SendOptions options = own.attachment(SendOptions.class, SendOptions::new);
        SIPRequest edited = inflate(own).orElse(request);
        return new Target(own.target(), edited, routing, loopMark, breadth, options, Optional.of(own));
    }

    /** A context of its own for the same request, sent on in the same way: with its Record-Route headers and options. */
    static SipContext copy(SipContext context) {
        SipContext copy = context.copy();
        copy.attachment(RecordRouting.class, context.attachment(RecordRouting.class, RecordRouting::new)::copy);
        copy.attachment(SendOptions.class, context.attachment(SendOptions.class, SendOptions::new)::copy);
        return copy;
    }

    /**
     * The request of a context with its edits, for the transaction layer. Max-Forwards is counted down when it is sent (RFC 3261 16.6
     * step 3); what a script has counted already is taken back here.
     */
    static Optional<SIPRequest> inflate(SipContext context) {
        Optional<SIPRequest> inflated = context.adapt(Request.class)
                .filter(SIPRequest.class::isInstance)
                .map(SIPRequest.class::cast);
        inflated.map(SIPRequest::getMaxForwards).ifPresent(hops -> {
            long came = context.request().first(HeaderName.MAX_FORWARDS).number();
            int now = hops.getMaxForwards();
            if (now < MOST_HOPS && now != (came < 0 ? USUAL_HOPS : Math.min(came, MOST_HOPS))) {
                setHops(hops, now + 1);
            }
        });
        return inflated;
    }

    private static void setHops(MaxForwardsHeader header, int hops) {
        try {
            header.setMaxForwards(hops);
        } catch (InvalidArgumentException e) {
            throw new IllegalArgumentException("Max-Forwards " + hops, e);
        }
    }
}
