package org.waypost.sip.transport.tcp;

import io.netty.buffer.ByteBuf;
import org.waypost.sip.Octets;
import org.waypost.sip.transport.MessageTaps;

/** Shows what passes a connection, and what does not and why, to who looks. */
record ConnectionTaps(MessageTaps taps, TcpConnection connection) {

    /** @param dropped why it is not sent, or empty */
    void sent(byte[] message, int length, String dropped) {
        if (taps.areThere()) {
            Octets octets = new Octets(message, 0, length);
            taps.sent(
                    connection.transport(),
                    connection.localAddress(),
                    connection.remote(),
                    connection.id(),
                    octets,
                    dropped);
        }
    }

    void sent(ByteBuf waiting, String dropped) {
        if (taps.areThere()) {
            byte[] message = new byte[waiting.readableBytes()];
            waiting.getBytes(waiting.readerIndex(), message);
            sent(message, message.length, dropped);
        }
    }

    void keepalive(byte[] octets) {
        if (taps.areThere()) {
            taps.received(connection, new Octets(octets, 0, octets.length), "");
        }
    }

    /** What the framer could not read. A message that was handed on has been shown. */
    void refused(StreamFramer framer, StreamFramer.Fault fault) {
        if (fault != StreamFramer.Fault.STOPPED && taps.areThere()) {
            String cause = fault == StreamFramer.Fault.TOO_LARGE
                    ? "longer than tcp_max_message"
                    : "Content-Length is missing or no number";
            taps.received(connection, framer.refused(), cause);
        }
    }
}
