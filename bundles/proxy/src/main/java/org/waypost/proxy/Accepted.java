package org.waypost.proxy;

import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.waypost.sip.Flow;

/**
 * Where the callers of accepted INVITEs are (RFC 6026 7.2, state Accepted). The called device repeats its 2xx until the ACK reaches it
 * (RFC 3261 13.3.1.4), when the transactions are long gone: each is passed on without one (16.7). Bounded, and forgotten after 64 T1.
 */
final class Accepted {

    /**
     * One of them.
     *
     * @param flow the way to the caller
     * @param branch that was accepted, if a route wants to see its replies
     */
    record Caller(Flow flow, Optional<ForkBranch> branch) {}

    private final Deadlines deadlines;
    private final ConcurrentHashMap<String, Caller> callers = new ConcurrentHashMap<>();

    Accepted(Deadlines deadlines) {
        this.deadlines = deadlines;
    }

    /** Remembers the caller behind the branch we sent the INVITE with, if there are less than {@code most} others. */
    void remember(String branch, Caller caller, int most) {
        if (callers.size() < most) {
            String key = branch.toLowerCase(Locale.ROOT);
            callers.put(key, caller);
            deadlines.in(BranchTimers.LINGER_MILLIS, () -> callers.remove(key));
        }
    }

    Optional<Caller> caller(String branch) {
        return Optional.ofNullable(callers.get(branch.toLowerCase(Locale.ROOT)));
    }
}
