package org.waypost.route.builtin;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.waypost.sip.HostPort;
import org.waypost.sip.ListenPoint;
import org.waypost.sip.Octets;
import org.waypost.sip.SipContext;
import org.waypost.sip.Transport;
import org.waypost.sip.transport.DispatchSettings;
import org.waypost.sip.transport.Dispatcher;
import org.waypost.sip.transport.LocalPoint;
import org.waypost.sip.transport.ReplyFlow;
import org.waypost.sip.transport.wire.ReplyWriter;
import org.waypost.sip.transport.wire.ScanLimits;
import org.waypost.sip.transport.wire.ToTag;

/** A request in its real context, and what went back on its flow. */
final class Exchange implements ReplyFlow {

    private static final InetSocketAddress ADDRESS = new InetSocketAddress("127.0.0.1", 5060);
    private static final LocalPoint POINT =
            LocalPoint.of(Transport.UDP, ADDRESS, new HostPort("127.0.0.1", 5060), false);
    private static final String ECHOED = "(Via|From|To|Call-ID|CSeq|Server|Content-Length): .*";

    private static final Dispatcher DISPATCHER = new Dispatcher(
            new DispatchSettings(new ScanLimits(100, 1000), 10, 1, 1, new ReplyWriter(Octets.EMPTY, new ToTag())));

    final SipContext context;
    private String answer = "";

    Exchange(String method, String uri, String... headerLines) {
        String headers = String.join("\r\n", headerLines);
        String to = headers.contains("To: ") ? "" : "To: <" + uri + ">\r\n";
        String message = method + " " + uri + " SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.9;branch=z9hG4bK1\r\n"
                + "From: <sip:alice@192.0.2.9>;tag=f\r\n" + to + "Call-ID: c\r\nCSeq: 1 " + method + "\r\n"
                + (headers.isEmpty() ? "" : headers + "\r\n") + "\r\n";
        context = DISPATCHER.contextOf(message.getBytes(StandardCharsets.ISO_8859_1), this);
    }

    /** Status, reason and header lines of the answer but for the echoed ones; empty if there was none. */
    String answer() {
        return answer.lines()
                .filter(line -> !line.isEmpty() && !line.matches(ECHOED))
                .map(line -> line + "\r\n")
                .collect(Collectors.joining());
    }

    @Override
    public boolean reply(byte[] message, int length, int viaPort, boolean rport) {
        answer = new String(message, 0, length, StandardCharsets.ISO_8859_1).substring("SIP/2.0 ".length());
        return true;
    }

    @Override
    public int id() {
        return -1;
    }

    @Override
    public Transport transport() {
        return Transport.UDP;
    }

    @Override
    public ListenPoint local() {
        return POINT;
    }

    @Override
    public InetSocketAddress remote() {
        return ADDRESS;
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public boolean send(byte[] message, int length) {
        return true;
    }
}
