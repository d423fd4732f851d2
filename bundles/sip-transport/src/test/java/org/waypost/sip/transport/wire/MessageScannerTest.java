package org.waypost.sip.transport.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.waypost.sip.HeaderName;
import org.waypost.sip.Method;

class MessageScannerTest {

    private static final ScanLimits LIMITS = new ScanLimits(64, 1000);

    private final MessageScanner scanner = new MessageScanner();

    private Verdict scan(String text) {
        byte[] octets = Messages.octets("##" + text);
        return scanner.scan(octets, 2, octets.length - 2, LIMITS);
    }

    private Verdict scan(Messages message) {
        return scan(message.text());
    }

    @Test
    void indexesEachHeaderOfARequest() {
        assertThat(scan(Messages.register().plus("m:  <sip:a@1.2.3.4>\t").plus("X-Any: thing")))
                .isEqualTo(Verdict.REQUEST);

        WireRequest request = scanner.request();
        assertThat(request.method()).isEqualTo(Method.REGISTER);
        assertThat(request.requestUri()).hasToString("sip:example.com");
        assertThat(request.version()).hasToString("SIP/2.0");
        assertThat(request.firstLine()).hasToString("REGISTER sip:example.com SIP/2.0");
        assertThat(request.headerCount()).isEqualTo(7);
        assertThat(request.headerName(5)).isEqualTo(HeaderName.CONTACT);
        assertThat(request.headerText(5)).hasToString("m");
        assertThat(request.headerValue(5)).hasToString("<sip:a@1.2.3.4>");
        assertThat(request.headerLine(5)).hasToString("m:  <sip:a@1.2.3.4>\t\r\n");
        assertThat(request.headerName(6)).isEqualTo(HeaderName.OTHER);
        assertThat(request.first(HeaderName.CALL_ID)).hasToString("abc");
        assertThat(request.has(HeaderName.EXPIRES)).isFalse();
        assertThat(request.first(HeaderName.EXPIRES).isEmpty()).isTrue();
        assertThat(request.cseq()).isEqualTo(1);
        assertThat(request.body().isEmpty()).isTrue();
    }

    @Test
    void findsHeadersOfTheSameNameInOrder() {
        scan(Messages.register().plus("Contact: <sip:a>").plus("Expires: 5").plus("contact: <sip:b>"));
        WireRequest request = scanner.request();
        int first = request.indexOf(HeaderName.CONTACT, 0);
        int second = request.indexOf(HeaderName.CONTACT, first + 1);
        assertThat(request.headerValue(first)).hasToString("<sip:a>");
        assertThat(request.headerValue(second)).hasToString("<sip:b>");
        assertThat(request.indexOf(HeaderName.CONTACT, second + 1)).isEqualTo(-1);
    }

    @Test
    void keepsTheFoldInAValue() {
        assertThat(scan(Messages.register().with("To", "To: Alice\r\n <sip:alice@example.com>\r\n\t;x=y")))
                .isEqualTo(Verdict.REQUEST);
        assertThat(scanner.request().first(HeaderName.TO)).hasToString("Alice\r\n <sip:alice@example.com>\r\n\t;x=y");
        assertThat(scanner.request().headerCount()).isEqualTo(5);
    }

    @Test
    void takesTheBodyUpToContentLength() {
        assertThat(scan(Messages.register().plus("l: 3").text() + "abcdef")).isEqualTo(Verdict.REQUEST);
        assertThat(scanner.request().body()).hasToString("abc");
        assertThat(scanner.request().octets().toString()).endsWith("\r\n\r\nabc");
    }

    @Test
    void acceptsAContentLengthBeyondTheDatagram() {
        assertThat(scan(Messages.register().plus("Content-Length: 99").text() + "abc"))
                .isEqualTo(Verdict.REQUEST);
        assertThat(scanner.request().body()).hasToString("abc");
    }

