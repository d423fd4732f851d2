package org.waypost.sip;

/** Forwards a request to the targets of its context (RFC 3261 16): the proxy. */
public interface RequestRelay {

    /**
     * Sends the request to {@link SipContext#target()} and {@link SipContext#branches()}, and passes the best answer back.
     *
     * @return false if it could not be sent anywhere and nothing was answered
     */
    boolean relay(SipContext context);
}
