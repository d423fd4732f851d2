package org.waypost.sip.transport.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is passed on as it is, and what becomes of it. */
class PlainMessageTest {

    private static final String INVITE = "INVITE sip:bob@example.com SIP/2.0\r\n"
            + "X-First: 1\r\n"
            + "v: SIP/2.0/UDP 192.0.2.9:5070;rport;branch=z9hG4bKabc\r\n"
            + "Via: SIP/2.0/TCP 10.0.0.1;branch=z9hG4bK0\r\n"
            + "Max-Forwards: 9\r\n"
            + "From: \"A, B\" <sip:alice@example.com;x=y>;tag=1\r\n"
            + "To: Bob <sips:bob@example.com:5061>\r\n"
            + "Call-ID: call@host\r\n"
            + "CSeq: 7 INVITE\r\n"
            + "X-Strange :  any;thing, \"at\r\n all\r\n"
            + "Content-Length: 4\r\n\r\nbody";

    private static final String RINGING = "SIP/2.0 180 Ringing here\r\n"
            + "Via: SIP/2.0/UDP 127.0.0.1:5060;branch=z9hG4bKown\r\n"
            + "Via: SIP/2.0/UDP 10.0.0.1;branch=z9hG4bKabc\r\n"
            + "From: <sip:alice@example.com>;tag=1\r\n"
            + "To: <sip:bob@example.com>;tag=2\r\n"
            + "Call-ID: call@host\r\n"
            + "CSeq: 7 INVITE\r\n"
            + "Content-Length: 0\r\n\r\n";

    private static final InetSocketAddress SOURCE = new InetSocketAddress("192.0.2.7", 4321);
    private static final String LINE = "INVITE sip:bob@10.1.1.1 SIP/2.0\r\n";

    @Test
    void aRequestLeavesWithLinesPutInAndNothingElseChanged() {
        WireRequest request = request(INVITE);

        assertThat(PlainMessage.is(request)).isTrue();
        assertThat(text(MessageSplicer.request(request, LINE, "Via: new\r\nRecord-Route: x\r\n", SOURCE, 8)))
                .isEqualTo(INVITE.replace(
                                "INVITE sip:bob@example.com SIP/2.0\r\n", LINE + "Via: new\r\nRecord-Route: x\r\n")
                        .replace("rport;branch=z9hG4bKabc", "rport=4321;branch=z9hG4bKabc;received=192.0.2.7")
                        .replace("Max-Forwards: 9", "Max-Forwards: 8"));
    }

    @Test
    void maxForwardsMayStandBeforeTheViaOrBeMissing() {
        String without = INVITE.replace("Max-Forwards: 9\r\n", "");
        String before = without.replace("X-First", "max-forwards:9\r\nX-First");

        assertThat(text(MessageSplicer.request(request(without), LINE, "", SOURCE, 69)))
                .startsWith(LINE + "Max-Forwards: 69\r\nX-First: 1\r\nv: ")
                .endsWith("\r\n\r\nbody");
        assertThat(text(MessageSplicer.request(request(before), LINE, "", SOURCE, 8)))
                .startsWith(LINE + "Max-Forwards: 8\r\nX-First: 1\r\nv: ")
                .doesNotContain("max-forwards")
                .endsWith("\r\n\r\nbody");
    }

    @Test
    void aResponseLeavesWithoutItsFirstVia() {
        WireResponse response = response(RINGING);

        assertThat(PlainMessage.is(response)).isTrue();
        assertThat(text(MessageSplicer.response(response, true))).isEqualTo(RINGING);
        assertThat(text(MessageSplicer.response(response, false)))
                .isEqualTo(RINGING.replace("Via: SIP/2.0/UDP 127.0.0.1:5060;branch=z9hG4bKown\r\n", ""));
    }

    @Test
    void anAnswerHasWhatItMustCopy() {
        assertThat(text(MessageSplicer.answer(request(INVITE), SOURCE, 100, "Trying")))
                .isEqualTo("SIP/2.0 100 Trying\r\n"
                        + "v: SIP/2.0/UDP 192.0.2.9:5070;rport=4321;branch=z9hG4bKabc;received=192.0.2.7\r\n"
                        + "Via: SIP/2.0/TCP 10.0.0.1;branch=z9hG4bK0\r\n"
                        + "From: \"A, B\" <sip:alice@example.com;x=y>;tag=1\r\n"
                        + "To: Bob <sips:bob@example.com:5061>\r\n"
                        + "Call-ID: call@host\r\n"
                        + "CSeq: 7 INVITE\r\n"
                        + "Content-Length: 0\r\n\r\n");
    }