    @Test
    void readsAResponse() {
        String text =
                Messages.register().with("REGISTER", "SIP/2.0 486 Busy Here").text();
        assertThat(scan(text)).isEqualTo(Verdict.RESPONSE);
        WireResponse response = scanner.response();
        assertThat(response.status()).isEqualTo(486);
        assertThat(response.reason()).hasToString("Busy Here");
        assertThat(response.branch()).hasToString("z9hG4bK1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SIP/2.0 200", "SIP/2.0 200 ", "SIP/2.0 699 x"})
    void acceptsAStatusLine(String line) {
        assertThat(scan(Messages.register().with("REGISTER", line))).isEqualTo(Verdict.RESPONSE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SIP/2.0 99 x", "SIP/2.0 700 x", "SIP/2.0 2000 x", "SIP/2.0 abc x", "SIP/2.0", "SIP/2.0 "})
    void refusesAStatusLine(String line) {
        assertThat(scan(Messages.register().with("REGISTER", line))).isEqualTo(Verdict.NOT_SIP);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "REGISTER sip:x sip/2.0",
                "REGISTER sip:x SIP/2.00",
                "REGISTER  SIP/2.0",
                "REGISTER foo SIP/2.0",
                "REGISTER sip:x SIP/2.0 ",
                "register sip:x SIP/2.0",
                "/REGISTER sip:x SIP/2.0"
            })
    void acceptsARequestLine(String line) {
        assertThat(scan(Messages.register().with("REGISTER", line))).isEqualTo(Verdict.REQUEST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "REGISTER sip:x SIP/3.0",
                "REGISTER sip:x HTTP/1.1",
                "REGISTER sip:x",
                "REGISTER",
                "REGISTER  sip:x  SIP/2.0",
                "REGISTER sip:x y SIP/2.0",
                "REGISTER\tsip:x\tSIP/2.0"
            })
    void refusesARequestLine(String line) {
        assertThat(scan(Messages.register().with("REGISTER", line))).isEqualTo(Verdict.NOT_SIP);
    }

    @Test
    void knowsAMethodInAnyCaseAndKeepsItsText() {
        scan(Messages.register().with("REGISTER", "oPtions sip:x SIP/2.0"));
        assertThat(scanner.request().method()).isEqualTo(Method.OPTIONS);
        assertThat(scanner.request().methodText()).hasToString("oPtions");
        scan(Messages.register().with("REGISTER", "FOO sip:x SIP/2.0"));
        assertThat(scanner.request().method()).isEqualTo(Method.OTHER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\n\r\n", "\n", " ", "\t", "\0"})
    void skipsWhiteSpaceBeforeTheFirstLine(String before) {
        assertThat(scan(before + Messages.register().text())).isEqualTo(Verdict.REQUEST);
        assertThat(scanner.request().method()).isEqualTo(Method.REGISTER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\r\n", "\r\n\r\n", "\0\0\0\0", " "})
    void takesNothingForAKeepalive(String text) {
        assertThat(scan(text)).isEqualTo(Verdict.KEEPALIVE);
    }

    @Test
    void acceptsLineFeedsAlone() {
        assertThat(scan(Messages.register().text().replace("\r\n", "\n") + "body"))
                .isEqualTo(Verdict.REQUEST);
        assertThat(scanner.request().body()).hasToString("body");
        assertThat(scanner.request().first(HeaderName.CALL_ID)).hasToString("abc");
    }

    @Test
    void acceptsAMissingEmptyLineButNotAMissingLineEnd() {
        String text = Messages.register().text();
        assertThat(scan(text.substring(0, text.length() - 2))).isEqualTo(Verdict.REQUEST);
        assertThat(scan(text.substring(0, text.length() - 4))).isEqualTo(Verdict.BAD_HEADER);
    }

    @Test
    void acceptsWhiteSpaceBeforeAColon() {
        assertThat(scan(Messages.register().with("Call-ID", "Call-ID \t: abc"))).isEqualTo(Verdict.REQUEST);
        assertThat(scanner.request().first(HeaderName.CALL_ID)).hasToString("abc");
        assertThat(scanner.request().headerText(3)).hasToString("Call-ID");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Via", "From", "To", "Call-ID", "CSeq"})
    void refusesARequestWithout(String header) {
        assertThat(scan(Messages.register().without(header))).isEqualTo(Verdict.INCOMPLETE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Via: garbage",
                "Via:",
                "v: SIP/2.0/UDP",
                "Via: SIP/2.0/UDP a\r\nVia: garbage",
                "Via: SIP/2.0/UDP a, garbage",
                "Via: SIP/2.0/UDP a, SIP/2.0/UDP b;branch="
            })
    void refusesALowerVia(String line) {
        assertThat(scan(Messages.register().plus(line))).isEqualTo(Verdict.BAD_HEADER);
        String top = "Via: SIP/2.0/UDP 127.0.0.1:5070, " + line.substring(line.indexOf(':') + 1);
        assertThat(scan(Messages.register().with("Via", top))).isEqualTo(Verdict.BAD_HEADER);
    }

    @Test
    void keepsThePartsOfTheTopVia() {
        String lower = "Via: SIP/2.0/UDP a:1;branch=2, SIP/2.0/TCP b:2\r\nVia: SIP/2.0/UDP c:3 (lowest)";
        assertThat(scan(Messages.register().plus(lower))).isEqualTo(Verdict.REQUEST);
        assertThat(scanner.request().via().port()).isEqualTo(5070);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "f: <sip:a@x>;tag=1",
                "t: <sip:a@x>",
                "i: 1",
                "CSeq: 1 REGISTER",
                "no colon",
                ": no name",
                "na me: x",
                "n@me: x",
                "Content-Length: x",
                "Content-Length: 5x",
                "Content-Length: -1",
                "Content-Length:",
                "Content-Length: 99999999999999999999",
                "l: 4294967295",
                "l: 0\r\nl: 0",
                "Max-Forwards: 1\r\nMax-Forwards: 1"
            })
    void refusesAHeaderLine(String line) {
        assertThat(scan(Messages.register().plus(line))).isEqualTo(Verdict.BAD_HEADER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"X: a\0b", "X:", "X:\r\n y", "Expires: 1\r\nExpires: 2", "Contact: *\r\nContact: *"})
    void acceptsAHeaderLine(String line) {
        assertThat(scan(Messages.register().plus(line))).isEqualTo(Verdict.REQUEST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "1 REGISTER x", ""})
    void refusesACseq(String value) {
        assertThat(scan(Messages.register().with("CSeq", "CSeq: " + value))).isEqualTo(Verdict.BAD_HEADER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x REGISTER", "-1 REGISTER", "4294967296 REGISTER", "99999999999999999999 REGISTER"})
    void leavesABadCseqNumberToTheRegistrar(String value) {
        assertThat(scan(Messages.register().with("CSeq", "CSeq: " + value))).isEqualTo(Verdict.REQUEST);
        assertThat(scanner.request().cseq()).isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"4294967295 REGISTER", "4294967295\r\n REGISTER", "4294967295 INVITE"})
    void acceptsACseq(String value) {
        assertThat(scan(Messages.register().with("CSeq", "CSeq: " + value))).isEqualTo(Verdict.REQUEST);
        assertThat(scanner.request().cseq()).isEqualTo(4294967295L);
    }

    @Test
    void dropsMoreOrLongerHeadersThanAllowed() {
        Messages many = Messages.register();
        for (int i = 0; i < 59; i++) {
            many.plus("X: 1");
        }
        assertThat(scan(many)).isEqualTo(Verdict.REQUEST);
        assertThat(scanner.request().headerCount()).isEqualTo(64);
        assertThat(scan(many.plus("X: 1"))).isEqualTo(Verdict.TOO_LARGE);
        assertThat(scan(Messages.register().plus("X: " + "a".repeat(995)))).isEqualTo(Verdict.REQUEST);
        assertThat(scan(Messages.register().plus("X: " + "a".repeat(996)))).isEqualTo(Verdict.TOO_LARGE);
        assertThat(scan(Messages.register().with("REGISTER", "REGISTER " + "a".repeat(1000) + " SIP/2.0")))
                .isEqualTo(Verdict.TOO_LARGE);
    }

    @Test
    void aRetainedRequestIsNotTouchedByTheNext() {
        scan(Messages.register());
        WireRequest first = scanner.request();
        scanner.release();
        scan(Messages.register().with("Call-ID", "Call-ID: other"));
        assertThat(first.first(HeaderName.CALL_ID)).hasToString("abc");
        assertThat(scanner.request().first(HeaderName.CALL_ID)).hasToString("other");
    }
}
