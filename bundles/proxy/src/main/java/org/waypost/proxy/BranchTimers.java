package org.waypost.proxy;

import java.util.function.Supplier;
import javax.sip.message.Response;

/** How long a branch may take (RFC 3261 16.6 step 11, 16.8): one deadline at a time. Its fork's lock guards it. */
final class BranchTimers {

    /** How long an answer to a CANCEL, or a repetition of a 2xx, may take: 64 T1 (RFC 3261 9.1, 13.3.1.4). */
    static final long LINGER_MILLIS = 32_000;

    private final Fork fork;
    private final boolean invite;
    private final Deadlines deadlines;
    private final Supplier<ProxySettings> settings;

    BranchTimers(Fork fork, boolean invite, ForkTools tools) {
        this.fork = fork;
        this.invite = invite;
        this.deadlines = tools.deadlines();
        this.settings = tools.settings();
    }

    /** @param others whether further targets wait until this one has failed */
    void sent(ForkBranch branch, boolean others) {
        if (invite && others) {
            branch.deadline(deadlines.in(settings.get().serialMillis(), () -> fork.ringsTooLong(branch)));
        } else if (branch.plan().answerMillis > 0) {
            branch.deadline(deadlines.in(branch.plan().answerMillis, () -> fork.unanswered(branch)));
        } else {
            startRinging(branch);
        }
    }

    // RFC 3261 16.7 step 2: each provisional answer but 100 starts timer C again. The first one of any kind ends the
    // wait for an answer.
    void provisional(ForkBranch branch, int status, boolean others) {
        boolean counts = status > Response.TRYING || !branch.hasRung();
        if (branch.isPending() && !branch.isCancelled() && counts && !(invite && others)) {
            startRinging(branch);
        }
    }

    void cancelled(ForkBranch branch) {
        branch.deadline(deadlines.in(LINGER_MILLIS, () -> fork.unanswered(branch)));
    }

    private void startRinging(ForkBranch branch) {
        if (invite) {
            int wanted = branch.plan().ringingMillis;
            int millis = wanted > 0 ? wanted : settings.get().ringingMillis();
            branch.deadline(deadlines.in(millis, () -> fork.ringsTooLong(branch)));
        }
    }
}
