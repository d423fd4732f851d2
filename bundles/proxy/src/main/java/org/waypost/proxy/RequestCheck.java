package org.waypost.proxy;

import gov.nist.javax.sip.message.SIPRequest;
import java.util.ArrayList;
import java.util.List;
import org.waypost.sip.HeaderName;
import org.waypost.sip.Method;
import org.waypost.sip.SipContext;
import org.waypost.sip.SipRequest;

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
        if (LoopCheck.isLooped(request, loopMark)) {
            context.reply(482, "Loop Detected");
            return false;
        }
        return method == Method.ACK || isDoable(context);
    }

    /** Answers a request that may not be split among so many targets (RFC 5393 5.3.3). */
    static void tooBroad(SipContext context) {
        context.reply(440, "Max-Breadth Exceeded");
    }

    // RFC 3261 16.3 step 5: no option is known here; what a route can do it takes out.
    private static boolean isDoable(SipContext context) {
        SipRequest request = context.request();
        if (!request.has(HeaderName.PROXY_REQUIRE)) {
            return true;
        }
        List<String> wanted = new ArrayList<>();
        for (int i = request.indexOf(HeaderName.PROXY_REQUIRE, 0);
                i >= 0;
                i = request.indexOf(HeaderName.PROXY_REQUIRE, i + 1)) {
            if (!context.edits().isRemoved(i) && !request.headerValue(i).isEmpty()) {
                wanted.add(request.headerValue(i).toString().replaceAll("\\s+", " "));
            }
        }
        if (!wanted.isEmpty()) {
            context.replyHeaders().put("Unsupported: " + String.join(", ", wanted) + "\r\n");
            context.reply(420, "Bad Extension");
        }
        return wanted.isEmpty();
    }
}
