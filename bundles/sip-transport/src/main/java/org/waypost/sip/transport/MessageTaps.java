package org.waypost.sip.transport;

import java.net.InetSocketAddress;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.sip.MessageTap;
import org.waypost.sip.Octets;
import org.waypost.sip.TappedMessage;
import org.waypost.sip.Transport;
import org.waypost.sip.transport.wire.Verdict;

/** Shows the messages at the sockets to the taps on the whiteboard. While there are none, that costs a message one look at a field. */
public final class MessageTaps {

    private static final Logger LOG = LoggerFactory.getLogger(MessageTaps.class);
    private static final MessageTap[] NONE = {};

    private final LogThrottle throttle = new LogThrottle();
    private volatile MessageTap[] taps = NONE;

    synchronized void bind(MessageTap tap) {
        MessageTap[] more = Arrays.copyOf(taps, taps.length + 1);
        more[taps.length] = tap;
        taps = more;
    }

    synchronized void unbind(MessageTap tap) {
        MessageTap[] rest =
                Arrays.stream(taps).filter(present -> present != tap).toArray(MessageTap[]::new);
        taps = rest.length == 0 ? NONE : rest;
    }

    /** Whether anybody looks. */
    public boolean areThere() {
        return taps != NONE;
    }

    /** Shows what came in on {@code flow} and turned out to be {@code verdict}. */
    void received(ReplyFlow flow, byte[] array, int offset, int length, Verdict verdict) {
        received(flow, new Octets(array, offset, length), cause(verdict));
    }

    /**
     * Shows what came in on {@code flow}.
     *
     * @param dropped why it is not handled, or empty
     */
    public void received(ReplyFlow flow, Octets octets, String dropped) {
        show(new TappedMessage(true, flow.transport(), flow.localAddress(), flow.remote(), flow.id(), octets, dropped));
    }

    /**
     * Shows what leaves.
     *
     * @param flow the number of the connection, -1 for UDP
     * @param dropped why it cannot be sent, or empty
     */
    public void sent(
            Transport transport,
            InetSocketAddress local,
            InetSocketAddress remote,
            int flow,
            Octets octets,
            String dropped) {
        show(new TappedMessage(false, transport, local, remote, flow, octets, dropped));
    }

    private void show(TappedMessage message) {
        for (MessageTap tap : taps) {
            try {
                tap.message(message);
            } catch (Throwable failure) {
                throttle.warn(LOG, "A tap of messages failed", failure);
            }
        }
    }

    private static String cause(Verdict verdict) {
        return switch (verdict) {
            case REQUEST, RESPONSE, KEEPALIVE -> "";
            case NOT_SIP -> "the first line is that of no SIP/2.0 message";
            case BAD_HEADER -> "a header cannot be read, or is there twice";
            case INCOMPLETE -> "Via, From, To, Call-ID or CSeq is missing";
            case TOO_LARGE -> "more header lines than max_headers, or longer ones than max_header_length";
        };
    }
}
