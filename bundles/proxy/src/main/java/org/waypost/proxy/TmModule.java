package org.waypost.proxy;

import static org.waypost.proxy.Functions.code;
import static org.waypost.proxy.Functions.number;
import static org.waypost.proxy.Functions.text;

import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.waypost.sip.ScriptModule;
import org.waypost.sip.SipContext;

/** The functions {@code KSR.tm}: stateful forwarding. */
@Component
public final class TmModule implements ScriptModule {

    private final Transactions transactions;
    private final OtherTransactions others;
    private final Map<String, Signature> functions;

    @Activate
    public TmModule(@Reference Transactions transactions, @Reference OtherTransactions others) {
        this.transactions = transactions;
        this.others = others;
        Functions table = new Functions();
        relaying(table);
        routes(table);
        replying(table);
        asking(table);
        TmSettings.add(table);
        serial(table);
        functions = table.table();
    }

    private void relaying(Functions table) {
        table.get("t_relay", "Forwards the request to all its targets.", transactions::relay)
                .add(
                        "t_relay_to_proxy",
                        "s",
                        "Forwards to host:port.",
                        (context, arguments) -> transactions.relayTo(context, uri(text(arguments, 0))))
                .add(
                        "t_relay_to_flags",
                        "i",
                        "As t_relay; a sum of 1 without 100, 2 leaving the answer to the route if nothing can be sent, 4 to"
                                + " one server of a name alone.",
                        (context, arguments) -> transactions.relay(flagged(context, number(arguments, 0))))
                .add(
                        "t_relay_to_proxy_flags",
                        "si",
                        "As t_relay_to_proxy, with the flags of t_relay_to_flags.",
                        (context, arguments) ->
                                transactions.relayTo(flagged(context, number(arguments, 1)), uri(text(arguments, 0))))
                .add(
                        "t_relay_to_proto",
                        "s",
                        "Forwards over udp, tcp, tls, ws or wss.",
                        (context, arguments) -> transactions.relayOver(context, text(arguments, 0)))
                .add(
                        "t_relay_to_proto_addr",
                        "ssi",
                        "Forwards over a transport to a host and port.",
                        (context, arguments) -> transactions.relayTo(
                                context,
                                "sip:" + text(arguments, 1) + ":" + number(arguments, 2) + ";transport="
                                        + text(arguments, 0)))
                .add(
                        "t_replicate",
                        "s",
                        "Sends a copy to another server, whose replies are ignored; the request is still to be answered.",
                        (context, arguments) -> others.replicate(context, uri(text(arguments, 0))))
                .add(
                        "t_uac_send",
                        "ssssss",
                        "Sends a request of the script's own: method, URI, next hop or \"\", socket or \"\", headers (From and"
                                + " To at least), body.",
                        (context, arguments) -> others.send(
                                context,
                                UacRequest.of(
                                        text(arguments, 0), text(arguments, 1), text(arguments, 4), text(arguments, 5)),
                                text(arguments, 2),
                                text(arguments, 3)));
    }

    private static SipContext flagged(SipContext context, int flags) {
        CallPlan plan = CallPlan.of(context);
        List<Switch> off = List.of(Switch.TRYING, Switch.OWN_ANSWERS, Switch.FAILOVER);
        for (int bit = 0; bit < off.size(); bit++) {
            if ((flags & 1 << bit) != 0) {
                plan.wishes = plan.wishes.with(off.get(bit), false);
            }
        }
        return context;
    }

    private static String uri(String proxy) {
        return proxy.startsWith("sip:") || proxy.startsWith("sips:") ? proxy : "sip:" + proxy;
    }

    private void routes(Functions table) {
        route(table, "t_on_branch", "runs for each target before it is tried", (plan, name) -> plan.onBranch = name);
        route(table, "t_on_reply", "runs for each reply", (plan, name) -> plan.onReply = name);
        route(table, "t_on_failure", "runs when all targets have failed", (plan, name) -> plan.onFailure = name);
        route(
                table,
                "t_on_branch_failure",
                "runs when one of the targets has failed",
                (plan, name) -> plan.onBranchFailure = name);
        table.add("t_is_set", "s", "Whether branch_route, onreply_route or failure_route is set.", TmModule::isSet);
    }

    private static int isSet(SipContext context, Object[] arguments) {
        CallPlan plan = CallPlan.of(context);
        String function = switch (text(arguments, 0)) {
            case "branch_route" -> plan.onBranch;
            case "onreply_route" -> plan.onReply;
            case "failure_route" -> plan.onFailure;
            case "branch_failure_route" -> plan.onBranchFailure;
            default -> "";
        };
        return code(!function.isEmpty());
    }

