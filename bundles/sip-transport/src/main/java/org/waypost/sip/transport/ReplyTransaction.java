package org.waypost.sip.transport;

import org.waypost.sip.transport.wire.WireResponse;

/** A server transaction as a context sees it: what the route answers goes through it, so that it is repeated when needed. */
public interface ReplyTransaction {

    void send(WireResponse reply);
}
