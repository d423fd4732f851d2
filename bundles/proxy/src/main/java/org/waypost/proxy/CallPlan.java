package org.waypost.proxy;

import gov.nist.javax.sip.message.SIPRequest;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.sip.ServerTransaction;
import org.waypost.sip.Branch;
import org.waypost.sip.ReplyRoute;
import org.waypost.sip.SipContext;

/**
 * What a script wants of the transaction of a request, and which step of it a context stands for. One for each context, written by
 * the thread that has the context.
 */
final class CallPlan {

    /** The routes a script has for the steps of a transaction. */
    enum Step {
        REQUEST,
        BRANCH,
        BRANCH_FAILURE,
        REPLY,
        FAILURE
    }

    private static final ReplyRoute PASS_ALL = context -> true;

    private final Step step;
    private final int branch;

    /** Functions of the script; empty for none. */
    String onBranch = "";

    String onReply = "";
    String onFailure = "";
    String onBranchFailure = "";

    /** What a route in Java does with the replies to this request. */
    ReplyRoute replies = PASS_ALL;

    /** What was asked for in numbers and switches. */
    Wishes wishes = Wishes.NONE;

    /** What the function of a resumed request finds; empty for the failure of a fork. */
    Optional<Outcome> failure = Optional.empty();

    /** The status a script has dropped the transaction with, or 0. */
    int dropped;

    /** Whether the request waits for t_continue. */
    boolean suspended;

    /** Targets to be tried when those before have failed. */
    List<List<Branch>> later = List.of();

    /** Other flows of the devices that are tried, for t_next_contact_flow. */
    Collection<Branch> flows = List.of();

    /** The target that was tried, as long as the route has not set another one. */
    Branch tried = Branch.to("");

    private Optional<SIPRequest> request = Optional.empty();
    private Optional<ServerTransaction> server = Optional.empty();
    private Optional<TransactionId> id = Optional.empty();
    private Optional<Fork> fork = Optional.empty();
    private Optional<ForkBranch> failed = Optional.empty();

    private CallPlan(Step step, int branch) {
        this.step = step;
        this.branch = branch;
    }

    static CallPlan of(SipContext context) {
        return context.attachment(CallPlan.class, () -> new CallPlan(Step.REQUEST, 0));
    }

    /** The plan of another context of the same transaction. */
    CallPlan at(Step newStep, int newBranch) {
        CallPlan plan = new CallPlan(newStep, newBranch);
        plan.onBranch = onBranch;
        plan.onReply = onReply;
        plan.onFailure = onFailure;
        plan.onBranchFailure = onBranchFailure;
        plan.replies = replies;
        plan.wishes = wishes;
        plan.later = later;
        plan.flows = flows;
        plan.tried = tried;
        plan.request = request;
        plan.server = server;
        plan.id = id;
        plan.fork = fork;
        return plan;
    }

    /** Puts this plan, for another step, into the context of that step. */
    CallPlan into(SipContext context, Step newStep, int newBranch) {
        return context.attachment(CallPlan.class, () -> at(newStep, newBranch));
    }

    /** Puts the plan for the failure of one target into a context of its own. Its function is not that of what is tried then. */
    CallPlan failedAt(SipContext context, ForkBranch failedBranch) {
        CallPlan plan = into(context, Step.BRANCH_FAILURE, failedBranch.index());
        plan.onBranchFailure = "";
        plan.tried = context.target();
        plan.failed = Optional.of(failedBranch);
        return plan;
    }

    /** The target whose failure is being handled. */
    Optional<ForkBranch> failed() {
        return failed;
    }

    Step step() {
        return step;
    }

    int branch() {
        return branch;
    }

    boolean wantsScript() {
        return !onBranch.isEmpty() || !onFailure.isEmpty() || !onBranchFailure.isEmpty() || seesReplies();
    }

    /** Whether replies are shown to a function of the script or a route in Java. */
    boolean seesReplies() {
        return !onReply.isEmpty() || replies != PASS_ALL;
    }

    void opened(SIPRequest newRequest, ServerTransaction newServer) {
        request = Optional.of(newRequest);
        server = Optional.of(newServer);
        id = Optional.of(TransactionId.next());
    }

    /** What the transaction is known by, once it is open. */
    Optional<TransactionId> id() {
        return id;
    }

    Optional<SIPRequest> request() {
        return request;
    }

    Optional<ServerTransaction> server() {
        return server;
    }

    Optional<Fork> fork() {
        return fork;
    }

    /** The transaction takes over what was set for it. */
    void forkedTo(Fork newFork) {
        fork = Optional.of(newFork);
        forgetRoutes();
    }

    /** Belongs to the fork that {@code other} was taken over by. */
    void forkedFrom(CallPlan other) {
        fork = other.fork;
    }

    private void forgetRoutes() {
        onBranch = "";
        onReply = "";
        onFailure = "";
        onBranchFailure = "";
    }
}
