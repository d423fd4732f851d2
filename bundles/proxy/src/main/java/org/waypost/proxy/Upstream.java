package org.waypost.proxy;

import gov.nist.javax.sip.message.SIPRequest;
import javax.sip.InvalidArgumentException;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.header.ViaHeader;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way back to who sent a request: answers of its targets and of our own. */
final class Upstream {

    private static final Logger LOG = LoggerFactory.getLogger(Upstream.class);

    private final SIPRequest request;
    private final ServerTransaction server;
    private final ProxyCounters counters;

    Upstream(SIPRequest request, ServerTransaction server, ProxyCounters counters) {
        this.request = request;
        this.server = server;
        this.counters = counters;
    }

    /** Passes on the best of the final answers and says which status that is. */
    int conclude(Outcome best) {
        // RFC 3261 16.7 step 6: a 503 is about that server, not about this one.
        Outcome told = best.status() == Response.SERVICE_UNAVAILABLE
                ? Outcome.failure(Response.SERVER_INTERNAL_ERROR, "Server Internal Error")
                : best;
        told.response().ifPresentOrElse(this::forward, () -> answer(told));
        return told.status();
    }

    /** Passes on an answer without our Via. */
    void forward(Response response) {
        Response copy = (Response) response.clone();
        copy.removeFirst(ViaHeader.NAME);
        counters.relayed();
        send(copy);
    }

    void answer(Outcome outcome) {
        counters.local();
        send(OwnResponse.to(request, outcome.status(), outcome.reason()));
    }

    private void send(Response response) {
        try {
            if (response.getHeader(ViaHeader.NAME) != null) {
                server.sendResponse(response);
            }
        } catch (SipException | InvalidArgumentException | RuntimeException e) {
            LOG.debug("an answer could not be sent: {}", e.toString());
        }
    }
}
