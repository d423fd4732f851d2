package org.waypost.sip.transport.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.waypost.sip.Octets;

class ReplyWriterTest {

    private final ReplyWriter writer = new ReplyWriter(Octets.of("Server: Test\r\n"), new ToTag());

    private String reply(String request, String source, boolean recordRoute, String added) throws UnknownHostException {
        return reply(200, request, source, recordRoute, added);
    }

    private String reply(int status, String request, String source, boolean recordRoute, String added)
            throws UnknownHostException {
        MessageScanner scanner = new MessageScanner();
        byte[] octets = Messages.octets(request);
        assertThat(scanner.scan(octets, 0, octets.length, new ScanLimits(64, 1000)))
                .isEqualTo(Verdict.REQUEST);
        OctetBuffer out = new OctetBuffer(16);
        OctetBuffer headers = new OctetBuffer(16).put(added);
        InetSocketAddress from = new InetSocketAddress(InetAddress.getByName(source), 4321);
        writer.write(out, scanner.request(), from, status, "OK", recordRoute, headers);
        return new String(out.bytes(), StandardCharsets.ISO_8859_1);
    }

    private String via(String via, String source) throws UnknownHostException {
        return reply(Messages.register().with("Via", via).text(), source, true, "")
                .lines()
                .skip(1)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void echoesTheHeadersOfTheRequestInTheirOrderAndAsTheyWereWritten() throws UnknownHostException {
        String request = "REGISTER sip:x sip/2.0\r\nMax-Forwards: 70\r\nCall-ID : abc\r\nt: Foo\r\n <sip:u@x>;tag=2\r\n"
                + "Record-Route: <sip:a;lr>\r\nf:   <sip:a@x>   \r\nv: SIP/2.0/UDP 127.0.0.1;branch=1\r\n"
                + "Via: SIP/2.0/UDP 9.9.9.9;rport\r\ncseq:   1    REGISTER  \r\nSupported: path\r\n\r\nbody";
        assertThat(reply(request, "127.0.0.1", true, "Contact: <sip:c>\r\n"))
                .isEqualTo("sip/2.0 200 OK\r\nCall-ID : abc\r\nt: Foo\r\n <sip:u@x>;tag=2\r\n"
                        + "Record-Route: <sip:a;lr>\r\nf:   <sip:a@x>   \r\nv: SIP/2.0/UDP 127.0.0.1;branch=1\r\n"
                        + "Via: SIP/2.0/UDP 9.9.9.9;rport\r\ncseq:   1    REGISTER  \r\nContact: <sip:c>\r\n"
                        + "Server: Test\r\nContent-Length: 0\r\n\r\n");
    }

    @Test
    void namesThePortWithoutReceivedIfThatIsForced() throws UnknownHostException {
        MessageScanner scanner = new MessageScanner();
        byte[] octets = Messages.octets(Messages.register().text());
        scanner.scan(octets, 0, octets.length, new ScanLimits(64, 1000));
        scanner.request().via().forceRport();
        OctetBuffer out = new OctetBuffer(16);
        InetSocketAddress from = new InetSocketAddress("127.0.0.1", 5070);
        writer.write(out, scanner.request(), from, 200, "OK", true, new OctetBuffer(16));
        assertThat(new String(out.bytes(), StandardCharsets.ISO_8859_1))
                .contains("\r\nVia: SIP/2.0/UDP 127.0.0.1:5070;branch=z9hG4bK1;rport=5070\r\n");

        scanner.scan(octets, 0, octets.length, new ScanLimits(64, 1000));
        assertThat(scanner.request().via().wantsRport())
                .as("of the next request")
                .isFalse();
    }

    @Test
    void leavesRecordRouteOutIfTold() throws UnknownHostException {
        String request = Messages.register().plus("Record-Route: <sip:a;lr>").text();
        assertThat(reply(request, "127.0.0.1", false, "")).doesNotContain("Record-Route");
    }

    @ParameterizedTest
    @CsvSource({"100, false", "179, false", "180, true", "200, true", "299, true", "300, false", "400, false"})
    void repeatsRecordRouteOnlyWhereADialogMayBegin(int status, boolean repeated) throws UnknownHostException {
        String request = Messages.register().plus("Record-Route: <sip:a;lr>").text();
        assertThat(reply(status, request, "127.0.0.1", true, "").contains("\r\nRecord-Route: <sip:a;lr>\r\n"))
                .isEqualTo(repeated);
    }

    @ParameterizedTest
    @CsvSource({"100, false", "179, false", "180, true", "404, true"})
    void tagsTheToFrom180On(int status, boolean tagged) throws UnknownHostException {
        assertThat(reply(status, Messages.register().text(), "127.0.0.1", true, "")
                        .contains("To: <sip:alice@example.com>;tag="))
                .isEqualTo(tagged);
    }

    @ParameterizedTest
    @ValueSource(strings = {"From", "To", "Call-ID", "CSeq"})
    void answersARequestThatLacks(String header) {
        MessageScanner scanner = new MessageScanner();
        byte[] octets = Messages.register().without(header).octets();
        assertThat(scanner.salvage(octets, 0, octets.length, new ScanLimits(64, 1000)))
                .isEqualTo(400);
        OctetBuffer out = new OctetBuffer(16);
        InetSocketAddress from = new InetSocketAddress("127.0.0.1", 5070);
        writer.write(out, scanner.request(), from, 400, "Bad Request", true, new OctetBuffer(16));
        assertThat(new String(out.bytes(), StandardCharsets.ISO_8859_1))
                .startsWith("SIP/2.0 400 Bad Request\r\nVia: SIP/2.0/UDP 127.0.0.1:5070;branch=z9hG4bK1\r\n")
                .doesNotContain("\r\n" + header + ":");
    }

    @Test
    void keepsWhiteSpaceAtTheEndOfAVia() throws UnknownHostException {
        assertThat(reply(
                        Messages.register()
                                .with("Via", "Via: SIP/2.0/UDP a \t\r\n ")
                                .text(),
                        "127.0.0.1",
                        true,
                        ""))
                .contains("\r\nVia: SIP/2.0/UDP a \t\r\n ;received=127.0.0.1\r\nFrom: ");
    }

    @Test
    void tagsTheToOfARequestWithoutTagAlikeForARetransmission() throws UnknownHostException {
        String request = Messages.register().text();
        String reply = reply(request, "127.0.0.1", true, "");
        assertThat(reply).containsPattern("\r\nTo: <sip:alice@example.com>;tag=[0-9a-f]{32}\\.[0-9a-f]{8}\r\n");
        assertThat(reply(request, "127.0.0.1", true, "")).isEqualTo(reply);
        String other = request.replace("CSeq: 1", "CSeq: 2");
        assertThat(reply(other, "127.0.0.1", true, "").replace("CSeq: 2", "CSeq: 1"))
                .isNotEqualTo(reply);
    }

    @Test
    void keepsALineFeedAloneAfterTheTag() throws UnknownHostException {
        String reply = reply(Messages.register().text().replace("\r\n", "\n"), "127.0.0.1", true, "");
        assertThat(reply).containsPattern(";tag=[0-9a-f.]{41}\nCall-ID: abc\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "127.0.0.1:5|127.0.0.1:5",
                "127.0.0.1:5;rport|127.0.0.1:5;rport=4321;received=127.0.0.1",
                "127.0.0.1:5;rport=;branch=b|127.0.0.1:5;rport=4321;branch=b;received=127.0.0.1",
                "127.0.0.1:5;RPORT=9 ; x|127.0.0.1:5;rport=4321 ; x;received=127.0.0.1",
                "127.0.0.1:5 ; rport ; b|127.0.0.1:5 ;rport=4321; b;received=127.0.0.1",
                "10.0.0.1;branch=b|10.0.0.1;branch=b;received=127.0.0.1",
                "127.0.0.10|127.0.0.10;received=127.0.0.1",
                "127.0.1|127.0.1;received=127.0.0.1",
                "127.0.0.01|127.0.0.01;received=127.0.0.1",
                "127.00.0.1|127.00.0.1;received=127.0.0.1",
                "'10.0.0.1:5 '|'10.0.0.1:5 ;received=127.0.0.1'",
                "'127.0.0.1:5;rport '|127.0.0.1:5;rport=4321;received=127.0.0.1",
                "'127.0.0.1:5;rport=9 '|'127.0.0.1:5;rport=4321 ;received=127.0.0.1'",
                "127.0.0.1:5;branch=b (a comment)|127.0.0.1:5;branch=b (a comment)",
                "10.0.0.1;branch=b (a, b)|10.0.0.1;branch=b (a, b);received=127.0.0.1",
                "127.0.0.1;rport=9 (c), SIP/2.0/UDP b|127.0.0.1;rport=4321 (c), SIP/2.0/UDP b;received=127.0.0.1",
                "localhost;branch=b|localhost;branch=b;received=127.0.0.1",
                "127.0.0.1;received=1.2.3.4|127.0.0.1;received=1.2.3.4;received=127.0.0.1",
                "127.0.0.1;rport, SIP/2.0/UDP b|127.0.0.1;rport=4321, SIP/2.0/UDP b;received=127.0.0.1",
                "[::1];branch=b|[::1];branch=b;received=127.0.0.1"
            })
    void writesReceivedAndRportAsKamailioDoes(String given, String written) throws UnknownHostException {
        assertThat(via("Via: SIP/2.0/UDP " + given, "127.0.0.1")).isEqualTo("Via: SIP/2.0/UDP " + written);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[2001:db8::1]|[2001:db8::1]",
                "[2001:DB8::1]|[2001:DB8::1]",
                "[2001:db8:0:0::1]|[2001:db8:0:0::1];received=2001:db8::1",
                "[2001:0db8::1]|[2001:0db8::1];received=2001:db8::1",
                "[2001:db8:0:0:0:0:0:1]|[2001:db8:0:0:0:0:0:1];received=2001:db8::1",
                "[::2]|[::2];received=2001:db8::1",
                "[2001:db8::1];rport|[2001:db8::1];rport=4321;received=2001:db8::1"
            })
    void comparesTheTextOfIpv6AddressesAsKamailioDoes(String given, String written) throws UnknownHostException {
        assertThat(via("Via: SIP/2.0/UDP " + given, "2001:db8::1")).isEqualTo("Via: SIP/2.0/UDP " + written);
    }
}
