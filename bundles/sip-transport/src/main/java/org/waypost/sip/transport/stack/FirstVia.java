package org.waypost.sip.transport.stack;

import gov.nist.javax.sip.header.Via;
import org.waypost.sip.Octets;
import org.waypost.sip.transport.wire.ViaParts;
import org.waypost.sip.transport.wire.WireRequest;

/** What transactions ask about the first Via of a request that came in, without the rest of it; to be read, not to be sent. */
final class FirstVia extends Via {

    private final transient ViaParts parts;
    private final String branch;
    private final String rport;

    /** @param sourcePort where the request came from */
    FirstVia(WireRequest request, int sourcePort) {
        parts = request.via();
        branch = new Octets(request.array(), parts.branch(), parts.branchEnd() - parts.branch()).toString();
        rport = parts.wantsRport() ? Integer.toString(sourcePort) : null;
    }

    @Override
    public String getBranch() {
        return branch.isEmpty() ? null : branch;
    }

    @Override
    public boolean hasPort() {
        return parts.port() > 0;
    }

    @Override
    public int getPort() {
        return hasPort() ? parts.port() : -1;
    }

    @Override
    public String getParameter(String name) {
        return name.equalsIgnoreCase(RPORT) ? rport : super.getParameter(name);
    }
}
