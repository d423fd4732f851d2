package org.waypost.kemi.lua;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
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

/** A REGISTER in its real context, and the first line of what went back on its flow. */
final class Request implements ReplyFlow {

    private static final LocalPoint POINT = LocalPoint.of(
            Transport.UDP, new InetSocketAddress("192.0.2.1", 5060), new HostPort("sip.example.org", 5060), true);
    private static final Dispatcher DISPATCHER = new Dispatcher(
            new DispatchSettings(new ScanLimits(1000, 65536), 1000, 1, 1, new ReplyWriter(Octets.EMPTY, new ToTag())));
    private static final String REGISTER = """
            REGISTER sip:h SIP/2.0\r
            Via: SIP/2.0/UDP 192.0.2.9;branch=z9hG4bK1\r
            From: <sip:x@h>;tag=f\r
            To: <sip:x@h>\r
            Call-ID: c\r
            CSeq: 1 REGISTER\r
            Content-Length: 0\r
            \r
            """;

    private String reply = "";

    static SipContext context() {
        return new Request().newContext();
    }

    SipContext newContext() {
        return DISPATCHER.contextOf(REGISTER.getBytes(StandardCharsets.ISO_8859_1), this);
    }

    /** Status and reason of the first reply; empty if there was none. */
    String reply() {
        return reply;
    }

    @Override
    public boolean reply(byte[] message, int length, int viaPort, boolean rport) {
        String text = new String(message, 0, length, StandardCharsets.ISO_8859_1);
        reply = text.substring("SIP/2.0 ".length(), text.indexOf('\r'));
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
        return new InetSocketAddress("192.0.2.9", 5060);
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
