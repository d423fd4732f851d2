package org.waypost.proxy;

import java.util.Optional;
import java.util.function.Supplier;
import javax.sip.message.Response;

/** Chooses the answer of a {@link Fork} from those of its branches (RFC 3261 16.7 steps 5 and 6). Its fork's lock guards it. */
final class Choice {

    private final BranchSet branches;
    private final boolean invite;
    private final Supplier<ProxySettings> settings;
    private Optional<ForkBranch> branch = Optional.empty();
    private Optional<Outcome> outcome = Optional.empty();

    Choice(BranchSet branches, boolean invite, Supplier<ProxySettings> settings) {
        this.branches = branches;
        this.invite = invite;
        this.settings = settings;
    }

    /** The failure that was chosen last, before it was answered; empty while there is hope. */
    Optional<Outcome> outcome() {
        return outcome;
    }

    /** The branch that failure is of. */
    Optional<ForkBranch> branch() {
        return branch;
    }

    /** Whether an outcome ends the others at once: a 6xx ends a call, any answer but a refusal another request. */
    boolean isEnd(Outcome told) {
        return invite ? told.status() >= 600 && sixHundredEnds() : told.status() < 300;
    }

    /** Chooses among the branches that have ended; says whether others may be tried after that. */
    boolean make() {
        branch = branches.best(sixHundredEnds());
        outcome = branch.flatMap(ForkBranch::outcome);
        return outcome.filter(best -> best.status() >= 600 && sixHundredEnds()).isEmpty();
    }

    /**
     * What the choice comes to for the caller: with the challenges of all targets. Who hung up is told just that (RFC 3261 9.2),
     * whatever others had answered before or that nobody did.
     */
    void complete(boolean hungUp) {
        outcome = outcome.map(best -> hungUp && invite && best.status() < 600 ? terminated(best) : challenged(best));
    }

    private Outcome terminated(Outcome best) {
        boolean unanswered = best.response().isEmpty() && best.status() == Response.REQUEST_TIMEOUT;
        return branches.outcomes().stream()
                .filter(other -> other.status() == Response.REQUEST_TERMINATED)
                .findFirst()
                .orElse(unanswered ? Outcome.cancelled() : best);
    }

    private Outcome challenged(Outcome best) {
        return now().mergesChallenges() ? Challenges.merged(best, branches.outcomes()) : best;
    }

    private boolean sixHundredEnds() {
        return branches.wishes().isOn(Switch.SIX_HUNDRED_ENDS, now().sixHundredEnds());
    }

    private BranchSettings now() {
        return settings.get().branches();
    }
}
