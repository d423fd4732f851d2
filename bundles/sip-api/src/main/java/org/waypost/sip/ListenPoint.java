package org.waypost.sip;

import java.net.InetSocketAddress;

/** A socket this server listens on: one entry of the parameter {@code listen}. */
public interface ListenPoint {

    Transport transport();

    /** The address and port the socket is bound to; the real port where the parameter said 0. */
    InetSocketAddress address();

    /** What this server calls itself in Via and Record-Route: the advertised address if there is one, else {@link #address()}. */
    HostPort sentBy();

    /** {@code proto:host:port} of the bound address, as stored in the column {@code socket}. One and the same string each time. */
    String description();

    /** {@code proto:host:port} of the advertised address, or {@link #description()} if there is none (parameter sock_mode). */
    String advertisedDescription();
}
