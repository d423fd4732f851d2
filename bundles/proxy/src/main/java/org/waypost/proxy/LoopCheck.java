package org.waypost.proxy;

import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.header.ViaList;
import gov.nist.javax.sip.message.SIPRequest;
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
    static boolean isLooped(SIPRequest request, String mark) {
        ViaList vias = request.getViaHeaders();
        for (Via via : vias) {
            if (isMarked(via, mark)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isMarked(Via via, String mark) {
        String branch = via.getBranch();
        return branch != null && branch.endsWith(mark);
    }

    private static long mixed(long seed, Octets octets) {
        long hash = seed;
        for (int i = 0; i < octets.length(); i++) {
            hash = (hash ^ octets.at(i)) * PRIME;
        }
        return (hash ^ octets.length()) * PRIME;
    }
}
