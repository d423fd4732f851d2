package org.waypost.sip.transport.stack;

import static org.assertj.core.api.Assertions.assertThat;

import gov.nist.javax.sip.header.SIPHeaderNamesCache;
import gov.nist.javax.sip.header.Via;
import java.lang.reflect.Field;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.waypost.sip.transport.wire.MessageScanner;
import org.waypost.sip.transport.wire.Verdict;

class InflaterTest {

    static final String PLAIN = "INVITE sip:bob@example.com SIP/2.0\r\n"
            + "Via: SIP/2.0/UDP host.example.com;branch=z9hG4bKabc;rport\r\n"
            + "Max-Forwards: 9\r\n"
            + "From: \"A B\" <sip:alice@example.com;x=y>;tag=1\r\n"
            + "To: Bob <sip:bob@example.com:5060>;q=1\r\n"
            + "Call-ID: call@host\r\n"
            + "CSeq: 7 INVITE\r\n"
            + "Content-Length: 4\r\n\r\nbody";

    private static final InetSocketAddress SOURCE = new InetSocketAddress("192.0.2.7", 4321);

    /** The stack's parsers log through the logger a stack sets. */
    @BeforeAll
    static void setLoggers() throws Exception {
        new FlowStack(new StackTimer()).stop();
    }

    @Test
    void readsWhatIsRoutedByAndKeepsTheRestAsItIs() {
        InflatedRequest request =
                Inflater.request(Wire.request(Wire.INVITE), SOURCE).orElseThrow();

        assertThat(request.getMethod()).isEqualTo("INVITE");
        assertThat(request.getRequestURI()).hasToString("sip:bob@example.com");
        assertThat(request.getMaxForwards().getMaxForwards()).isEqualTo(9);
        assertThat(request.getFromTag()).isEqualTo("1");
        assertThat(request.getCSeq().getSeqNumber()).isEqualTo(7);
        assertThat(request.getViaHeaders()).hasSize(2);
        assertThat(text(request.encodeAsBytes("UDP")))
                .startsWith("INVITE sip:bob@example.com SIP/2.0\r\n")
                .contains("\r\nVia: SIP/2.0/TCP [2001:db8::1]:5061;branch=z9hG4bK0\r\n")
                .contains("\r\nm: <sip:alice@10.0.0.1>\r\nX-Strange :  any;thing, at all\r\n")
                .endsWith("\r\nContent-Length: 4\r\n\r\nbody");
    }

    @Test
    void leavesWhoAndWhichAsTheyWereWritten() throws Exception {
        String identity =
                "f : token1 token2<sip:a@b>\r\n ; TAG= 1\r\nt: sip:b@c\r\nI:x\r\ncseq: 0009\r\n !odd-Method\r\n";
        InflatedRequest request = Inflater.request(
                        Wire.request("!odd-Method sip:b@c SIP/2.0\r\nVia: SIP/2.0/UDP a;branch=z9hG4bK1\r\n" + identity
                                + "\r\n"),
                        SOURCE)
                .orElseThrow();

        assertThat(request.getFromTag()).isEqualTo("1");
        assertThat(text(((InflatedRequest) request.clone()).encodeAsBytes("UDP")))
                .contains("\r\n" + identity)
                .doesNotContain("From:", "Call-ID:");
        assertThat(request.getCSeq()).hasToString("CSeq: 9 !odd-Method\r\n");
        assertThat(request.createResponse(404).toString()).contains("\r\nCSeq: 9 !odd-Method\r\n");
    }

    @Test
    void fillsInWhereTheRequestReallyCameFrom() {
        InflatedRequest request =
                Inflater.request(Wire.request(Wire.INVITE), SOURCE).orElseThrow();
        assertThat(request.getTopmostVia().getReceived()).isEqualTo("192.0.2.7");
        assertThat(request.getTopmostVia().getRPort()).isEqualTo(4321);

        InflatedRequest plain = Inflater.request(
                        Wire.request(Wire.INVITE
                                .replace("host.example.com;", "192.0.2.7;")
                                .replace(";rport", "")),
                        SOURCE)
                .orElseThrow();
        assertThat(plain.getTopmostVia().getReceived()).isNull();
        assertThat(plain.getTopmostVia().getParameter("rport")).isNull();
    }

    @Test
    void aCopyHasTheKeyOfARequestToBeSent() throws Exception {
        InflatedRequest request =
                Inflater.request(Wire.request(Wire.INVITE), SOURCE).orElseThrow();
        InflatedRequest copy = (InflatedRequest) request.clone();
        copy.getMaxForwards().setMaxForwards(8);

        assertThat(request.getTransactionId()).isEqualTo("z9hg4bkabc;host.example.com:0");
        assertThat(copy.getTransactionId()).isEqualTo("z9hg4bkabc");
        assertThat(request.getMaxForwards().getMaxForwards()).isEqualTo(9);
        assertThat(text(copy.encodeAsBytes("UDP")))
                .contains("X-Strange :  any;thing, at all")
                .endsWith("body");
    }

    @Test
    void readsAResponse() {
        InflatedResponse response =
                Inflater.response(Wire.response(Wire.RESPONSE)).orElseThrow();

        assertThat(response.getStatusCode()).isEqualTo(180);
        assertThat(response.getReasonPhrase()).isEqualTo("Ringing here");
        assertThat(response.getToTag()).isEqualTo("2");
        assertThat(text(response.encodeAsBytes("UDP"))).isEqualTo(Wire.RESPONSE);
    }

