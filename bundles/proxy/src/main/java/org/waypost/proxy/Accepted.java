package org.waypost.proxy;

import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.waypost.sip.Flow;
import org.waypost.sip.RecentTable;

/**
 * Where the callers of accepted INVITEs are (RFC 6026 7.2, state Accepted). The called device repeats its 2xx until the ACK reaches it
 * (RFC 3261 13.3.1.4), when the transactions are long gone: each is passed on without one (16.7). Bounded, and forgotten after 64 T1.
 */
final class Accepted {

    private static final long LASTING_NANOS = TimeUnit.MILLISECONDS.toNanos(BranchTimers.LINGER_MILLIS);

    private static final int MOST = 200_000;

    /**
     * One of them.
     *
     * @param flow the way to the caller
     * @param branch that was accepted, if a route wants to see its replies
     */
    record Caller(Flow flow, Optional<ForkBranch> branch) {}

    private final RecentTable<Caller> callers = new RecentTable<>(System::nanoTime, LASTING_NANOS, MOST);

    /** Remembers the caller behind the branch we sent the INVITE with. */
    void remember(String branch, Caller caller) {
        callers.add(branch.toLowerCase(Locale.ROOT), caller);
    }

    Optional<Caller> caller(String branch) {
        return callers.find(branch.toLowerCase(Locale.ROOT));
    }
}
