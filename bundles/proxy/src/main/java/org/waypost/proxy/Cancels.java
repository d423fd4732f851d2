package org.waypost.proxy;

import gov.nist.javax.sip.message.SIPRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Takes back what was sent to targets that are not wanted any more (RFC 3261 9.1, 16.7 step 10). Its fork's lock guards it. */
final class Cancels {

    /** No Reason header. */
    static final String NO_REASON = "";

    /** Targets that gave no answer are forgotten (cancel_b_method). */
    private static final int FORGET = 0;

    /** Targets that gave no answer get a CANCEL all the same. */
    private static final int AT_ONCE = 2;

    private final ForkTools tools;
    private final BranchTimers timers;
    private final BranchSet branches;

    Cancels(ForkTools tools, BranchTimers timers, BranchSet branches) {
        this.tools = tools;
        this.timers = timers;
        this.branches = branches;
    }

    /** Why a target is cancelled when another one, or the route, has answered with {@code status} (RFC 3326). */
    String reason(int status) {
        if (!settings().cancelReason()) {
            return NO_REASON;
        }
        String text = status / 100 == 2 ? ";text=\"Call completed elsewhere\"" : "";
        return "Reason: SIP;cause=" + status + text + "\r\n";
    }

    /** The Reason headers of the caller's CANCEL, if they are to be passed on. */
    String reasonOf(SIPRequest cancel, Wishes wishes) {
        return wishes.isOn(Switch.PASS_REASON, settings().passReason())
                ? Lines.in(cancel, "Reason"::equalsIgnoreCase)
                : NO_REASON;
    }

    /** Cancels those of the pending branches that are wanted; returns those that are not waited for. */
    List<ForkBranch> cancel(Predicate<ForkBranch> wanted, String reason) {
        List<ForkBranch> forgotten = new ArrayList<>(0);
        branches.forEach(branch -> {
            if (branch.isPending() && !branch.isCancelled() && wanted.test(branch)) {
                branch.cancel(reason);
                due(branch);
                timers.cancelled(branch);
                if (!branch.hasRung() && settings().cancelMethod() == FORGET) {
                    forgotten.add(branch);
                }
            }
        });
        return forgotten;
    }

    /** Sends the CANCEL of a branch if it has one to be sent and may be sent it now. */
    void due(ForkBranch branch) {
        branch.cancelIfDue(tools.provider(), settings().cancelMethod() == AT_ONCE);
    }

    private BranchSettings settings() {
        return tools.settings().get().branches();
    }
}
