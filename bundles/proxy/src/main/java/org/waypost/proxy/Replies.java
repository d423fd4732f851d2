package org.waypost.proxy;

import gov.nist.javax.sip.message.SIPResponse;
import java.util.Optional;
import javax.sip.message.Response;
import org.waypost.sip.Flow;
import org.waypost.sip.ReceivedResponse;
import org.waypost.sip.SipContext;
import org.waypost.sip.SipResponse;
import org.waypost.sip.SipTransport;

/** Shows replies to the reply route and to the function a script has set for those of its transaction, before they are passed on. */
final class Replies {

    private final Scripts scripts;
    private final SipTransport sockets;

    Replies(Scripts scripts, SipTransport sockets) {
        this.scripts = scripts;
        this.sockets = sockets;
    }

    /** The reply as it is to be passed on; empty if it was dropped, which a final one cannot be. */
    Optional<Response> seen(ForkBranch branch, Response response) {
        CallPlan plan = branch.plan();
        Optional<SipContext> transaction = branch.fork().context();
        if (transaction.isEmpty()
                || !plan.seesReplies() && !scripts.watchReplies()
                || !(response instanceof SIPResponse received)
                || !(received.getApplicationData() instanceof ReceivedResponse wire)) {
            return Optional.of(response);
        }
        SipContext request = transaction.get();
        SipContext reply = request.ofReply(wire.flow(), wire.response());
        reply.target(branch.target().branch());
        plan.into(reply, CallPlan.Step.REPLY, branch.index());
        boolean pass = scripts.reply(reply) && plan.replies.route(reply) && scripts.call(plan.onReply, reply);
        request.flags(reply.flags());
        request.extendedFlags(reply.extendedFlags());
        return passed(reply, wire.response(), response, pass);
    }

    /** The same for a reply whose transaction is gone. */
    Optional<Response> seen(Response response) {
        if (!scripts.watchReplies()
                || !(response instanceof SIPResponse received)
                || !(received.getApplicationData() instanceof ReceivedResponse wire)) {
            return Optional.of(response);
        }
        Flow flow = wire.flow();
        SipContext reply = sockets.eventContext().ofReply(flow, wire.response());
        return passed(reply, wire.response(), response, scripts.reply(reply));
    }

    private static Optional<Response> passed(SipContext reply, SipResponse came, Response response, boolean pass) {
        if (!pass && response.getStatusCode() < 200) {
            return Optional.empty();
        }
        boolean same = reply.edits().isEmpty()
                && reply.response().filter(now -> now == came).isPresent();
        return Optional.of(same ? response : reply.adapt(Response.class).orElse(response));
    }
}
