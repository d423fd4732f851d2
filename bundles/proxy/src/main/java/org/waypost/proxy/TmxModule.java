package org.waypost.proxy;

import static org.waypost.proxy.Functions.code;
import static org.waypost.proxy.Functions.number;
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
    public TmxModule(@Reference Transactions transactions, @Reference OtherTransactions others) {
        functions = new Functions()
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
                .get(
                        "t_flush_xflags",
                        "Makes the extended flags those of the transaction.",
                        transactions::flushExtendedFlags)
                .get(
                        "t_reuse_branch",
                        "Makes the target that failed the one to be tried, in a branch failure route.",
                        transactions::reuseBranch)
                .get(
                        "t_suspend",
                        "Stops the request until t_continue with its $T(id_index) and $T(id_label), for fr_timer at most.",
                        others::suspend)
                .add(
                        "t_continue",
                        "iis",
                        "Goes on with a request that was stopped, in a function of the script; 500 if that neither relays"
                                + " nor answers.",
                        (context, arguments) ->
                                others.resume(number(arguments, 0), number(arguments, 1), text(arguments, 2)))
                .add(
                        "t_cancel_callid",
                        "ssi",
                        "Cancels the INVITE of that Call-ID and CSeq number, and sets that flag of its transaction.",
                        (context, arguments) ->
                                others.cancel(text(arguments, 0), text(arguments, 1), number(arguments, 2), 0))
                .add(
                        "t_cancel_callid_reason",
                        "ssii",
                        "As t_cancel_callid, with a Reason header for that status.",
                        (context, arguments) -> others.cancel(
                                text(arguments, 0), text(arguments, 1), number(arguments, 2), number(arguments, 3)))
                .add(
                        "t_reply_callid",
                        "ssis",
                        "Answers the request of that Call-ID and CSeq number, and cancels its targets.",
                        (context, arguments) -> others.answer(
                                text(arguments, 0), text(arguments, 1), number(arguments, 2), text(arguments, 3)))
                .get(
                        "t_drop",
                        "Forgets the transaction without an answer; its status is 500 to the script.",
                        context -> others.drop(context, 500))
                .add(
                        "t_drop_rcode",
                        "i",
                        "As t_drop, with that status.",
                        (context, arguments) -> others.drop(context, Math.max(number(arguments, 0), 1)))
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
