package org.waypost.proxy;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.waypost.proxy.rr.RoutedBy;
import org.waypost.sip.PseudoVariable;
import org.waypost.sip.PseudoVariableProvider;
import org.waypost.sip.PseudoVariables;
import org.waypost.sip.SipContext;
import org.waypost.sip.SipResponse;
import org.waypost.sip.Value;

/**
 * The pseudo-variables of transactions: {@code $T(...)}, {@code $T_branch_idx}, {@code $T_reply_code} and its like, other variables
 * of the request or reply of the transaction ({@code $T_req($ru)}, {@code $T_rpl($rs)}), and {@code $route_uri}.
 */
@Component
public final class TransactionVariables implements PseudoVariableProvider {

    private final Map<String, PseudoVariable> plain;
    private final Map<String, PseudoVariable> fields;
    private final Map<String, Function<SipContext, Optional<SipContext>>> messages;

    /** Reads the variables within others; it looks for those of this service itself. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile PseudoVariables variables;

    public TransactionVariables() {
        PseudoVariable branch = context -> Value.of(TransactionState.branch(context));
        PseudoVariable code = context -> Value.of(Math.max(TransactionState.status(context), 0));
        PseudoVariable index = context -> id(context, TransactionId::index);
        PseudoVariable label = context -> id(context, TransactionId::label);
        plain = Map.of(
                "T_branch_idx", branch,
                "T_reply_code", code,
                "T_reply_reason", TransactionVariables::reason,
                "T_reply_last", TransactionVariables::last,
                "T_reply_ruid", TransactionVariables::ruid,
                "route_uri", TransactionVariables::route);
        fields = Map.of(
                "id_index", index,
                "id_index_n", index,
                "id_label", label,
                "id_label_n", label,
                "reply_code", code,
                "reply_type", TransactionVariables::type,
                "branch_index", branch);
        messages = Map.of(
                "T_req",
                TransactionVariables::request,
                "T_rpl",
                TransactionVariables::reply,
                "T_inv",
                context -> Optional.empty());
    }

    @Override
    public Set<String> names() {
        return Set.of(
                "T",
                "T_req",
                "T_rpl",
                "T_inv",
                "T_branch_idx",
                "T_reply_code",
                "T_reply_reason",
                "T_reply_last",
                "T_reply_ruid",
                "route_uri");
    }

    @Override
    public PseudoVariable compile(String name, String inner, Index index) {
        if (index.given()) {
            throw new IllegalArgumentException("$" + name + " takes no index");
        }
        if (messages.containsKey(name)) {
            return within(messages.get(name), inner);
        }
        boolean isField = name.equals("T");
        if (isField ? !fields.containsKey(inner) : !inner.isEmpty()) {
            throw new IllegalArgumentException(
                    isField ? "$T takes one of " + fields.keySet() : "$" + name + " takes no name");
        }
        return isField ? fields.get(inner) : plain.get(name);
    }

    // A variable of another message. It is looked for when it is read: its bundle may come later.
    private PseudoVariable within(Function<SipContext, Optional<SipContext>> message, String inner) {
        if (!inner.startsWith("$")) {
            throw new IllegalArgumentException("a pseudo-variable is wanted, not '" + inner + "'");
        }
        return context -> {
            PseudoVariables known = variables;
            return known == null
                    ? Value.NULL
                    : message.apply(context)
                            .map(other -> known.variable(inner).get(other))
                            .orElse(Value.NULL);
        };
    }

    private static Value id(SipContext context, Function<TransactionId, Integer> part) {
        return CallPlan.of(context).id().map(id -> Value.of(part.apply(id))).orElse(Value.NULL);
    }

    // 1 for an answer the proxy has made itself
    private static Value type(SipContext context) {
        return Value.of(
                TransactionState.failure(context)
                                .filter(failure -> failure.response().isEmpty())
                                .isPresent()
                        ? 1
                        : 0);
    }

    private static Value reason(SipContext context) {
        return context.response()
                .map(response -> Value.of(response.reason().toString()))
                .or(() -> TransactionState.failure(context).map(outcome -> Value.of(outcome.reason())))
                .orElse(Value.NULL);
    }

    private static Value last(SipContext context) {
        return context.response().map(SipResponse::status).map(Value::of).orElse(Value.NULL);
    }

    private static Value ruid(SipContext context) {
        return Value.of(
                context.response().isPresent()
                        ? context.target().ruid()
                        : TransactionState.failedBranch(context)
                                .map(failed -> failed.target().branch().ruid())
                                .orElse(""));
    }

    // Of the reply in hand: in other routes the request itself is in hand.
    private static Optional<SipContext> request(SipContext context) {
        return CallPlan.of(context)
                .fork()
                .filter(fork -> context.response().isPresent())
                .flatMap(Fork::context);
    }

    // Of the failure being handled: in a reply route the reply itself is in hand.
    private static Optional<SipContext> reply(SipContext context) {
        return TransactionState.failure(context)
                .flatMap(Outcome::received)
                .map(received -> context.ofReply(received.flow(), received.response()));
    }

    private static Value route(SipContext context) {
        String uri = context.attachment(RoutedBy.class, RoutedBy::new).uri();
        return uri.isEmpty() ? Value.NULL : Value.of(uri);
    }
}
