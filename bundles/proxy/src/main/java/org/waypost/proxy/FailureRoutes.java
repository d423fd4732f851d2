package org.waypost.proxy;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.waypost.sip.SipContext;

/**
 * The functions a script has set for the failure of single targets and for that of its transaction: each may answer or try further
 * targets, and is run once. What waits to be run is guarded by the lock of its fork, which is not held while a function runs.
 */
final class FailureRoutes {

    private final Scripts scripts;
    private final Optional<SipContext> context;
    private final Deque<ForkBranch> failed = new ArrayDeque<>(0);
    private int running;
    private boolean allFailed;

    /** @param context of the transaction; empty if no script takes part */
    FailureRoutes(Scripts scripts, Optional<SipContext> context) {
        this.scripts = scripts;
        this.context = context;
    }

    Optional<SipContext> context() {
        return context;
    }

    /** Whether the failure of this target is looked at before anything is made of it. */
    boolean isSetFor(ForkBranch branch) {
        return context.isPresent() && !branch.plan().onBranchFailure.isEmpty();
    }

    void failed(ForkBranch branch) {
        failed.add(branch);
    }

    /** Whether the function for a target that has failed is still to be run, or runs. */
    boolean isAnyToRun() {
        return running > 0 || !failed.isEmpty();
    }

    /** A target whose function is to be run now; {@link #ended} is to follow. */
    Optional<ForkBranch> next() {
        Optional<ForkBranch> next = Optional.ofNullable(failed.poll());
        next.ifPresent(branch -> running++);
        return next;
    }

    void ended() {
        running--;
    }

    /** Runs the function for the failure of one target and returns the status it has answered, or 0. */
    int run(ForkBranch branch) {
        SipContext transaction = context.orElseThrow();
        SipContext own = Targets.copy(transaction);
        own.target(branch.target().branch());
        CallPlan plan = CallPlan.of(transaction).failedAt(own, branch);
        scripts.call(branch.plan().onBranchFailure, own);
        transaction.flags(own.flags());
        transaction.extendedFlags(own.extendedFlags());
        CallPlan.of(transaction).onFailure = plan.onFailure;
        return own.repliedStatus();
    }

    /** Whether there is a function for the failure of all. */
    boolean isSet() {
        return context.filter(own -> !CallPlan.of(own).onFailure.isEmpty()).isPresent();
    }

    /** All have failed: {@link #takeAllFailed} says so once. */
    void allFailed() {
        allFailed = true;
    }

    boolean takeAllFailed() {
        boolean due = allFailed;
        allFailed = false;
        return due;
    }

    /** Runs the function for the failure of all and returns the status it has answered, or 0. Only if {@link #isSet}. */
    int run() {
        SipContext own = context.orElseThrow();
        CallPlan plan = CallPlan.of(own);
        String function = plan.onFailure;
        plan.onFailure = "";
        own.clearBranches();
        scripts.call(function, own);
        return own.repliedStatus();
    }
}
