package org.waypost.proxy;

import gov.nist.javax.sip.message.SIPRequest;
import java.util.ArrayList;
import java.util.List;
import org.waypost.sip.Branch;
import org.waypost.sip.SipContext;

/**
 * The targets of a request in the groups that are tried one after the other, each all at once.
 *
 * @param targets in groups, none of which is empty
 * @param serialFlows whether the flows of one device are tried one after the other
 * @param breadth of the request
 * @param loopMark of the request
 */
record Groups(List<List<Branch>> targets, boolean serialFlows, Breadth breadth, String loopMark) {

    /** By their q, if the parameters say so. */
    static Groups of(List<Branch> targets, ProxySettings settings, Breadth breadth, String loopMark) {
        return settings.serial() && targets.size() > 1
                ? new Groups(Serial.groups(targets), settings.serialFlows(), breadth, loopMark)
                : atOnce(targets, settings, breadth, loopMark);
    }

    /** All in one group. */
    static Groups atOnce(List<Branch> targets, ProxySettings settings, Breadth breadth, String loopMark) {
        return new Groups(targets.isEmpty() ? List.of() : List.of(targets), settings.serialFlows(), breadth, loopMark);
    }

    /** Whether the request may not have that many branches at once. */
    boolean areTooBroad() {
        return targets.stream().anyMatch(group -> share(group).isUsedUp());
    }

    /** What is sent, without the targets that a route leaves out and groups that are empty then. */
    List<List<Target>> ready(Targets maker, SipContext context, CallPlan plan, SIPRequest request, int first) {
        List<List<Target>> ready = new ArrayList<>(targets.size());
        int next = first;
        for (List<Branch> group : targets) {
            List<Target> made = maker.of(context, plan, request, group, next, loopMark, share(group));
            if (!made.isEmpty()) {
                ready.add(made);
                next += made.size();
            }
        }
        return ready;
    }

    private Breadth share(List<Branch> group) {
        return breadth.share(Breadth.atOnce(group, serialFlows));
    }
}