    private static void route(Functions table, String name, String help, BiConsumer<CallPlan, String> setter) {
        table.add(name, "s", "The function of the script that " + help + ".", (context, arguments) -> {
            setter.accept(CallPlan.of(context), text(arguments, 0));
            return 1;
        });
    }

    private void replying(Functions table) {
        table.get("t_newtran", "Opens the transaction of the request.", transactions::open)
                .add(
                        "t_reply",
                        "is",
                        "Answers through the transaction.",
                        (context, arguments) -> transactions.reply(context, number(arguments, 0), text(arguments, 1)))
                .add(
                        "t_send_reply",
                        "is",
                        "Answers through a transaction, which is opened if there is none.",
                        (context, arguments) ->
                                transactions.openAndReply(context, number(arguments, 0), text(arguments, 1)))
                .get("t_retransmit_reply", "Sends the last answer again.", transactions::resend)
                .get("t_release", "Lets go of a transaction; one that nobody answers ends by itself.", context -> 1)
                .get("t_clean", "Ends what is overdue; happens by itself.", context -> 1);
    }

    private void asking(Functions table) {
        table.get("t_check_trans", "Whether the message belongs to a transaction.", transactions::check)
                .get(
                        "t_lookup_request",
                        "Whether the request has a transaction.",
                        context -> code(transactions.isOpen(context)))
                .get("t_lookup_cancel", "Whether a CANCEL has an INVITE; those that do never get to a route.", c -> -1)
                .add("t_lookup_cancel_flags", "i", "As t_lookup_cancel.", (context, arguments) -> -1)
                .get("t_is_canceled", "Whether the caller hung up.", TransactionState::isCancelled)
                .get(
                        "t_is_expired",
                        "Whether the time of all targets together is over (max_inv_lifetime, max_noninv_lifetime).",
                        TransactionState::isExpired)
                .get("t_is_retr_async_reply", "Whether a reply came again.", context -> -1)
                .add(
                        "t_check_status",
                        "s",
                        "Whether the status of the reply or failure matches a regular expression.",
                        (context, arguments) -> TransactionState.statusMatches(context, text(arguments, 0)))
                .add(
                        "t_grep_status",
                        "i",
                        "Whether one of the earlier targets answered with that status.",
                        (context, arguments) -> TransactionState.anyBefore(
                                context, outcome -> outcome.status() == number(arguments, 0)))
                .get("t_get_status_code", "The status of the reply or failure.", TransactionState::status)
                .get("t_get_branch_index", "The number of the target, 0 and up.", TransactionState::branch)
                .get("t_any_replied", "Whether any target answered before.", TransactionState::anyReplied)
                .get("t_any_timeout", "Whether any target timed out.", TransactionState::anyTimeout)
                .get("t_branch_replied", "Whether the failed target had rung.", TransactionState::branchReplied)
                .get("t_branch_timeout", "Whether the failure is a timeout.", TransactionState::branchTimeout)
                .get(
                        "t_save_lumps",
                        "Keeps the edits for a failure route; happens by itself.",
                        context -> code(transactions.isOpen(context)));
    }

    private void serial(Functions table) {
        table.get("t_load_contacts", "Keeps the targets, to try them by their q one after the other.", Serial::load)
                .add(
                        "ki_t_load_contacts_mode",
                        "i",
                        "As t_load_contacts; always by q.",
                        (context, arguments) -> Serial.load(context))
                .get("t_next_contacts", "Takes the targets that are next.", Serial::next)
                .get(
                        "t_next_contact_flow",
                        "Takes another flow of the device that failed, in a branch failure route; -2 if there is none.",
                        Serial::nextFlow)
                .get(
                        "t_drop_replies_all",
                        "Forgets the failures so far: none of them is the answer in the end.",
                        context -> dropReplies(context, "all"))
                .add(
                        "t_drop_replies",
                        "s",
                        "Forgets the failures so far: all of them, l those of the targets tried last, n none.",
                        (context, arguments) -> dropReplies(context, text(arguments, 0)))
                .get(
                        "t_use_uac_headers",
                        "Makes CANCEL and ACK of what was sent, with its From and To; they always are.",
                        context -> 1);
    }

    private static int dropReplies(SipContext context, String which) {
        if (!which.startsWith("n")) {
            CallPlan.of(context).fork().ifPresent(fork -> fork.control().dropAnswers(which.startsWith("l")));
        }
        return 1;
    }

    @Override
    public String name() {
        return "tm";
    }

    @Override
    public Map<String, Signature> functions() {
        return functions;
    }
}
