package org.waypost.sip;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Finds the servers behind a host name (RFC 3263). A service. */
public interface ServerLocator {

    /**
     * Finds where a request to {@code hop} can be sent. Never blocks.
     *
     * @param usable the transports this server has sockets for
     * @param result is told once, best first, on the caller's thread or on one that may be kept for a while; empty if there are none
     */
    void locate(NextHop hop, Set<Transport> usable, Consumer<List<SipServer>> result);

    /** The server did not answer or could not be reached: for a while it is the last choice. */
    void failed(SipServer server);
}
