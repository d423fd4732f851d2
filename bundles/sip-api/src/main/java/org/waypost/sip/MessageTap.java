package org.waypost.sip;

/**
 * A whiteboard service that is shown every message at the sockets, as a trace wants them: whatever came in, also what is refused,
 * and whatever goes out, with replies, relayed requests, own requests and keepalives (CRLF, STUN). Register it only while somebody
 * looks: without a tap a message costs one look at a field.
 */
public interface MessageTap {

    /**
     * A message is about to be handled, or to be sent. Called on its thread, which waits: copy what is wanted, never block. The octets
     * are overwritten after the call. A datagram that the kernel refuses is shown a second time, with what was wrong.
     */
    void message(TappedMessage message);
}