    @Test
    void refusesHeadersThatWouldBeExpensiveToRead() {
        String many = ";x".repeat(129);
        String big = "a".repeat(4097);

        assertThat(Inflater.request(Wire.request(Wire.INVITE.replace(";tag=1", ";tag=1" + many)), SOURCE))
                .isEmpty();
        assertThat(Inflater.request(Wire.request(Wire.INVITE.replace("alice@example", big + "@example")), SOURCE))
                .isEmpty();
        assertThat(Inflater.request(
                        Wire.request(Wire.INVITE.replace("X-Strange :", "X-Strange: " + many + big)), SOURCE))
                .as("others are not read")
                .isPresent();
    }

    @Test
    void namesOffTheWireDoNotStayInTheStack() throws Exception {
        Field field = SIPHeaderNamesCache.class.getDeclaredField("lowercaseMap");
        field.setAccessible(true);
        Map<?, ?> kept = (Map<?, ?>) field.get(null);
        Inflater.request(Wire.request(Wire.INVITE), SOURCE);
        int before = kept.size();
        for (int i = 0; i < 100; i++) {
            Inflater.request(Wire.request(Wire.INVITE.replace("X-Strange", "X-Number-" + i)), SOURCE);
        }

        assertThat(kept.size()).isEqualTo(before);
    }

    @Test
    void aPlainRequestIsReadWhenSomebodyAsks() throws Exception {
        InflatedRequest request = Inflater.request(Wire.request(PLAIN), SOURCE).orElseThrow();
        InflatedRequest copy = (InflatedRequest) request.clone();
        copy.getMaxForwards().setMaxForwards(8);
        Via via = new Via();
        via.setTransport("UDP");
        via.setHost("127.0.0.1");
        via.setBranch("z9hG4bKown");
        copy.addFirst(via);
        String before = text(copy.encodeAsBytes("UDP"));

        assertThat(copy.getTransactionId()).isEqualTo("z9hg4bkown");
        assertThat(copy.getFromTag()).isEqualTo("1");
        assertThat(copy.getTransactionId()).isEqualTo("z9hg4bkown");
        assertThat(copy.getViaHeaders()).hasSize(2);
        assertThat(lines(copy.encodeAsBytes("UDP"))).containsExactlyInAnyOrder(before.split("\r\n"));
        assertThat(request.getTopmostVia().getBranch()).isEqualTo("z9hG4bKabc");
        assertThat(request.getTopmostVia().getParameter("rport")).isEqualTo("4321");
    }

    @Test
    void aPlainResponseLosesItsViaReadOrNot() throws Exception {
        InflatedResponse unread =
                Inflater.response(Wire.response(Wire.RESPONSE)).orElseThrow();
        unread.removeFirst("Via");
        InflatedResponse read = (InflatedResponse) unread.clone();
        assertThat(read.getToTag()).isEqualTo("2");

        assertThat(lines(read.encodeAsBytes("UDP")))
                .containsExactlyInAnyOrder(text(unread.encodeAsBytes("UDP")).split("\r\n"))
                .doesNotContain("Via: SIP/2.0/UDP 127.0.0.1:5060;branch=z9hG4bKown");
        assertThat(unread.hasVia()).isTrue();
        unread.removeFirst("Via");
        assertThat(unread.hasVia()).isFalse();
    }

    @Test
    void aResponseIsNotPlainIfSomethingOfItCannotBeRead() {
        String odd = Wire.RESPONSE.replace("From", "Route: <sip:x;lr>:5060\r\nFrom");
        assertThat(Inflater.response(Wire.response(odd))).isEmpty();
        assertThat(Inflater.response(Wire.response(Wire.RESPONSE.replace("bKabc", "bKabc;rport=1x"))))
                .isEmpty();
    }

    @Test
    void noiseIsRefusedAndNeverThrows() {
        Random random = new Random(42);
        MessageScanner scanner = new MessageScanner();
        int read = 0;
        for (int i = 0; i < 20_000; i++) {
            Verdict verdict =
                    Wire.scan(scanner, noisy(i % 3 == 0 ? Wire.INVITE : i % 3 == 1 ? PLAIN : Wire.RESPONSE, random));
            if (verdict == Verdict.REQUEST) {
                TransactionKey.of(scanner.request());
                Optional<InflatedRequest> request = Inflater.request(scanner.request(), SOURCE);
                request.ifPresent(InflatedRequest::read);
                read += request.isPresent() ? 1 : 0;
            } else if (verdict == Verdict.RESPONSE) {
                TransactionKey.of(scanner.response());
                Optional<InflatedResponse> response = Inflater.response(scanner.response());
                response.ifPresent(InflatedResponse::read);
                read += response.isPresent() ? 1 : 0;
            }
        }

        assertThat(read).isBetween(1000, 19_999);
    }

    private static String noisy(String message, Random random) {
        StringBuilder text = new StringBuilder(message);
        for (int n = random.nextInt(6); n >= 0; n--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(3)) {
                case 0 -> text.setCharAt(at, (char) random.nextInt(256));
                case 1 -> text.deleteCharAt(at);
                default -> text.insert(at, "<>;,:@\"\\\r\n %[]".charAt(random.nextInt(14)));
            }
        }
        return text.toString();
    }

    private static List<String> lines(byte[] octets) {
        return List.of(text(octets).split("\r\n"));
    }

    private static String text(byte[] octets) {
        return new String(octets, StandardCharsets.ISO_8859_1);
    }
}
