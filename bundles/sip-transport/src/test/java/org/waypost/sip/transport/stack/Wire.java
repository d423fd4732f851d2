package org.waypost.sip.transport.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.waypost.sip.transport.wire.MessageScanner;
import org.waypost.sip.transport.wire.ScanLimits;
import org.waypost.sip.transport.wire.Verdict;
import org.waypost.sip.transport.wire.WireRequest;
import org.waypost.sip.transport.wire.WireResponse;

/** Messages of the tests as they come out of the scanner. */
final class Wire {

    static final String INVITE = "INVITE sip:bob@example.com SIP/2.0\r\n"
            + "v: SIP/2.0/UDP host.example.com;branch=z9hG4bKabc;rport, SIP/2.0/TCP [2001:db8::1]:5061;branch=z9hG4bK0\r\n"
            + "Max-Forwards: 9\r\n"
            + "From: \"A, B\" <sip:alice@example.com;x=y>;tag=1\r\n"
            + "t: <sip:bob@example.com>\r\n"
            + "Call-ID: call@host\r\n"
            + "CSeq:\r\n 7 INVITE\r\n"
            + "m: <sip:alice@10.0.0.1>\r\n"
            + "X-Strange :  any;thing, at all\r\n"
            + "Content-Length: 4\r\n\r\nbody";

    static final String RESPONSE = "SIP/2.0 180 Ringing here\r\n"
            + "Via: SIP/2.0/UDP 127.0.0.1:5060;branch=z9hG4bKown\r\n"
            + "Via: SIP/2.0/UDP 10.0.0.1;branch=z9hG4bKabc\r\n"
            + "From: <sip:alice@example.com>;tag=1\r\n"
            + "To: <sip:bob@example.com>;tag=2\r\n"
            + "Call-ID: call@host\r\n"
            + "CSeq: 7 INVITE\r\n"
            + "Content-Length: 0\r\n\r\n";

    private static final ScanLimits LIMITS = new ScanLimits(256, 8192);

    private Wire() {}

    static WireRequest request(String text) {
        MessageScanner scanner = new MessageScanner();
        assertThat(scan(scanner, text)).isEqualTo(Verdict.REQUEST);
        return scanner.request();
    }

    static WireResponse response(String text) {
        MessageScanner scanner = new MessageScanner();
        assertThat(scan(scanner, text)).isEqualTo(Verdict.RESPONSE);
        return scanner.response();
    }

    static Verdict scan(MessageScanner scanner, String text) {
        byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
        return scanner.scan(octets, 0, octets.length, LIMITS);
    }
}
