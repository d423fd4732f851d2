package org.waypost.proxy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The branches of a {@link Fork}: those that are being tried, those that wait, and how the others ended. Of several flows of one
 * device the first is tried and the others wait in its line (RFC 5626 5.3). Its owner's lock guards it.
 */
final class BranchSet {

    private final List<ForkBranch> all = new ArrayList<>();
    private Optional<ForkBranch> last = Optional.empty();
    private int leg;
    private Optional<CallPlan> plan = Optional.empty();

    int size() {
        return all.size();
    }

    /** Those that are added from now on are tried because all before have failed. */
    void newLeg() {
        leg = all.size();
    }

    /** Forgets the answers of all that have ended, or of those of the last leg alone. */
    void dropAnswers(boolean lastLegOnly) {
        all.subList(lastLegOnly ? leg : 0, all.size()).stream()
                .filter(branch -> branch.outcome().isPresent())
                .forEach(ForkBranch::drop);
    }

    /** Adds a branch for each target and returns those that are to be tried now. */
    List<ForkBranch> add(Fork fork, List<Target> targets, CallPlan asked, boolean serialFlows) {
        plan = Optional.of(asked);
        Map<String, ForkBranch> lines = new HashMap<>();
        List<ForkBranch> begun = new ArrayList<>();
        for (Target target : targets) {
            ForkBranch branch = new ForkBranch(fork, all.size(), target, asked);
            all.add(branch);
            ForkBranch before = serialFlows && DeviceFlows.isOne(target.branch())
                    ? lines.put(target.branch().instance(), branch)
                    : null;
            if (before == null) {
                branch.begin();
                begun.add(branch);
            } else {
                before.nextFlow(branch);
            }
        }
        return begun;
    }

    /** Adds branches for targets that had to wait, with the plan of those before. */
    List<ForkBranch> addWaiting(Fork fork, List<Target> targets, boolean serialFlows) {
        return add(fork, targets, plan.orElseThrow(), serialFlows);
    }

    /** Adds a branch that tries the next server of {@code failed}. */
    void addNextServer(ForkBranch failed) {
        all.add(failed.atNextServer(all.size()));
    }

    void ended(ForkBranch branch) {
        last = Optional.of(branch);
    }

    boolean isAnyPending() {
        return any(ForkBranch::isPending);
    }

    /**
     * The branch whose answer is to be that of all (RFC 3261 16.7 step 6); a flow that another was tried for has no say.
     *
     * @param sixHundredFirst whether a 6xx goes before all others
     */
    Optional<ForkBranch> best(boolean sixHundredFirst) {
        return all.stream()
                .filter(branch -> !branch.isReplaced() && !branch.isDropped())
                .filter(branch -> branch.outcome().isPresent())
                .min(Comparator.comparingInt(
                        branch -> branch.outcome().orElseThrow().rank(sixHundredFirst)));
    }

    /** How all that have ended did. */
    List<Outcome> outcomes() {
        return all.stream().flatMap(branch -> branch.outcome().stream()).toList();
    }

    void forEach(Consumer<ForkBranch> action) {
        all.forEach(action);
    }

    boolean any(Predicate<ForkBranch> wanted) {
        return all.stream().anyMatch(wanted);
    }

    /** Whether one of the branches that ended before the last one, or had rung before, had such an outcome. */
    boolean anyBefore(Predicate<Outcome> wanted) {
        return all.stream()
                .filter(branch -> branch.hasRung()
                        || last.filter(ended -> ended == branch).isEmpty())
                .anyMatch(branch -> branch.outcome().filter(wanted).isPresent());
    }

    /** What is asked for at the targets that were added last. */
    Wishes wishes() {
        return plan.map(asked -> asked.wishes).orElse(Wishes.NONE);
    }

    /** The status of a branch if none of them could be sent; else 0. */
    int unsent() {
        boolean none = !all.isEmpty() && all.stream().noneMatch(ForkBranch::isSent);
        return none ? all.get(0).outcome().map(Outcome::status).orElse(0) : 0;
    }

    /** Whether the branch that ended last had given a provisional answer. */
    boolean hasLastRung() {
        return last.filter(ForkBranch::hasRung).isPresent();
    }
}
