package org.waypost.sip.transport;

import java.util.Optional;
import org.waypost.sip.Flow;
import org.waypost.sip.SipContext;
import org.waypost.sip.transport.wire.WireResponse;

/**
 * What stands between the sockets and the routes for all but REGISTER and OPTIONS: the transactions (RFC 3261 17). A service of this
 * bundle that may come and go. Messages are valid until the method returns; of a request, {@link SipContext#retain()} prolongs that.
 */
public interface TransactionLayer {

    /**
     * Whether the request belongs to a transaction that exists (a retransmission, an ACK or a CANCEL of it) and was handled here;
     * such a request does not reach the route.
     */
    boolean absorbs(SipContext context);

    /** A response came in on {@code flow}. Its octets are overwritten after the call. */
    void response(Flow flow, WireResponse response);

    /** See {@link SipContext#adapt}. */
    <T> Optional<T> adapt(SipContext context, Class<T> type);
}
