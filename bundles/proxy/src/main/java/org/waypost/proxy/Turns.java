package org.waypost.proxy;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * What a {@link Fork} has still to try: branches that are due, and others whose turn comes when those before have failed: another server
 * of a name (RFC 3263 4.3), another flow of a device (RFC 5626 5.3), the next group of targets (RFC 3261 16.6, serially). Its owner's
 * lock guards it.
 */
final class Turns {

    private final ForkTools tools;
    private final BranchSet branches;
    private final Deque<ForkBranch> due = new ArrayDeque<>();
    private final Deque<List<Target>> groups = new ArrayDeque<>();

    Turns(ForkTools tools, BranchSet branches) {
        this.tools = tools;
        this.branches = branches;
    }

    Optional<ForkBranch> next() {
        return Optional.ofNullable(due.poll());
    }

    void later(List<List<Target>> targets) {
        groups.addAll(targets);
    }

    boolean hasGroup() {
        return !groups.isEmpty();
    }

    /** Makes the next group due. Only if {@link #hasGroup}. */
    void takeGroup(Fork fork, boolean serialFlows) {
        due.addAll(branches.addWaiting(fork, groups.remove(), serialFlows));
    }

    /**
     * Makes what is to be tried in the place of a branch due.
     *
     * @param wanted whether anything more is; a server that failed is remembered all the same
     * @return false if there is nothing
     */
    boolean replace(ForkBranch branch, Outcome outcome, boolean wanted) {
        return replaceServer(branch, outcome, wanted) || outcome.isOfFlow() && wanted && replaceFlow(branch);
    }

    private boolean replaceServer(ForkBranch branch, Outcome outcome, boolean wanted) {
        if (branch.servers().isEmpty() || !outcome.isOfServer(branch.hasRung())) {
            return false;
        }
        tools.departure().failed(branch.servers().get(0));
        boolean failover = branch.plan().wishes.isOn(Switch.FAILOVER, true);
        if (branch.servers().size() == 1 || !failover || !wanted) {
            return false;
        }
        branches.addNextServer(branch);
        return replaceFlow(branch);
    }

    private boolean replaceFlow(ForkBranch branch) {
        Optional<ForkBranch> next = branch.nextFlow();
        next.ifPresent(other -> {
            other.begin();
            due.add(other);
        });
        return next.isPresent();
    }
}
