package org.waypost.kemi.maxfwd;

import java.util.Map;
import org.osgi.service.component.annotations.Component;
import org.waypost.kemi.Arguments;
import org.waypost.kemi.Codes;
import org.waypost.kemi.Functions;
import org.waypost.sip.HeaderName;
import org.waypost.sip.Octets;
import org.waypost.sip.ScriptModule;
import org.waypost.sip.SipContext;

/**
 * {@code KSR.maxfwd}: counts the hops a request has left (RFC 3261 16.3 step 3 and 16.6 step 3). A hop
 * that a script has counted the proxy does not count again.
 */
@Component
public final class MaxfwdModule implements ScriptModule {

    private static final int ADDED = 2;
    private static final int NONE = -1;
    private static final int MISSING = -2;
    private static final int MALFORMED = -3;

    /** Hops are cut to this, as by Kamailio's parameter max_limit. */
    private static final long LIMIT = 70;

    /** The hops left after the last call; the message keeps the value it came with. */
    private static final class Hops {
        private long left = -1;
    }

    private final Map<String, Signature> functions = new Functions("maxfwd")
            .add(
                    "process_maxfwd",
                    "i",
                    "Takes one hop from Max-Forwards, or adds the header with the given number.",
                    (c, a) -> process(c, Arguments.number(a, 0)))
            .add(
                    "is_maxfwd_lt",
                    "i",
                    "Whether fewer hops are left than the given number.",
                    (c, a) -> isLess(c, Arguments.number(a, 0)))
            .table();

    @Override
    public String name() {
        return "maxfwd";
    }

    @Override
    public Map<String, Signature> functions() {
        return functions;
    }

    private static int process(SipContext context, long given) {
        int index = context.request().indexOf(HeaderName.MAX_FORWARDS, 0);
        Hops hops = context.attachment(Hops.class, Hops::new);
        if (index < 0) {
            if (hops.left < 0) {
                hops.left = given;
                context.edits().append(line(given));
            }
            return ADDED;
        }
        long left = left(context, index, hops);
        if (left < 0) {
            return MISSING;
        }
        if (left == 0) {
            return NONE;
        }
        hops.left = Math.min(left - 1, LIMIT);
        context.edits().replace(index, line(hops.left));
        return Codes.TRUE;
    }

    private static String line(long left) {
        return "Max-Forwards: " + left + "\r\n";
    }

    private static int isLess(SipContext context, long number) {
        int index = context.request().indexOf(HeaderName.MAX_FORWARDS, 0);
        if (index < 0) {
            return MISSING;
        }
        long left = left(context, index, context.attachment(Hops.class, Hops::new));
        return left < 0 ? MALFORMED : Codes.of(left < number);
    }

    // An empty header counts as 0, as in Kamailio.
    private static long left(SipContext context, int index, Hops hops) {
        Octets value = context.request().headerValue(index);
        return hops.left >= 0 ? hops.left : value.isEmpty() ? 0 : value.number();
    }
}
