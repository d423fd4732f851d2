package org.waypost.proxy;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.stack.SIPServerTransaction;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Predicate;
import javax.sip.ServerTransaction;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.waypost.sip.Branch;
import org.waypost.sip.Method;
import org.waypost.sip.SipContext;

/** What scripts ask about a transaction and do with it, with Kamailio's results. */
@Component(service = Transactions.class)
public final class Transactions {

    private static final int FINAL = 200;
    private static final int IS_THERE = -10;
    private static final int REPEATED = 0;
    private static final int NOT_HERE = 0;
    private static final int UNSENT_UNANSWERED = -4;
    private static final int NO_TRANSACTION_OF_ITS_OWN = -2;

    private final Relay relay;

    @Activate
    public Transactions(@Reference Relay relay) {
        this.relay = relay;
    }

    int relay(SipContext context) {
        return switch (CallPlan.of(context).step()) {
            case REQUEST, FAILURE, BRANCH_FAILURE -> relayed(context);
            case BRANCH, REPLY -> NOT_HERE;
        };
    }

    private int relayed(SipContext context) {
        CallPlan plan = CallPlan.of(context);
        if (plan.dropped > 0) {
            return -1;
        }
        if (plan.suspended) {
            relay.suspensions().forget(plan);
        }
        if (!relay.attempt(context)) {
            return -1;
        }
        Optional<Fork> unsent = plan.fork().filter(Fork::isHandedBack);
        if (unsent.isEmpty()) {
            return 1;
        }
        Fork fork = unsent.get();
        context.adapt(ServerTransaction.class);
        if (plan.step() != CallPlan.Step.REQUEST) {
            fork.control().answerUnsent();
        } else if (!plan.wishes.isOn(Switch.OWN_ANSWERS, true)) {
            return UNSENT_UNANSWERED;
        } else {
            context.afterRoute(() -> answerUnsent(context, fork));
        }
        return -fork.control().unsent();
    }

    // Unless the route has answered, or tried other targets.
    private static void answerUnsent(SipContext context, Fork fork) {
        boolean isLast =
                CallPlan.of(context).fork().filter(last -> last == fork).isPresent();
        if (isLast && context.repliedStatus() < FINAL) {
            fork.control().answerUnsent();
        }
    }

    /** Relays to {@code destination} whatever the targets say, the connections they registered over included. */
    int relayTo(SipContext context, String destination) {
        var branches = context.branches();
        context.target(context.target().withDestination(destination).withFlow(-1));
        context.clearBranches();
        branches.forEach(
                branch -> context.addBranch(branch.withDestination(destination).withFlow(-1)));
        return relay(context);
    }

    /** Relays over another transport than the targets say. */
    int relayOver(SipContext context, String transport) {
        String uri = context.target().destination().isEmpty()
                ? context.target().uri()
                : context.target().destination();
        return relayTo(context, uri.replaceFirst("(?i);transport=[a-z]*", "") + ";transport=" + transport);
    }

    /** Opens the transaction: from now on the request is answered through it, and its repetitions are absorbed. */
    int open(SipContext context) {
        CallPlan plan = CallPlan.of(context);
        if (plan.server().isPresent()) {
            return IS_THERE;
        }
        Optional<SIPRequest> request = context.request().method() == Method.ACK || plan.step() != CallPlan.Step.REQUEST
                ? Optional.empty()
                : Targets.inflate(context);
        if (request.isEmpty()) {
            return -1;
        }
        return switch (relay.servers().open(context, plan, request.get())) {
            case OPEN -> {
                context.adapt(ServerTransaction.class);
                relay.servers().endUnused(plan.server().orElseThrow());
                yield 1;
            }
            case REPEATED, REFUSED -> REPEATED;
            case FAILED -> -1;
        };
    }

