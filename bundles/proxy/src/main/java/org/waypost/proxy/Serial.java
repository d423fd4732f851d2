package org.waypost.proxy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.waypost.sip.Branch;
import org.waypost.sip.SipContext;

/** Trying targets one after the other: those of the highest q first, those of one q at the same time (RFC 3261 16.6). */
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
        context.clearBranches();
        context.target(group.get(0));
        group.subList(1, group.size()).forEach(context::addBranch);
        return 1;
    }
}
