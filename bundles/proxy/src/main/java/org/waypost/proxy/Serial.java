package org.waypost.proxy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.waypost.sip.Branch;
import org.waypost.sip.SipContext;

/**
 * Trying targets one after the other: those of the highest q first, those of one q at the same time (RFC 3261 16.6), of a device's
 * flows one.
 */
final class Serial {

    private static final int NONE_LEFT = -2;

    private Serial() {}

    /** Keeps the targets of the context for later, if there is more than one. */
    static int load(SipContext context) {
        List<Branch> all = new ArrayList<>(context.branches());
        all.add(0, context.target());
        if (all.size() > 1) {
            CallPlan.of(context).later = groups(all);
            context.clearBranches();
        }
        return 1;
    }

    /** The targets in groups of one q each, the highest first. */
    static List<List<Branch>> groups(List<Branch> targets) {
        TreeMap<Integer, List<Branch>> byQ = new TreeMap<>(Comparator.reverseOrder());
        targets.forEach(branch ->
                byQ.computeIfAbsent(branch.q(), q -> new ArrayList<>()).add(branch));
        return List.copyOf(byQ.values());
    }

    /** Makes the next group the targets of the context. */
    static int next(SipContext context) {
        CallPlan plan = CallPlan.of(context);
        if (plan.later.isEmpty()) {
            return NONE_LEFT;
        }
        List<Branch> group = plan.later.get(0);
        plan.later = plan.later.subList(1, plan.later.size());
        List<Branch> targets = new ArrayList<>();
        Queue<Branch> flows = new ConcurrentLinkedQueue<>();
        Set<String> devices = new HashSet<>();
        for (Branch branch : group) {
            boolean first = !DeviceFlows.isOne(branch) || devices.add(branch.instance());
            (first ? targets : flows).add(branch);
        }
        plan.flows = flows;
        context.clearBranches();
        context.target(targets.get(0));
        targets.subList(1, targets.size()).forEach(context::addBranch);
        return 1;
    }

    /** Adds another flow of the device whose failure is being handled to the targets. */
    static int nextFlow(SipContext context) {
        CallPlan plan = CallPlan.of(context);
        if (plan.failed().isEmpty()) {
            return -1;
        }
        String device = plan.failed().get().target().branch().instance();
        for (Branch flow : plan.flows) {
            if (flow.instance().equals(device) && plan.flows.remove(flow)) {
                context.addBranch(flow);
                return 1;
            }
        }
        return NONE_LEFT;
    }
}
