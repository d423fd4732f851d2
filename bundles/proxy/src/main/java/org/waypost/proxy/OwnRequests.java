package org.waypost.proxy;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import javax.sip.ClientTransaction;
import javax.sip.SipException;
import javax.sip.SipProvider;
import javax.sip.header.ContactHeader;
import javax.sip.message.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.proxy.rr.RecordRouting;
import org.waypost.sip.Branch;
import org.waypost.sip.Flow;
import org.waypost.sip.ListenPoint;
import org.waypost.sip.SendOptions;
import org.waypost.sip.SipServer;

/** Sends requests that nobody waits for: those of a script, and copies of others. They are repeated until there is an answer. */
final class OwnRequests {

    private static final Logger LOG = LoggerFactory.getLogger(OwnRequests.class);

    private final SipProvider provider;
    private final Departure departure;
    private final ProxyCounters counters;

    OwnRequests(SipProvider provider, Departure departure, ProxyCounters counters) {
        this.provider = provider;
        this.departure = departure;
        this.counters = counters;
    }

    /** What the client transaction of such a request has as its application data. */
    record Sent(SIPRequest request, Flow flow) {

        /** A 2xx to an INVITE is acknowledged, everything else has come to its end (RFC 3261 13.2.2.4). */
        void answered(SIPResponse response) {
            boolean accepted = response.getStatusCode() / 100 == 2;
            if (accepted && response.getCSeq().getMethod().equals(Request.INVITE)) {
                byte[] ack = ack(response).getBytes(StandardCharsets.ISO_8859_1);
                flow.send(ack, ack.length);
            }
        }

        private String ack(SIPResponse response) {
            String target = response.getHeader(ContactHeader.NAME) instanceof ContactHeader contact
                    ? contact.getAddress().getURI().toString()
                    : request.getRequestURI().toString();
            return "ACK " + target + " SIP/2.0\r\nVia: SIP/2.0/" + flow.transport() + " "
                    + flow.local().sentBy() + ";branch=z9hG4bK" + ForkTools.newTag() + "\r\nMax-Forwards: 70\r\n"
                    + response.getFrom() + response.getTo() + response.getCallId() + "CSeq: "
                    + response.getCSeq().getSeqNumber() + " ACK\r\nContent-Length: 0\r\n\r\n";
        }
    }

    /** Sends a request to one target. */
    void send(SIPRequest request, Branch target, ListenPoint arrival) {
        Target whole = new Target(
                target,
                request,
                new RecordRouting(),
                '.' + ForkTools.newTag(),
                Breadth.UNLIMITED,
                new SendOptions(),
                Optional.empty());
        departure.find(whole, arrival, false, new Departure.Result() {
            @Override
            public void found(RequestCopy copy, Flow flow, List<SipServer> servers) {
                send(copy, arrival, flow);
            }

            @Override
            public void none(Outcome why) {
                LOG.debug("a request of our own cannot be sent: {}", why.reason());
            }
        });
    }

    private void send(RequestCopy copy, ListenPoint arrival, Flow flow) {
        try {
            SIPRequest request = copy.over(arrival, flow, Optional.empty());
            ClientTransaction client = provider.getNewClientTransaction(request);
            client.setApplicationData(new Sent(request, flow));
            counters.branch();
            client.sendRequest();
        } catch (SipException | RuntimeException e) {
            LOG.debug("a request of our own cannot be sent: {}", e.toString());
        }
    }
}
