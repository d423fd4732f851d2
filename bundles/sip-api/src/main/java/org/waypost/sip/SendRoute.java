package org.waypost.sip;

/** A whiteboard service that sees each forwarded request right before it is sent. The highest-ranked one counts. */
@FunctionalInterface
public interface SendRoute {

    /**
     * Looks at what is about to be sent.
     *
     * @param context of the request, with the target in question as its only one
     * @param to the way it is sent
     * @return false to send nothing to this target
     */
    boolean route(SipContext context, Flow to);
}
