package org.waypost.proxy;

import static org.waypost.proxy.Functions.number;

import java.util.function.BiFunction;

/** Those functions {@code KSR.tm} that set times and switches of a transaction, in place of the parameters. */
final class TmSettings {

    private TmSettings() {}

    static void add(Functions table) {
        wish(
                table,
                "t_set_fr",
                "ii",
                "Milliseconds a target may ring, and may take for its first answer; 0 leaves one as it is.",
                (wishes, arguments) -> {
                    int ringing = millis(arguments, 0, wishes.ringingMillis());
                    return wishes.ringing(ringing).answering(millis(arguments, 1, wishes.answerMillis()));
                });
        wish(
                table,
                "t_set_fr_inv",
                "i",
                "Milliseconds a target may ring.",
                (wishes, arguments) -> wishes.ringing(millis(arguments, 0, wishes.ringingMillis())));
        wish(
                table,
                "t_reset_fr",
                "",
                "Takes fr_timer and fr_inv_timer of the parameters again.",
                (wishes, arguments) -> wishes.ringing(0).answering(0));
        wish(
                table,
                "t_set_max_lifetime",
                "ii",
                "Milliseconds an INVITE, and any other request, may take at all targets together; 0 leaves one as it is.",
                (wishes, arguments) -> wishes.living(
                        millis(arguments, 0, wishes.inviteLifeMillis()),
                        millis(arguments, 1, wishes.otherLifeMillis())));
        wish(
                table,
                "t_reset_max_lifetime",
                "",
                "Takes the lifetimes of the parameters again.",
                (wishes, arguments) -> wishes.living(0, 0));
        wish(
                table,
                "t_set_retr",
                "ii",
                "Milliseconds until a request is repeated first, and at most between repetitions; 0 leaves one as it is.",
                (wishes, arguments) -> wishes.repeating(
                        millis(arguments, 0, wishes.firstRepeatMillis()),
                        millis(arguments, 1, wishes.mostRepeatMillis())));
        wish(
                table,
                "t_reset_retr",
                "",
                "Takes the repetitions of the parameters again.",
                (wishes, arguments) -> wishes.repeating(0, 0));
        flag(
                table,
                "t_set_auto_inv_100",
                "1 answers an INVITE that is forwarded 100, 0 does not.",
                Switch.TRYING,
                true);
        flag(
                table,
                "t_set_disable_6xx",
                "1 takes a 6xx as any refusal, 0 ends the other targets with it.",
                Switch.SIX_HUNDRED_ENDS,
                false);
        flag(
                table,
                "t_set_disable_failover",
                "1 tries one server of a name alone, 0 the others, too, when it fails.",
                Switch.FAILOVER,
                false);
        flag(
                table,
                "t_set_no_e2e_cancel_reason",
                "1 keeps the Reason of the caller's CANCEL from the targets, 0 passes it on.",
                Switch.PASS_REASON,
                false);
        flag(
                table,
                "t_set_disable_internal_reply",
                "1 leaves the answer to the route when nothing can be sent (t_relay gives -4 then), 0 answers.",
                Switch.OWN_ANSWERS,
                false);
    }

    private static int millis(Object[] arguments, int index, int before) {
        int millis = number(arguments, index);
        return millis > 0 ? millis : before;
    }

    private static void flag(Functions table, String name, String help, Switch which, boolean whenOne) {
        wish(table, name, "i", help, (wishes, arguments) -> wishes.with(which, whenOne == (number(arguments, 0) != 0)));
    }

    private static void wish(
            Functions table, String name, String parameters, String help, BiFunction<Wishes, Object[], Wishes> change) {
        table.add(name, parameters, help, (context, arguments) -> {
            CallPlan plan = CallPlan.of(context);
            plan.wishes = change.apply(plan.wishes, arguments);
            return 1;
        });
    }
}
