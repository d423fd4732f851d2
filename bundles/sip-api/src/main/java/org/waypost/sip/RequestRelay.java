package org.waypost.sip;

/** Forwards a request to the targets of its context (RFC 3261 16): the proxy. */
public interface RequestRelay {

    /**
     * Sends the request to {@link SipContext#target()} and {@link SipContext#branches()}, and passes the best answer back.
     *
     * @return false if it could not be sent anywhere and nothing was answered
     */
    boolean relay(SipContext context);

    /**
     * As {@link #relay(SipContext)}, and shows the replies of this one request to {@code replies} before they are passed on, beside the
     * {@link ReplyRoute} of the server.
     */
    default boolean relay(SipContext context, ReplyRoute replies) {
        return relay(context);
    }
}
