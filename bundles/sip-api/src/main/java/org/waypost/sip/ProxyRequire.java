package org.waypost.sip;

import java.util.ArrayList;
import java.util.List;

/** Refuses what wants of a proxy what this one cannot do (RFC 3261 16.3 step 5): no option is known; what a route can do it takes out. */
public final class ProxyRequire {

    private ProxyRequire() {}

    /** Answers 420 with the option tags of the Proxy-Require headers in Unsupported, if there are any; whether it did. */
    public static boolean refuses(SipContext context) {
        SipRequest request = context.request();
        if (!request.has(HeaderName.PROXY_REQUIRE)) {
            return false;
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
        return !wanted.isEmpty();
    }
}
