package org.waypost.proxy;

import java.security.SecureRandom;
import org.waypost.sip.HeaderName;
import org.waypost.sip.Octets;
import org.waypost.sip.SipContext;
import org.waypost.sip.SipRequest;

/**
 * Knows a request that has come round (RFC 5393 4.2): our Via ends its branch in a mark made of all that decides where the request
 * goes. One that comes back changed spirals and is let through; one that comes back as it was would go round for ever. The address
 * it came from counts too, as scripts route by it. The mark is keyed, so that nobody else can make one.
 */
final class LoopCheck {

    private static final HeaderName[] DECISIVE = {
        HeaderName.ROUTE, HeaderName.CALL_ID, HeaderName.PROXY_REQUIRE, HeaderName.PROXY_AUTHORIZATION
    };
    private static final long PRIME = 0x100000001b3L;

    private final long key = new SecureRandom().nextLong();

    /** What the branches of this request end in. The method has no part in it: ACK and CANCEL go as their INVITE did. */
    String mark(SipContext context) {
        SipRequest request = context.request();
        long hash = mixed(key, request.requestUri());
        for (HeaderName name : DECISIVE) {
            for (int i = request.indexOf(name, 0); i >= 0; i = request.indexOf(name, i + 1)) {
                hash = mixed(hash + name.ordinal(), request.headerValue(i));
            }
        }
        hash = (hash ^ context.flow().remote().getAddress().hashCode()) * PRIME;
        hash ^= hash >>> 32;
        return '.' + Long.toString(hash & Long.MAX_VALUE, Character.MAX_RADIX);
    }

    /** Whether the request was sent from here before, with that mark. */
    static boolean isLooped(SipRequest request, String mark) {
        for (int i = request.indexOf(HeaderName.VIA, 0); i >= 0; i = request.indexOf(HeaderName.VIA, i + 1)) {
            if (isMarked(request.headerValue(i), mark)) {
                return true;
            }
        }
        return false;
    }

    // At the end of a parameter.
    private static boolean isMarked(Octets vias, String mark) {
        int last = vias.length() - mark.length();
        for (int i = vias.indexOf('.', 0); i >= 0 && i <= last; i = vias.indexOf('.', i + 1)) {
            int end = i + mark.length();
            if (vias.sub(i, end).contentEquals(mark) && (end == vias.length() || " \t;,(".indexOf(vias.at(end)) >= 0)) {
                return true;
            }
        }
        return false;
    }

    private static long mixed(long seed, Octets octets) {
        long hash = seed;
        for (int i = 0; i < octets.length(); i++) {
            hash = (hash ^ octets.at(i)) * PRIME;
        }
        return (hash ^ octets.length()) * PRIME;
    }
}
