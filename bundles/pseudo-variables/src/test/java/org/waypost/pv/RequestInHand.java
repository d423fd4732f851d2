package org.waypost.pv;

import java.net.InetSocketAddress;
import org.waypost.sip.SipContext;
import org.waypost.sip.Transport;
import org.waypost.sip.transport.TestFlow;

/** Makes the real context of a request, as if it had come from 127.0.0.1:45090 to 127.0.0.1:45060. */
public final class RequestInHand {

    private RequestInHand() {}

    /** The request that {@code text} is, one octet a char, its lines ended by LF or CRLF. */
    public static SipContext of(String text) {
        return of(text, Transport.UDP, "127.0.0.1");
    }

    public static SipContext of(String text, Transport transport, String host) {
        String head = text.replace("\r\n", "\n").stripLeading();
        String message = (head.contains("\n\n") ? head : head.stripTrailing() + "\n\n").replace("\n", "\r\n");
        return new TestFlow(TestFlow.point(transport, host, 45060), new InetSocketAddress(host, 45090))
                .context(message);
    }
}
