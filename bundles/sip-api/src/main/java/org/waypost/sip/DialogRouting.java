package org.waypost.sip;

/** Staying in the path of a dialog, and following that path, for routes in Java (RFC 3261 16.4, 16.6 step 4, 16.12): the proxy. */
public interface DialogRouting {

    /**
     * What following the Route headers came to.
     *
     * @param routed whether there were any
     * @param next whether another one is behind those of this server: the request goes there
     * @param parameters of the Route of this server that the request came along, the first semicolon included; empty if there was none
     */
    record Followed(boolean routed, boolean next, String parameters) {}

    /**
     * Adds Record-Route to what is relayed, once.
     *
     * @param parameters to be added to it, such as {@code ;a=b}, or empty
     */
    void record(SipContext context, String parameters);

    /**
     * Takes the Routes of this server out of the request; the next one becomes the destination of the target, or its URI if it is that
     * of a strict router. Nothing is checked: whether the request may go there is for the route to say.
     */
    Followed follow(SipContext context);
}
