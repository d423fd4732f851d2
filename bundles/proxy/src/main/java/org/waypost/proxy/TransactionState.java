package org.waypost.proxy;

import gov.nist.javax.sip.stack.SIPServerTransaction;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.waypost.sip.SipContext;

/** What scripts ask about how far a transaction has come, with Kamailio's results. */
final class TransactionState {

    private static final int TIMEOUT = 408;

    private TransactionState() {}

    /** The status of the reply in hand, of the failure being handled, or of what the caller was answered; -1 if there is none. */
    static int status(SipContext context) {
        return context.response()
                .map(response -> response.status())
                .or(() -> failure(context).map(Outcome::status))
                .orElseGet(() -> answered(CallPlan.of(context)));
    }

    private static int answered(CallPlan plan) {
        if (plan.dropped > 0) {
            return plan.dropped;
        }
        int status = plan.server()
                .map(server -> ((SIPServerTransaction) server).getLastResponseStatusCode())
                .orElse(-1);
        return status > 0 ? status : -1;
    }

    static Optional<Outcome> failure(SipContext context) {
        CallPlan plan = CallPlan.of(context);
        return switch (plan.step()) {
            case FAILURE ->
                plan.fork().isPresent()
                        ? plan.fork().flatMap(fork -> fork.control().best())
                        : plan.failure;
            case BRANCH_FAILURE -> plan.failed().flatMap(ForkBranch::outcome);
            default -> Optional.empty();
        };
    }

    static int statusMatches(SipContext context, String expression) {
        int status = status(context);
        return Functions.code(status > 0
                && Pattern.compile(expression, Pattern.CASE_INSENSITIVE)
                        .matcher(Integer.toString(status))
                        .find());
    }

    static int isCancelled(SipContext context) {
        return Functions.code(
                CallPlan.of(context).fork().filter(Fork::isCancelled).isPresent());
    }

    static int isExpired(SipContext context) {
        CallPlan plan = CallPlan.of(context);
        return Functions.code(plan.fork()
                .filter(fork -> fork.control().isLifeOver(plan.wishes))
                .isPresent());
    }

    /** Whether a target answered before the failure that is being handled. */
    static int anyReplied(SipContext context) {
        return Functions.code(CallPlan.of(context)
                .fork()
                .filter(fork -> fork.control()
                        .ask(branches -> branches.any(ForkBranch::hasRung)
                                || branches.anyBefore(
                                        outcome -> outcome.response().isPresent())))
                .isPresent());
    }

    /** Whether a target ended so before the failure that is being handled. */
    static int anyBefore(SipContext context, Predicate<Outcome> wanted) {
        return Functions.code(CallPlan.of(context)
                .fork()
                .filter(fork -> fork.control().ask(branches -> branches.anyBefore(wanted)))
                .isPresent());
    }

    static int anyTimeout(SipContext context) {
        return Functions.code(CallPlan.of(context)
                .fork()
                .filter(fork -> fork.control()
                        .ask(branches -> branches.any(branch -> branch.outcome()
                                .filter(TransactionState::isTimeout)
                                .isPresent())))
                .isPresent());
    }

    /** Whether the target that failed last had given a provisional answer. */
    static int branchReplied(SipContext context) {
        CallPlan plan = CallPlan.of(context);
        Optional<Fork> fork = plan.fork().filter(own -> plan.step() == CallPlan.Step.FAILURE);
        return Functions.code(plan.failed().filter(ForkBranch::hasRung).isPresent()
                || fork.filter(own -> own.control().ask(BranchSet::hasLastRung)).isPresent());
    }

    static int branchTimeout(SipContext context) {
        return Functions.code(
                failure(context).filter(TransactionState::isTimeout).isPresent());
    }

    /** The branch whose failure is being handled. */
    static Optional<ForkBranch> failedBranch(SipContext context) {
        CallPlan plan = CallPlan.of(context);
        return plan.step() == CallPlan.Step.FAILURE
                ? plan.fork().flatMap(fork -> fork.control().bestBranch())
                : plan.failed();
    }

    /** The number of the target in hand; in a failure route that of the next one. */
    static int branch(SipContext context) {
        CallPlan plan = CallPlan.of(context);
        return plan.step() == CallPlan.Step.FAILURE
                ? plan.fork().map(Fork::size).orElse(0)
                : plan.branch();
    }

    private static boolean isTimeout(Outcome outcome) {
        return outcome.status() == TIMEOUT && outcome.response().isEmpty();
    }
}
