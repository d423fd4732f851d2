package org.waypost.proxy;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The branches that wait for an answer over a connection of their device or its edge proxy, so that its end is theirs too. */
final class PendingFlows {

    private final Map<Integer, Set<ForkBranch>> byConnection = new ConcurrentHashMap<>();

    void add(int connection, ForkBranch branch) {
        byConnection.compute(connection, (id, present) -> {
            Set<ForkBranch> branches = present == null ? ConcurrentHashMap.newKeySet() : present;
            branches.add(branch);
            return branches;
        });
    }

    void remove(int connection, ForkBranch branch) {
        byConnection.computeIfPresent(connection, (id, branches) -> {
            branches.remove(branch);
            return branches.isEmpty() ? null : branches;
        });
    }

    /** Ends the branches of a connection that has ended, unless their device rings: it answers over another one then (RFC 3261 18.2.2). */
    void closed(int connection) {
        Set<ForkBranch> branches = byConnection.remove(connection);
        if (branches != null) {
            branches.forEach(branch -> branch.fork().connectionLost(branch));
        }
    }
}
