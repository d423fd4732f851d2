package org.waypost.proxy;

import gov.nist.javax.sip.message.SIPRequest;
import org.waypost.sip.Method;
import org.waypost.sip.ProxyRequire;
import org.waypost.sip.SipContext;

/**
 * Refuses what must not be forwarded (RFC 3261 16.3): a request that has no hops left or comes round, and one that wants of a proxy
 * what this one cannot do. A CANCEL that gets here has no transaction: nothing was ever sent with the branch it would need.
 */
final class RequestCheck {

    private RequestCheck() {}

    /** Whether the request may go on; if not, it was answered, or dropped if it is an ACK. */
    static boolean passes(SipContext context, SIPRequest request, String loopMark) {
        Method method = context.request().method();
        if (method == Method.CANCEL) {
            context.reply(481, "Call/Transaction Does Not Exist");
            return false;
        }
        if (request.getMaxForwards().getMaxForwards() == 0) {
            context.reply(483, "Too Many Hops");
            return false;
        }
        if (LoopCheck.isLooped(context.request(), loopMark)) {
            context.reply(482, "Loop Detected");
            return false;
        }
        return method == Method.ACK || !ProxyRequire.refuses(context);
    }

    /** Answers a request that may not be split among so many targets (RFC 5393 5.3.3). */
    static void tooBroad(SipContext context) {
        context.reply(440, "Max-Breadth Exceeded");
    }
}
