package org.waypost.proxy;

import java.util.ArrayList;
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
    private Optional<CallPlan> plan = Optional.empty();

    int size() {
        return all.size();
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

    /** The answer to be made of those of all branches (RFC 3261 16.7 step 6); a flow that another was tried for has no say. */
    Optional<Outcome> best() {
        return all.stream()
                .filter(branch -> !branch.isReplaced())
                .flatMap(branch -> branch.outcome().stream())
                .min(Outcome.BEST_FIRST);
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

    /** Whether one of the branches that ended before the last one had such an outcome. */
    boolean anyBefore(Predicate<Outcome> wanted) {
        return all.stream()
                .filter(branch -> last.filter(ended -> ended == branch).isEmpty())
                .anyMatch(branch -> branch.outcome().filter(wanted).isPresent());
    }

    /** Whether the branch that ended last had given a provisional answer. */
    boolean hasLastRung() {
        return last.filter(ForkBranch::hasRung).isPresent();
    }
}
