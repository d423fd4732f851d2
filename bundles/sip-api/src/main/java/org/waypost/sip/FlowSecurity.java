package org.waypost.sip;

import javax.net.ssl.SSLSession;

/**
 * What protects a connection.
 *
 * @param session what was agreed on in the handshake; own and peer's certificates
 * @param serverName the server that the client asked for (SNI); empty if it named none
 * @param peerVerified whether the peer has shown a certificate, and one that is trusted here
 */
public record FlowSecurity(SSLSession session, String serverName, boolean peerVerified) {}
