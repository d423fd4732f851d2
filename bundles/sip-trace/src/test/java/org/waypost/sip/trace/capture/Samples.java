package org.waypost.sip.trace.capture;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import org.waypost.sip.Octets;
import org.waypost.sip.TappedMessage;
import org.waypost.sip.Transport;

/** Messages for the tests. */
public final class Samples {

    public static final String REGISTER = """
            REGISTER sip:example.com SIP/2.0\r
            Via: SIP/2.0/UDP 192.0.2.7;branch=z9hG4bK1\r
            f: "Al, <ice>" <sip:alice@example.com:5070;user=phone>;tag=1\r
            To : <sip:alice@example.com>\r
            Call-ID: abc@192.0.2.7\r
            CSeq: 1 REGISTER\r
            Content-Length: 0\r
            \r
            """;

    public static final String NOT_FOUND = """
            SIP/2.0 404 Not Found\r
            From: sip:carol@example.com;tag=1\r
            To: <sips:bob@example.net>;tag=2\r
            Call-ID: def\r
            CSeq: 2 INVITE\r
            \r
            """;

    public static final InetSocketAddress LOCAL = address("198.51.100.1", 5060);
    public static final InetSocketAddress REMOTE = address("192.0.2.7", 5070);

    private Samples() {}

    public static InetSocketAddress address(String host, int port) {
        try {
            return new InetSocketAddress(InetAddress.getByName(host), port);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    public static TappedMessage tapped(String text) {
        return new TappedMessage(true, Transport.UDP, LOCAL, REMOTE, -1, Octets.of(text), "");
    }

    public static TappedMessage dropped(String text, String why) {
        return new TappedMessage(true, Transport.UDP, LOCAL, REMOTE, -1, Octets.of(text), why);
    }

    public static CapturedMessage captured(String text) {
        return CapturedMessage.of(Instant.parse("2026-11-23T06:00:00.123456Z"), tapped(text));
    }
}
