package org.waypost.proxy;

import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.waypost.sip.Flow;
import org.waypost.sip.ReplyRoute;
import org.waypost.sip.ScriptCallback;
import org.waypost.sip.SendRoute;
import org.waypost.sip.SipContext;

/** The services that take part in what is being forwarded, as long as there are such. */
@Component(service = Scripts.class)
public final class Scripts {

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile ReplyRoute replies;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile SendRoute sending;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile ScriptCallback functions;

    /** Whether replies or requests that are sent are looked at by anybody. */
    boolean watch() {
        return replies != null || sending != null;
    }

    boolean watchSending() {
        return sending != null;
    }

    boolean watchReplies() {
        return replies != null;
    }

    /** Shows the reply of the context; false if it is to be dropped. */
    boolean reply(SipContext context) {
        ReplyRoute route = replies;
        return route == null || route.route(context);
    }

    /** Shows what is about to be sent; false if it is not to be. */
    boolean send(SipContext context, Flow to) {
        SendRoute route = sending;
        return route == null || route.route(context, to);
    }

    /** Calls a function of the script; false if that dropped the message. An empty name is no function. */
    boolean call(String function, SipContext context) {
        ScriptCallback script = functions;
        return function.isEmpty() || script == null || script.call(function, context) != ScriptCallback.Outcome.DROP;
    }
}