    /** Answers through the transaction. */
    int reply(SipContext context, int status, String reason) {
        CallPlan plan = CallPlan.of(context);
        if (plan.server().isEmpty()
                || status < 100
                || status > 699
                || context.repliedStatus() >= FINAL
                || plan.dropped > 0
                || plan.step() == CallPlan.Step.REPLY) {
            return -1;
        }
        if (plan.suspended && status >= FINAL) {
            relay.suspensions().forget(plan);
        }
        context.reply(status, reason);
        plan.fork().ifPresent(fork -> fork.control().answeredByRoute(status));
        return 1;
    }

    /** As {@link #reply}; opens the transaction first if there is none. */
    int openAndReply(SipContext context, int status, String reason) {
        if (CallPlan.of(context).server().isEmpty() && open(context) != 1) {
            return -1;
        }
        return reply(context, status, reason);
    }

    /** Whether the message belongs to a transaction; the answer to a repetition is sent again. */
    int check(SipContext context) {
        CallPlan plan = CallPlan.of(context);
        if (plan.step() != CallPlan.Step.REQUEST) {
            return 1;
        }
        if (plan.server().isPresent()) {
            return REPEATED;
        }
        Optional<SIPServerTransaction> existing = repeated(context);
        existing.ifPresent(Transactions::repeat);
        return existing.isPresent() ? REPEATED : -1;
    }

    /** Whether the request came before; nothing is sent. */
    int precheck(SipContext context) {
        Method method = context.request().method();
        if (method == Method.ACK || method == Method.CANCEL) {
            return NO_TRANSACTION_OF_ITS_OWN;
        }
        CallPlan plan = CallPlan.of(context);
        return Functions.code(plan.step() == CallPlan.Step.REQUEST
                && plan.server().isEmpty()
                && repeated(context).isPresent());
    }

    int resend(SipContext context) {
        Optional<ServerTransaction> server = CallPlan.of(context).server();
        if (server.isEmpty() || context.repliedStatus() == 0) {
            return -1;
        }
        repeat((SIPServerTransaction) server.get());
        return 1;
    }

    // All methods but these two are looked up before a route sees them.
    private Optional<SIPServerTransaction> repeated(SipContext context) {
        Method method = context.request().method();
        if (method != Method.REGISTER && method != Method.OPTIONS
                || !relay.servers().hasOpenedUnwatched()) {
            return Optional.empty();
        }
        return context.adapt(ServerTransaction.class).map(SIPServerTransaction.class::cast);
    }

    private static void repeat(SIPServerTransaction transaction) {
        try {
            transaction.resendLastResponseAsBytes();
        } catch (IOException e) {
            // its connection is closed: nobody waits for it
        }
    }

    boolean isOpen(SipContext context) {
        return CallPlan.of(context).server().isPresent();
    }

    int cancelBranches(SipContext context, String which) {
        CallPlan plan = CallPlan.of(context);
        int own = plan.branch();
        Predicate<ForkBranch> wanted = switch (which) {
            case "this" -> branch -> branch.index() == own;
            case "others" -> branch -> branch.index() != own;
            default -> branch -> true;
        };
        plan.fork().ifPresent(fork -> fork.control().cancel(wanted, Cancels.NO_REASON));
        return Functions.code(plan.fork().isPresent());
    }

    /** Makes the target that has failed the first one again: the next relay tries it. */
    int reuseBranch(SipContext context) {
        CallPlan plan = CallPlan.of(context);
        plan.failed().ifPresent(failed -> {
            context.target(failed.target().branch());
            plan.tried = Branch.to("");
        });
        return Functions.code(plan.failed().isPresent());
    }

    /** Makes the flags of the context those of the transaction. */
    int flushFlags(SipContext context) {
        CallPlan.of(context).fork().flatMap(Fork::context).ifPresent(own -> own.flags(context.flags()));
        return Functions.code(isOpen(context));
    }

    int flushExtendedFlags(SipContext context) {
        CallPlan.of(context).fork().flatMap(Fork::context).ifPresent(own -> own.extendedFlags(context.extendedFlags()));
        return Functions.code(isOpen(context));
    }
}
