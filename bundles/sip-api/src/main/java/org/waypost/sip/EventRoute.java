package org.waypost.sip;

/**
 * A whiteboard service that is run when something happens that is no message: Kamailio's {@code event_route}. Its service property
 * {@link #EVENT} names the events.
 */
@FunctionalInterface
public interface EventRoute {

    /** Service property, one or more names such as {@code usrloc:contact-expired}. */
    String EVENT = "event";

    /** Runs for the event. {@code context} carries a made-up request that is never sent; replies to it go nowhere. */
    void run(String event, SipContext context);
}
