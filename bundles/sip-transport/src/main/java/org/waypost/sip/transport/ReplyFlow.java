package org.waypost.sip.transport;

import java.net.InetSocketAddress;
import org.waypost.sip.Flow;
import org.waypost.sip.transport.wire.WireRequest;

/** A flow that knows where the answer to a request that came on it goes. */
public interface ReplyFlow extends Flow {

    /** The address of this end, which may be more than that of the listening socket: a connection's own. */
    default InetSocketAddress localAddress() {
        return local().address();
    }

    /**
     * Sends the answer to a request (RFC 3261 18.2.2, RFC 3581 4): on a connection, back on it; by UDP to the address the request
     * came from, and to the port it came from if {@code rport}, else to the port of its Via.
     *
     * @param viaPort 0 if the Via has none
     */
    boolean reply(byte[] message, int length, int viaPort, boolean rport);

    /** A request has come on it and is about to be handled. */
    default void requested(WireRequest request) {
        // most do not care
    }
}
