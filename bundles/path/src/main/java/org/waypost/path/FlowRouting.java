package org.waypost.path;

import org.waypost.sip.SipContext;

/**
 * What an edge proxy does for the registrar behind it (RFC 3327 5.2, RFC 5626 5): it tells which flow a client came on, in a token that
 * nobody else can make, and sends what comes with such a token over that very flow.
 */
public interface FlowRouting {

    /** What the Routes of a request say about flows. */
    enum Verdict {
        /** No Route of this server carries a flow token; nothing was changed. */
        NONE,
        /** The token names the flow the request came on: it is on its way out, to the next Route or its Request-URI. */
        OWN,
        /** The request goes over the flow that the token names. */
        ROUTED,
        /** The flow has ended: 430 Flow Failed (RFC 5626 5.3.1). */
        GONE,
        /** The token is none that this server made: 403 Forbidden (RFC 5626 5.3). */
        FORGED
    }

    /**
     * Whether outbound is used for this request, as Kamailio's module {@code outbound} decides it: it comes straight from a client (one
     * Via), and its Contact has a reg-id (REGISTER) or the parameter {@code ob} (others). The flags of the parameters
     * {@code force_outbound_flag} and {@code force_no_outbound_flag} overrule that.
     */
    boolean usesOutbound(SipContext context);

    /**
     * Adds a Path header before those the request has, with the address of the socket it will leave from.
     *
     * @param user in front of the address; if it and {@code parameters} are empty, the token of the flow when outbound is used
     * @param parameters of the URI, such as {@code a=1;b}; empty for none
     * @param received whether the parameter {@code received} tells where the request came from
     */
    void addPath(SipContext context, String user, String parameters, boolean received);

    /**
     * Follows the flow token in the Routes of this server at the top of the request: takes these out and sets the target accordingly.
     * Does neither unless the verdict is {@link Verdict#OWN} or {@link Verdict#ROUTED}.
     */
    Verdict follow(SipContext context);

    /**
     * Adds Record-Route headers with a flow token, so that later requests of the dialog go over the client's flow too: the flow of the
     * target if {@link #follow} found one, else that of the request.
     */
    void recordRoute(SipContext context);
}
