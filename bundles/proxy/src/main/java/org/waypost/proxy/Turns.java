package org.waypost.proxy;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * What a {@link Fork} has still to try: branches that are due, and groups of targets whose turn comes when those before have failed
 * (RFC 3261 16.6, serially). Its owner's lock guards it.
 */
final class Turns {

    private final Deque<ForkBranch> due = new ArrayDeque<>();
    private final Deque<List<Target>> groups = new ArrayDeque<>();

    void due(Collection<ForkBranch> branches) {
        due.addAll(branches);
    }

    void due(ForkBranch branch) {
        due.add(branch);
    }

    Optional<ForkBranch> next() {
        return Optional.ofNullable(due.poll());
    }

    void later(List<List<Target>> targets) {
        groups.addAll(targets);
    }

    boolean hasGroup() {
        return !groups.isEmpty();
    }

    List<Target> nextGroup() {
        return groups.remove();
    }
}
