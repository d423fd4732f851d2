package org.waypost.proxy;

import java.util.Optional;
import java.util.function.Predicate;

/** What scripts ask of a {@link Fork} and do with it, whose lock is taken for each. */
final class ForkControl {

    private final Fork fork;
    private final BranchSet branches;
    private final Choice choice;
    private final Cancels cancels;
    private final Upstream upstream;
    private final BranchTimers timers;

    ForkControl(Fork fork, BranchSet branches, Choice choice, Cancels cancels, Upstream upstream, BranchTimers timers) {
        this.fork = fork;
        this.branches = branches;
        this.choice = choice;
        this.cancels = cancels;
        this.upstream = upstream;
        this.timers = timers;
    }

    /** The route gave the answer itself. */
    void answeredByRoute(int status) {
        synchronized (fork) {
            fork.answered(status);
        }
        fork.settle();
    }

    /** Answers the caller and gives all targets up; false if it was answered before. */
    boolean answer(int status, String reason) {
        synchronized (fork) {
            if (upstream.isAnswered()) {
                return false;
            }
            upstream.answer(status, reason);
            fork.cancelThose(branch -> true, cancels.reason(status));
        }
        fork.settle();
        return true;
    }

    /** Cancels the branches that still ring and are wanted. */
    void cancel(Predicate<ForkBranch> wanted, String reason) {
        synchronized (fork) {
            fork.cancelThose(wanted, reason);
        }
        fork.settle();
    }

    /** Why a target is cancelled whose call {@code status} has ended. */
    String reason(int status) {
        return cancels.reason(status);
    }

    /** Forgets the answers so far, or those of the last leg alone. */
    void dropAnswers(boolean lastLegOnly) {
        synchronized (fork) {
            branches.dropAnswers(lastLegOnly);
        }
    }

    /** Whether the time of all branches together is over, for one with these wishes. */
    boolean isLifeOver(Wishes wishes) {
        return timers.isLifeOver(wishes);
    }

    /** The status of a request that could be sent to none of its targets; 0 if it was sent or may be yet. */
    int unsent() {
        synchronized (fork) {
            return branches.isAnyPending() ? 0 : branches.unsent();
        }
    }

    /** Answers what could not be sent, unless the route has done so. */
    void answerUnsent() {
        synchronized (fork) {
            if (!upstream.isAnswered()) {
                choice.outcome().ifPresent(failure -> upstream.conclude(failure, false));
            }
        }
    }

    /** Asks something of the branches while they stand still. */
    boolean ask(Predicate<BranchSet> question) {
        synchronized (fork) {
            return question.test(branches);
        }
    }

    /** The failure that is about to be answered; empty while there is hope. */
    Optional<Outcome> best() {
        synchronized (fork) {
            return choice.outcome();
        }
    }

    /** The branch that failure is of. */
    Optional<ForkBranch> bestBranch() {
        synchronized (fork) {
            return choice.branch();
        }
    }
}
