package org.waypost.sip.transport.wire;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.waypost.sip.HeaderName;
import org.waypost.sip.Octets;

/**
 * Writes the answer to a request as octets, as Kamailio shapes it: the status line in the version of the request, then its Via,
 * From, To, Call-ID and CSeq lines as and where they came, then what the route added, Server and Content-Length. From 180 on the To
 * gets a tag; the answers that may open a dialog, 180 to 299, repeat Record-Route as well.
 */
public final class ReplyWriter {

    private static final int DIALOG = 180;

    private final Octets server;
    private final ToTag toTag;

    /**
     * @param server the line of the Server header with its line end; empty for none
     * @param toTag gives the tags of the To header
     */
    public ReplyWriter(Octets server, ToTag toTag) {
        this.server = server;
        this.toTag = toTag;
    }

    /** Whether an ACK is for an answer that was written here. */
    public boolean isAcknowledgedBy(WireRequest ack) {
        return ack.hasToTag() && toTag.isIn(ack.first(HeaderName.TO));
    }

    /** Writes a reply to {@code request}, which came from {@code source}; {@code added} holds whole header lines. */
    public void write(
            OctetBuffer out,
            WireRequest request,
            InetSocketAddress source,
            int status,
            String reason,
            boolean recordRoute,
            OctetBuffer added) {
        out.put(request.version())
                .put(' ')
                .putNumber(status)
                .put(' ')
                .put(reason)
                .put("\r\n");
        boolean firstVia = true;
        for (int i = 0; i < request.headerCount(); i++) {
            switch (request.headerName(i)) {
                case VIA -> {
                    if (firstVia) {
                        via(out, request, i, source);
                        firstVia = false;
                    } else {
                        line(out, request, i);
                    }
                }
                case TO -> to(out, request, i, status >= DIALOG);
                case FROM, CALL_ID, CSEQ -> line(out, request, i);
                case RECORD_ROUTE -> {
                    if (recordRoute && status >= DIALOG && status < 300) {
                        line(out, request, i);
                    }
                }
                default -> {
                    // not part of a reply
                }
            }
        }
        out.put(added.array(), 0, added.length()).put(server).put("Content-Length: 0\r\n\r\n");
    }

    private static void line(OctetBuffer out, WireRequest request, int index) {
        int start = request.lineStart(index);
        out.put(request.array(), start, request.lineEnd(index) - start);
    }

    /**
     * Writes the first Via, of header line {@code index}, as it is for a request from {@code source}. RFC 3581 4: rport is filled in, and
     * received stands at the end whenever it was asked for or the address differs (RFC 3261 18.2.1) or the sender wrote one itself.
     * Kamailio puts it after all values of the header line.
     */
    static void via(OctetBuffer out, WireRequest request, int index, InetSocketAddress source) {
        ViaParts via = request.via();
        byte[] array = request.array();
        int start = request.lineStart(index);
        int end = request.contentEnd(index);
        boolean rport = via.hasRport();
        if (rport) {
            out.put(array, start, via.rportStart() - start);
            out.put(";rport=").putNumber(source.getPort());
            out.put(array, via.rportEnd(), end - via.rportEnd());
        } else {
            out.put(array, start, end - start);
            if (via.wantsRport()) {
                out.put(";rport=").putNumber(source.getPort());
            }
        }
        InetAddress address = source.getAddress();
        int host = via.hostStart();
        if (rport || via.hasReceived() || !AddressText.isSame(address, array, host, via.hostEnd() - host)) {
            AddressText.put(out.put(";received="), address);
        }
        out.put("\r\n");
    }

    private void to(OctetBuffer out, WireRequest request, int index, boolean tagged) {
        if (request.hasToTag() || !tagged) {
            line(out, request, index);
            return;
        }
        byte[] array = request.array();
        int start = request.lineStart(index);
        int end = request.lineEnd(index);
        int content = request.contentEnd(index);
        out.put(array, start, content - start).put(";tag=");
        toTag.put(out, request);
        out.put(array, content, end - content);
    }
}
