package org.waypost.sip;

import java.net.InetSocketAddress;

/**
 * One of the places a request may be sent to.
 *
 * @param transport to be used
 * @param address resolved. Of a secure transport it carries the name whose certificate is wanted, that of the URI and not of a record
 *     it led to (RFC 5922 4), as {@link InetSocketAddress#getHostString()}
 */
public record SipServer(Transport transport, InetSocketAddress address) {}
