package org.waypost.sip;

/** A whiteboard service that sees each reply from downstream before it is passed on. The highest-ranked one counts. */
@FunctionalInterface
public interface ReplyRoute {

    /**
     * Handles a reply.
     *
     * @param context the request that was relayed, where it is known, with {@link SipContext#response()} set
     * @return false to drop the reply; only provisional ones can be dropped
     */
    boolean route(SipContext context);
}
