package org.waypost.proxy;

import org.waypost.sip.Branch;

/** What a target is in RFC 5626: one of the flows of a device, of which one is tried at a time, and whether it needs a connection. */
final class DeviceFlows {

    private DeviceFlows() {}

    /** Whether the target is a flow, of which its device may have others: those of the same instance. */
    static boolean isOne(Branch branch) {
        return branch.regId() > 0 && !branch.instance().isEmpty();
    }

    /** Whether the device is reached over the connection it registered on or not at all: nobody listens at the other end's port. */
    static boolean isBound(Branch branch) {
        return branch.regId() > 0 && branch.flow() > 0 && branch.path().isEmpty();
    }
}
