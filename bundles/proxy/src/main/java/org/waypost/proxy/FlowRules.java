package org.waypost.proxy;

import javax.sip.message.Response;
import org.waypost.sip.Branch;

/**
 * What is special about the flows of a device (RFC 5626 5.3 and 6) as long as they are tried one after the other.
 *
 * @param serial whether they are; else a flow is a target like any other
 * @param tools of the fork
 */
record FlowRules(boolean serial, ForkTools tools) {

    /** Whether the target is reached over a connection that is open already or not at all. */
    boolean isBound(Branch target) {
        return serial && DeviceFlows.isBound(target);
    }

    /** The branch was handed to its connection: the end of that will be its end. */
    void sent(ForkBranch branch) {
        if (waitsForConnection(branch)) {
            tools.pendingFlows().add(branch.connection(), branch);
        }
    }

    /** The branch waits for its connection no longer. */
    void ended(ForkBranch branch) {
        if (waitsForConnection(branch)) {
            tools.pendingFlows().remove(branch.connection(), branch);
        }
    }

    /** Whether the end of its connection means that the branch will not be answered: a device that rings does that over another one. */
    boolean isLost(ForkBranch branch) {
        return branch.target().branch().regId() > 0 ? !branch.isRinging() : !branch.hasRung();
    }

    /** How a branch ended whose connection has ended. */
    Outcome lost(Branch target) {
        return serial && target.regId() > 0 ? Outcome.flowFailed() : Outcome.unsent();
    }

    /** How a branch ended that could not be sent. */
    Outcome unsent(Branch target) {
        return isBound(target) ? Outcome.flowFailed() : Outcome.unsent();
    }

    /**
     * What an outcome says to the caller: a device whose flows have all failed is not there for now. 430 is for this server alone,
     * which forgets the flow, unless it is an edge proxy.
     */
    Outcome told(Branch target, Outcome outcome) {
        if (!serial || !outcome.isFlowFailed() || !DeviceFlows.isOne(target)) {
            return outcome;
        }
        tools.counters().failedFlow();
        if (outcome.response().isPresent() || DeviceFlows.isBound(target)) {
            tools.failedFlows().remove(target);
        }
        return Outcome.failure(Response.TEMPORARILY_UNAVAILABLE, "Temporarily Unavailable");
    }

    private static boolean waitsForConnection(ForkBranch branch) {
        return branch.connection() > 0;
    }
}
