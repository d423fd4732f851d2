package org.waypost.kemi.core;

import org.waypost.kemi.Codes;
import org.waypost.sip.HeaderName;
import org.waypost.sip.Octets;
import org.waypost.sip.SipContext;

/** Makes the connection of a request one to another port of its sender, too (RFC 5923). */
final class TcpAlias {

    /** What Kamailio answers if the connection cannot be one to that port. */
    private static final int FAILED = 0;

    private TcpAlias() {}

    /** @param port 0 stands for the usual one of the transport */
    static int add(SipContext context, long port) {
        if (!context.flow().transport().reliable()) {
            return Codes.TRUE;
        }
        long wanted = port == 0 ? context.flow().transport().defaultPort() : port;
        return wanted > 0 && wanted <= 65535 && context.flow().alias((int) wanted) ? Codes.TRUE : FAILED;
    }

    /** The port is that of the first Via. */
    static int ofVia(SipContext context) {
        Octets via = context.request().first(HeaderName.VIA);
        int end = via.length();
        for (int i = 0; i < via.length(); i++) {
            if (via.at(i) == ';' || via.at(i) == ',') {
                end = i;
                break;
            }
        }
        Octets sentBy = via.sub(0, end);
        int colon = sentBy.lastIndexOf(':');
        return add(
                context,
                colon > sentBy.lastIndexOf(']') ? sentBy.from(colon + 1).trim().number() : 0);
    }
}