    @Test
    void aCopyStaysWhenTheOctetsAreOverwritten() {
        byte[] octets = INVITE.getBytes(StandardCharsets.ISO_8859_1);
        MessageScanner scanner = new MessageScanner();
        scanner.scan(octets, 0, octets.length, new ScanLimits(256, 8192));
        WireRequest copy = scanner.request().copy();
        byte[] other =
                INVITE.replace("alice", "carol").replace("X-First: 1\r\n", "").getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(other, 0, octets, 0, other.length);
        scanner.scan(octets, 0, other.length, new ScanLimits(256, 8192));

        assertThat(text(copy.octets().bytes())).isEqualTo(INVITE);
        assertThat(text(MessageSplicer.request(copy, LINE, "", SOURCE, 8)))
                .contains("alice")
                .doesNotContain("carol");
        assertThat(response(RINGING).copy().branch()).hasToString("z9hG4bKown");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "From: <sip:alice@example.com>;tag=1",
                "From: Alice B. <sip:alice@192.0.2.1:5060;transport=udp>;tag=a.b-c_d",
                "f: \"\" <sip:example.com>"
            })
    void usualAddressesArePlain(String line) {
        assertThat(PlainMessage.is(request(INVITE.replaceFirst("From: .*\r\n", line + "\r\n"))))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "From: .*   | From: sip:alice@example.com;tag=1",
                "From: .*   | From: \"a\\\\\\\\\"b\" <sip:alice@example.com>;tag=1",
                "From: .*   | From: <tel:+1234>;tag=1",
                "From: .*   | From: <sip:@example.com>;tag=1",
                "From: .*   | From: <sip:alice@example.com:99999>;tag=1",
                "From: .*   | From: <sip:alice@example.com:>;tag=1",
                "From: .*   | From: <sip:alice@[2001:db8::1]>;tag=1",
                "From: .*   | From: <sip:alice@example.com?x=y>;tag=1",
                "From: .*   | From: <sip:alice@example.com>;tag=",
                "From: .*   | From: <sip:alice@example.com> ;tag=1",
                "v: (.*)    | v: $1, SIP/2.0/UDP b",
                "v: (.*)    | v: $1;received=10.1.1.1",
                "v: (.*)    | v: $1 (comment)",
                "v: (.*)    | v: $1;x==y",
                "v: .*      | v: SIP/2.0/UDP host.exam!e.com;branch=z9hG4bKabc",
                "v: .*      | v: SIP / 2.0 / UDP a;branch=z9hG4bKabc",
                "v: .*      | v: SIP/2.0/UDP [2001:db8::1];branch=z9hG4bKabc",
                "X-First: 1 | Route: <sip:a;lr>",
                "X-First: 1 | Max-Breadth: 5",
                "CSeq: .*   | CSeq: 7 BYE",
                "Max-Forwards: 9 | Max-Forwards: x",
                "Content-Length: 4 | Content-Length: 5",
                "Content-Length: 4 | X-Second: 1"
            })
    void unusualOnesAreNot(String line, String other) {
        String message = INVITE.replaceFirst("\r\n" + line + "\r\n", "\r\n" + other + "\r\n");

        assertThat(message).isNotEqualTo(INVITE);
        assertThat(PlainMessage.is(request(message))).isFalse();
    }

    @Test
    void linesThatEndOtherwiseAreNot() {
        assertThat(PlainMessage.is(request(INVITE.replace(";tag=1\r\n", ";tag=1\n"))))
                .isFalse();
        assertThat(PlainMessage.is(request(INVITE.replace(";tag=1\r\n", "\r\n ;tag=1\r\n"))))
                .isFalse();
        assertThat(PlainMessage.is(request(INVITE.replace("\r\n\r\nbody", "\r\n\nbody"))))
                .isFalse();
    }

    private static WireRequest request(String text) {
        byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
        MessageScanner scanner = new MessageScanner();
        assertThat(scanner.scan(octets, 0, octets.length, new ScanLimits(256, 8192)))
                .isEqualTo(Verdict.REQUEST);
        return scanner.request();
    }

    private static WireResponse response(String text) {
        byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
        MessageScanner scanner = new MessageScanner();
        assertThat(scanner.scan(octets, 0, octets.length, new ScanLimits(256, 8192)))
                .isEqualTo(Verdict.RESPONSE);
        return scanner.response();
    }

    private static String text(byte[] octets) {
        return new String(octets, StandardCharsets.ISO_8859_1);
    }
}
