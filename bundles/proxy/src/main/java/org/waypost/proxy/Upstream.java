package org.waypost.proxy;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import java.util.function.Supplier;
import javax.sip.InvalidArgumentException;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.header.ViaHeader;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.sip.Flow;

/** The way back to who sent a request, for answers of its targets and our own, and how far it has been answered. Its fork's lock guards it. */
final class Upstream {

    private static final Logger LOG = LoggerFactory.getLogger(Upstream.class);
    private static final int FINAL = 200;
    private static final int REFUSED = 300;

    private final SIPRequest request;
    private final ServerTransaction server;
    private final ProxyCounters counters;
    private final Supplier<Flow> caller;
    private boolean trying;
    private boolean answered;
    private boolean refused;

    /** @param caller the way to who sent the request, for what does not go through the transaction any more */
    Upstream(SIPRequest request, ServerTransaction server, ProxyCounters counters, Supplier<Flow> caller) {
        this.request = request;
        this.server = server;
        this.counters = counters;
        this.caller = caller;
    }

    /** Whether the final answer was given. */
    boolean isAnswered() {
        return answered;
    }

    /** Says once that the request has arrived. */
    void trying() {
        if (!trying && !answered) {
            trying = true;
            answer(Outcome.failure(Response.TRYING, "Trying"));
        }
    }

    /** Passes a provisional answer on, but for a 100, until there is a final one. */
    void provisional(Response response) {
        if (response.getStatusCode() > Response.TRYING && !answered) {
            forward(response);
        }
    }

    /** Every 2xx to an INVITE goes up, also after the first one and after a refusal (RFC 3261 16.7 step 5). */
    void accepted(Response response) {
        if (refused) {
            forwardPastTransaction(response);
        } else {
            forward(response);
        }
        answered(response.getStatusCode());
    }

    /**
     * Passes on the best of the final answers.
     *
     * @param hides503 whether a 503 is not passed on: it is about that server, not about this one (RFC 3261 16.7 step 6)
     */
    void conclude(Outcome best, boolean hides503) {
        Outcome told = hides503 && best.status() == Response.SERVICE_UNAVAILABLE
                ? Outcome.failure(Response.SERVER_INTERNAL_ERROR, "Server Internal Error")
                : best;
        told.response().ifPresentOrElse(this::forward, () -> answer(told));
        answered(told.status());
    }

    /** Gives an answer of our own. */
    void answer(int status, String reason) {
        answer(Outcome.failure(status, reason));
        answered(status);
    }

    /** The answer was given here, or by somebody else. */
    void answered(int status) {
        if (!answered) {
            answered = true;
            refused = status >= REFUSED;
            counters.answered(status);
        }
    }

    /** The proxy stops. */
    void abandon() {
        answered = true;
        answer(Outcome.failure(Response.SERVICE_UNAVAILABLE, "Service Unavailable"));
    }

    private void answer(Outcome outcome) {
        counters.local();
        send(outcome.status(), () -> OwnResponse.to(request, outcome.status(), outcome.reason()));
    }

    // Without our Via.
    private void forward(Response response) {
        counters.relayed();
        send(response.getStatusCode(), () -> {
            Response copy = (Response) response.clone();
            copy.removeFirst(ViaHeader.NAME);
            return copy;
        });
    }

    private void forwardPastTransaction(Response response) {
        SIPMessage copy = (SIPMessage) response.clone();
        copy.removeFirst(ViaHeader.NAME);
        if (copy.getTopmostVia() != null) {
            Flow flow = caller.get();
            byte[] octets = copy.encodeAsBytes(flow.transport().name());
            counters.relayed();
            flow.send(octets, octets.length);
        }
    }

    // Whatever came, the fork goes on to its end, and its transaction with it.
    private void send(int status, Supplier<Response> response) {
        try {
            server.sendResponse(response.get());
        } catch (SipException | InvalidArgumentException | RuntimeException e) {
            LOG.debug("an answer could not be sent: {}", e.toString());
            if (status >= FINAL) {
                ServerTransactions.drop(server);
            }
        }
    }
}
