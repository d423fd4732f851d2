package org.waypost.sip.transport.wire;

import java.net.InetSocketAddress;
import org.waypost.sip.HeaderName;
import org.waypost.sip.Octets;

/**
 * Writes a {@link PlainMessage} as a proxy passes it on (RFC 3261 16.6 and 16.7): its own octets, with some lines in front of them, another
 * first line, or without a Via. What nobody changed is copied as it is, in one piece where it can be.
 */
public final class MessageSplicer {

    private static final int USUAL_ADDED = 320;

    private MessageSplicer() {}

    /**
     * A request to be sent on.
     *
     * @param requestLine with its line end
     * @param added lines with their line ends, that come before all others
     * @param source where the request came from, for its Via
     * @param maxForwards 0..255
     */
    public static byte[] request(
            WireRequest request, String requestLine, String added, InetSocketAddress source, int maxForwards) {
        OctetBuffer out = new OctetBuffer(request.end() - request.start() + USUAL_ADDED);
        out.put(requestLine).put(added);
        int hops = request.indexOf(HeaderName.MAX_FORWARDS, 0);
        if (hops < 0) {
            maxForwards(out, maxForwards);
        }
        int via = request.indexOf(HeaderName.VIA, 0);
        int from = request.lineStart(0);
        for (int i = Math.min(via, hops < 0 ? via : hops); i <= Math.max(via, hops); i++) {
            if (i == via || i == hops) {
                out.put(request.array(), from, request.lineStart(i) - from);
                from = request.lineEnd(i);
            }
            if (i == via) {
                ReplyWriter.via(out, request, i, source);
            } else if (i == hops) {
                maxForwards(out, maxForwards);
            }
        }
        return out.put(request.array(), from, request.end() - from).bytes();
    }

    private static void maxForwards(OctetBuffer out, int number) {
        out.put("Max-Forwards: ").putNumber(number).put("\r\n");
    }

    /** A response to be sent back, with its first Via or without. */
    public static byte[] response(WireResponse response, boolean withFirstVia) {
        if (withFirstVia) {
            return response.octets().bytes();
        }
        int via = response.indexOf(HeaderName.VIA, 0);
        int before = response.lineStart(via) - response.start();
        int after = response.end() - response.lineEnd(via);
        byte[] octets = new byte[before + after];
        System.arraycopy(response.array(), response.start(), octets, 0, before);
        System.arraycopy(response.array(), response.lineEnd(via), octets, before, after);
        return octets;
    }

    /** An answer of this server to {@code request}, which came from {@code source}: what RFC 3261 8.2.6.2 has it copy, and no more. */
    public static byte[] answer(WireRequest request, InetSocketAddress source, int status, String reason) {
        OctetBuffer out = new OctetBuffer(request.bodyStart() - request.start() + USUAL_ADDED);
        out.put("SIP/2.0 ").putNumber(status).put(' ').put(reason).put("\r\n");
        int first = request.indexOf(HeaderName.VIA, 0);
        for (int i = 0; i < request.headerCount(); i++) {
            if (i == first) {
                ReplyWriter.via(out, request, i, source);
            } else {
                switch (request.headerName(i)) {
                    case VIA, FROM, TO, CALL_ID, CSEQ -> {
                        Octets line = request.headerLine(i);
                        out.put(line);
                    }
                    default -> {
                        // not part of a reply
                    }
                }
            }
        }
        return out.put("Content-Length: 0\r\n\r\n").bytes();
    }
}
