package org.waypost.kemi.core;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.waypost.kemi.Arguments;
import org.waypost.kemi.Functions;
import org.waypost.sip.Branch;
import org.waypost.sip.SipContext;

/** Flags 0 to 31 of the message, of its branches, and of the script as a whole. */
final class FlagFunctions {

    private static final int MOST = 31;

    /** The script's own flags outlive the request. */
    private static final AtomicInteger SCRIPT = new AtomicInteger();

    private FlagFunctions() {}

    static void add(Functions core) {
        core.add("setflag", "i", "Sets a flag of the message.", (c, a) -> change(a, bit -> c.flags(c.flags() | bit)))
                .add(
                        "resetflag",
                        "i",
                        "Clears a flag of the message.",
                        (c, a) -> change(a, bit -> c.flags(c.flags() & ~bit)))
                .add("isflagset", "i", "Whether a flag of the message is set.", (c, a) -> isSet(a, c.flags()))
                .add(
                        "setbflag",
                        "i",
                        "Sets a flag of the first branch.",
                        (c, a) -> change(a, bit -> first(c, bit, true)))
                .add(
                        "resetbflag",
                        "i",
                        "Clears a flag of the first branch.",
                        (c, a) -> change(a, bit -> first(c, bit, false)))
                .add(
                        "isbflagset",
                        "i",
                        "Whether a flag of the first branch is set.",
                        (c, a) -> isSet(a, c.branchFlags()))
                .add(
                        "setbiflag",
                        "ii",
                        "Sets a flag of the branch of that number.",
                        (c, a) -> change(a, bit -> branch(c, Arguments.integer(a, 1), bit, true)))
                .add(
                        "resetbiflag",
                        "ii",
                        "Clears a flag of the branch of that number.",
                        (c, a) -> change(a, bit -> branch(c, Arguments.integer(a, 1), bit, false)))
                .add(
                        "isbiflagset",
                        "ii",
                        "Whether a flag of the branch of that number is set.",
                        (c, a) -> isSet(a, flags(c, Arguments.integer(a, 1))))
                .add(
                        "setsflag",
                        "i",
                        "Sets a flag of the script.",
                        (c, a) -> change(a, bit -> SCRIPT.updateAndGet(flags -> flags | bit)))
                .add(
                        "resetsflag",
                        "i",
                        "Clears a flag of the script.",
                        (c, a) -> change(a, bit -> SCRIPT.updateAndGet(flags -> flags & ~bit)))
                .add("issflagset", "i", "Whether a flag of the script is set.", (c, a) -> isSet(a, SCRIPT.get()));
    }

    /** What is done with one bit. */
    @FunctionalInterface
    private interface Change {
        void of(int bit);
    }

    private static boolean change(Object[] arguments, Change change) {
        long flag = Arguments.number(arguments, 0);
        if (flag < 0 || flag > MOST) {
            return false;
        }
        change.of(1 << flag);
        return true;
    }

    private static boolean isSet(Object[] arguments, int flags) {
        long flag = Arguments.number(arguments, 0);
        return flag >= 0 && flag <= MOST && (flags & 1 << flag) != 0;
    }

    private static void first(SipContext context, int bit, boolean set) {
        context.target(changed(context.target(), bit, set));
    }

    private static void branch(SipContext context, int number, int bit, boolean set) {
        if (number == 0) {
            first(context, bit, set);
            return;
        }
        List<Branch> branches = context.branches();
        if (number < 0 || number > branches.size()) {
            return;
        }
        context.clearBranches();
        for (int i = 0; i < branches.size(); i++) {
            context.addBranch(i == number - 1 ? changed(branches.get(i), bit, set) : branches.get(i));
        }
    }

    private static int flags(SipContext context, int number) {
        if (number == 0) {
            return context.branchFlags();
        }
        List<Branch> branches = context.branches();
        return number < 0 || number > branches.size()
                ? 0
                : branches.get(number - 1).flags();
    }

    private static Branch changed(Branch branch, int bit, boolean set) {
        return branch.withFlags(set ? branch.flags() | bit : branch.flags() & ~bit);
    }
}
