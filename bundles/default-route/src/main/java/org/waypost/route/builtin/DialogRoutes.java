package org.waypost.route.builtin;

import java.util.function.Supplier;
import org.waypost.sip.Branch;
import org.waypost.sip.DialogRouting;
import org.waypost.sip.HeaderName;
import org.waypost.sip.Method;
import org.waypost.sip.SipContext;
import org.waypost.sip.SipRequest;

/** Stays in the path of dialogs, and follows the Routes of their requests: only those that this server has signed itself. */
final class DialogRoutes {

    /** Where the Routes of a request lead. */
    enum Way {
        /** There are none that count: the Request-URI does. */
        NONE,
        /** To the device that the Request-URI names. */
        DEVICE,
        /** To another proxy. */
        PROXY,
        /** Nowhere: the request was refused. */
        ENDED
    }

    private final Supplier<DialogRouting> routing;

    /** @param routing gives null while there is none */
    DialogRoutes(Supplier<DialogRouting> routing) {
        this.routing = routing;
    }

    /** Follows the Routes of a request within a dialog; takes out those that nobody signed. */
    Way follow(SipContext context, DialogSignature signatures) {
        DialogRouting routes = routing.get();
        if (routes == null || !context.request().has(HeaderName.ROUTE)) {
            return Way.NONE;
        }
        Branch asked = context.target();
        DialogRouting.Followed followed = routes.follow(context);
        if (followed.routed() && signatures.isOf(context.request(), followed.parameters())) {
            return followed.next() ? Way.PROXY : Way.DEVICE;
        }
        // Following may have written Routes anew, which must go with the others.
        if (!context.edits().apply()) {
            context.reply(400, "Bad Request");
            return Way.ENDED;
        }
        context.target(asked);
        removeRoutes(context);
        return Way.NONE;
    }

    /** Takes out the Routes that a caller has put in, as they are not for the one that is called. */
    static void removeRoutes(SipContext context) {
        SipRequest request = context.request();
        for (int line = request.indexOf(HeaderName.ROUTE, 0);
                line >= 0;
                line = request.indexOf(HeaderName.ROUTE, line + 1)) {
            context.edits().remove(line);
        }
    }

    /** Makes the later requests of a dialog come by here, if this one opens any. */
    void record(SipContext context, DialogSignature signatures) {
        DialogRouting routes = routing.get();
        if (routes != null && opensDialog(context.request().method())) {
            routes.record(context, signatures.parameter(context.request()));
        }
    }

    // RFC 3261 12, RFC 6665, RFC 3515
    private static boolean opensDialog(Method method) {
        return method == Method.INVITE || method == Method.SUBSCRIBE || method == Method.REFER;
    }
}
