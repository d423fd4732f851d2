package org.waypost.proxy;

import static org.waypost.proxy.Functions.code;
import static org.waypost.proxy.Functions.text;

import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.waypost.sip.ScriptModule;
import org.waypost.sip.SipContext;

/** The functions {@code KSR.tmx}: more about transactions. */
@Component
public final class TmxModule implements ScriptModule {

    private final Map<String, Signature> functions;

    @Activate
    public TmxModule(@Reference Transactions transactions) {
        functions = new Functions("tmx")
                .get("t_precheck_trans", "Whether the request came before.", transactions::precheck)
                .get("t_is_request_route", "Whether a request is being routed.", is(CallPlan.Step.REQUEST))
                .get("t_is_branch_route", "Whether a target is being made ready.", is(CallPlan.Step.BRANCH))
                .get("t_is_failure_route", "Whether a failure is being handled.", is(CallPlan.Step.FAILURE))
                .get(
                        "t_is_reply_route",
                        "Whether a reply is being passed on.",
                        context -> code(context.response().isPresent()))
                .add(
                        "t_cancel_branches",
                        "s",
                        "Cancels all targets, the others or this one.",
                        (context, arguments) -> transactions.cancelBranches(context, text(arguments, 0)))
                .get("t_flush_flags", "Makes the flags those of the transaction.", transactions::flushFlags)
                .inert("t_flush_xflags", "", "Makes the extended flags those of the transaction.", -1)
                .get(
                        "t_reuse_branch",
                        "Makes the target that failed the one to be tried, in a branch failure route.",
                        transactions::reuseBranch)
                .inert("t_suspend", "", "Stops the request until t_continue.", -1)
                .inert("t_continue", "iis", "Goes on with a request that was stopped.", -1)
                .inert("t_cancel_callid", "ssi", "Cancels another transaction.", -1)
                .inert("t_cancel_callid_reason", "ssii", "Cancels another transaction.", -1)
                .inert("t_reply_callid", "ssis", "Answers another transaction.", -1)
                .inert("t_drop", "", "Drops the transaction.", 1)
                .inert("t_drop_rcode", "i", "Drops the transaction with an answer.", 1)
                .table();
    }

    private static java.util.function.ToIntFunction<SipContext> is(CallPlan.Step step) {
        return context ->
                code(context.response().isEmpty() && CallPlan.of(context).step() == step);
    }

    @Override
    public String name() {
        return "tmx";
    }

    @Override
    public Map<String, Signature> functions() {
        return functions;
    }
}
