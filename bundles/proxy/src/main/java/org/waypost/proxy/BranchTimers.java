package org.waypost.proxy;

import gov.nist.javax.sip.stack.SIPTransaction;
import java.util.function.Supplier;
import javax.sip.ClientTransaction;
import javax.sip.message.Response;

/** How long a branch may take (RFC 3261 16.6 step 11, 16.8), within the time of all of its fork: one deadline at a time. Its fork's lock guards it. */
final class BranchTimers {

    /** How long an answer to a CANCEL, or a repetition of a 2xx, may take: 64 T1 (RFC 3261 9.1, 13.3.1.4). */
    static final long LINGER_MILLIS = 32_000;

    private static final int USUAL_T1 = 500;
    private static final int USUAL_T2 = 4000;

    private final Fork fork;
    private final boolean invite;
    private final Deadlines deadlines;
    private final Supplier<ProxySettings> settings;
    private final long began = System.nanoTime();

    BranchTimers(Fork fork, boolean invite, ForkTools tools) {
        this.fork = fork;
        this.invite = invite;
        this.deadlines = tools.deadlines();
        this.settings = tools.settings();
    }

    /**
     * Sets when a request that is about to be sent over UDP is repeated: T1 and T2 (RFC 3261 17.1). Without any answer it fails after
     * 64 T1 (timers B and F), if not before.
     */
    void repeats(ForkBranch branch, ClientTransaction client) {
        Wishes wishes = branch.plan().wishes;
        int first = wishes.firstRepeatMillis() > 0 ? wishes.firstRepeatMillis() : now().firstRepeatMillis();
        int most = wishes.mostRepeatMillis() > 0 ? wishes.mostRepeatMillis() : now().mostRepeatMillis();
        if (first != USUAL_T1 || most != USUAL_T2) {
            SIPTransaction timed = (SIPTransaction) client;
            timed.setRetransmitTimer(first);
            timed.setTimerT2(Math.max(first, most));
        }
    }

    /** @param others whether further targets wait until this one has failed */
    void sent(ForkBranch branch, boolean others) {
        if (invite && others) {
            branch.deadline(deadlines.in(settings.get().serialMillis(), () -> fork.ringsTooLong(branch)));
        } else {
            int wanted = branch.plan().wishes.answerMillis();
            int millis = wanted > 0 ? wanted : now().answerMillis();
            branch.deadline(deadlines.in(withinLife(branch, millis), () -> fork.unanswered(branch)));
        }
    }

    // RFC 3261 16.7 step 2: each provisional answer but 100 starts timer C again. The first one of any kind ends the
    // wait for an answer.
    void provisional(ForkBranch branch, int status, boolean others) {
        boolean counts = status > Response.TRYING && now().eachReplyCounts() || !branch.hasRung();
        if (invite && branch.isPending() && !branch.isCancelled() && counts && !others) {
            int wanted = branch.plan().wishes.ringingMillis();
            int millis = wanted > 0 ? wanted : now().ringingMillis();
            branch.deadline(deadlines.in(withinLife(branch, millis), () -> fork.ringsTooLong(branch)));
        }
    }

    void cancelled(ForkBranch branch) {
        branch.deadline(deadlines.in(LINGER_MILLIS, () -> fork.unanswered(branch)));
    }

    /** Whether the time of all branches together is over, for one with these wishes. */
    boolean isLifeOver(Wishes wishes) {
        return lifeLeft(wishes) <= 0;
    }

    private long withinLife(ForkBranch branch, int millis) {
        return Math.max(Math.min(millis, lifeLeft(branch.plan().wishes)), 0);
    }

    private long lifeLeft(Wishes wishes) {
        int wanted = invite ? wishes.inviteLifeMillis() : wishes.otherLifeMillis();
        int usual = invite ? now().inviteLifeMillis() : now().otherLifeMillis();
        return (wanted > 0 ? wanted : usual) - (System.nanoTime() - began) / 1_000_000;
    }

    private BranchSettings now() {
        return settings.get().branches();
    }
}
