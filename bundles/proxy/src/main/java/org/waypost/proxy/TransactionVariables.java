package org.waypost.proxy;

import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.waypost.proxy.rr.RoutedBy;
import org.waypost.sip.PseudoVariable;
import org.waypost.sip.PseudoVariableProvider;
import org.waypost.sip.SipContext;
import org.waypost.sip.Value;

/** The pseudo-variables of transactions, {@code $T_branch_idx}, {@code $T_reply_code} and {@code $T_reply_reason}, and {@code $route_uri}. */
@Component
public final class TransactionVariables implements PseudoVariableProvider {

    private final Transactions transactions;

    @Activate
    public TransactionVariables(@Reference Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public Set<String> names() {
        return Set.of("T_branch_idx", "T_reply_code", "T_reply_reason", "route_uri");
    }

    @Override
    public PseudoVariable compile(String name, String inner, Index index) {
        if (!inner.isEmpty() || index.given()) {
            throw new IllegalArgumentException("$" + name + " takes neither a name nor an index");
        }
        return switch (name) {
            case "T_branch_idx" -> TransactionVariables::branch;
            case "T_reply_code" -> this::code;
            case "T_reply_reason" -> this::reason;
            default -> TransactionVariables::route;
        };
    }

    private static Value branch(SipContext context) {
        CallPlan plan = CallPlan.of(context);
        return Value.of(plan.step() == CallPlan.Step.REQUEST ? -1 : plan.branch());
    }

    private Value code(SipContext context) {
        return Value.of(Math.max(transactions.status(context), 0));
    }

    private Value reason(SipContext context) {
        return context.response()
                .map(response -> Value.of(response.reason().toString()))
                .or(() -> transactions.failure(context).map(outcome -> Value.of(outcome.reason())))
                .orElse(Value.NULL);
    }

    private static Value route(SipContext context) {
        String uri = context.attachment(RoutedBy.class, RoutedBy::new).uri();
        return uri.isEmpty() ? Value.NULL : Value.of(uri);
    }
}
