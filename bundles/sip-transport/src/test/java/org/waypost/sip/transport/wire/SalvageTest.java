package org.waypost.sip.transport.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.waypost.sip.Method;
import org.waypost.sip.Octets;

class SalvageTest {

    private static final ScanLimits LIMITS = new ScanLimits(12, 300);

    private final MessageScanner scanner = new MessageScanner();

    @ParameterizedTest
    @ValueSource(strings = {"From", "To", "Call-ID", "CSeq"})
    void refusesARequestThatLacks(String header) {
        assertThat(salvage(Messages.register().without(header))).isEqualTo(400);
        assertThat(scanner.request().method()).isEqualTo(Method.REGISTER);
        assertThat(scanner.request().via().port()).isEqualTo(5070);
    }

    @ParameterizedTest
    @ValueSource(strings = {"REGISTER sip:a; lr SIP/2.0", "REGISTER  sip:a  SIP/2.0", "REGISTER SIP/2.0"})
    void refusesARequestLineThatCannotBeRead(String line) {
        assertThat(salvage(Messages.register().with("REGISTER", line))).isEqualTo(400);
        assertThat(answer())
                .startsWith("SIP/2.0 400 No\r\nVia: SIP/2.0/UDP 127.0.0.1:5070;branch=z9hG4bK1\r\nFrom: ")
                .contains("Call-ID: abc\r\nCSeq: 1 REGISTER\r\n");
    }

    @Test
    void refusesAnotherVersionInItsOwn() {
        assertThat(salvage(Messages.register()
                        .with("REGISTER", "REGISTER sip:example.com SIP/7.0")
                        .with("Via", "Via: SIP/7.0/UDP a;branch=z9hG4bK2")))
                .isEqualTo(505);
        assertThat(answer())
                .startsWith("SIP/2.0 400 No\r\nVia: SIP/7.0/UDP a;branch=z9hG4bK2;rport=5090;received=127.0.0.1\r\n");
    }

    @Test
    void answersAViaThatCannotBeReadToWhereItCameFrom() {
        assertThat(salvage(Messages.register().with("Via", "Via: SIP/2.0/UDP a;;,;,,")))
                .isEqualTo(400);
        assertThat(scanner.request().via().wantsRport()).isTrue();
        assertThat(scanner.request().via().port()).isZero();
        assertThat(answer()).contains("\r\nVia: SIP/2.0/UDP a;;,;,,;rport=5090;received=127.0.0.1\r\n");
    }

    @Test
    void repeatsAllViasAndTheFirstOfEachOther() {
        assertThat(salvage(Messages.register()
                        .plus("Via: SIP/2.0/TCP b")
                        .plus("no colon")
                        .plus("CSeq: 2 REGISTER")
                        .plus("i: def")))
                .isEqualTo(400);
        assertThat(answer()).containsSubsequence("Via: SIP/2.0/UDP 127", "CSeq: 1 R", "Via: SIP/2.0/TCP b\r\n");
        assertThat(answer()).doesNotContain("no colon", "CSeq: 2", "def");
    }

    @Test
    void keepsTheTagOfATo() {
        salvage(Messages.register().with("To", "To: <sip:a@b>;tag=x").without("From"));
        assertThat(answer()).contains("To: <sip:a@b>;tag=x\r\n");
        salvage(Messages.register().with("To", "To: \"a <sip:a@b>"));
        assertThat(answer()).contains("To: \"a <sip:a@b>;tag=");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SIP/2.0 200 OK",
                "REGISTER sip:example.com HTTP/1.1",
                "REGISTER sip:example.com SIP/2",
                "REGISTER sip:example.com SIP/2.0x",
                "REGISTER sip:example.com SIP/2.",
                "<REGISTER> sip:example.com SIP/2.0",
                "SIP/2.0",
                "ACK sip:example.com SIP/2.0"
            })
    void leavesAloneWhatIsNoRequestOrGetsNoAnswer(String line) {
        assertThat(salvage(Messages.register().with("REGISTER", line))).isZero();
    }

    @Test
    void leavesAloneWhatHasNoVia() {
        assertThat(salvage(Messages.register().with("Via", "Via: garbage"))).isZero();
        assertThat(salvage(Messages.register().without("Via"))).isZero();
        assertThat(salvage(Messages.register().with("Via", "Via SIP/2.0/UDP a")))
                .isZero();
    }

    @Test
    void leavesAloneWhatIsTooLarge() {
        assertThat(salvage(Messages.register().plus("From: " + "a".repeat(300))))
                .isZero();
        assertThat(salvage(Messages.register().with("REGISTER", "REGISTER " + "a".repeat(300) + " SIP/2.0")))
                .isZero();
        Messages many = Messages.register();
        for (int i = 0; i < 12; i++) {
            many.plus("Via: SIP/2.0/UDP a");
        }
        assertThat(salvage(many)).isZero();
    }

    private int salvage(Messages message) {
        byte[] octets = message.octets();
        return scanner.salvage(octets, 0, octets.length, LIMITS);
    }

    private String answer() {
        OctetBuffer out = new OctetBuffer(64);
        InetSocketAddress source = new InetSocketAddress(InetAddress.getLoopbackAddress(), 5090);
        new ReplyWriter(Octets.EMPTY, new ToTag())
                .write(out, scanner.request(), source, 400, "No", true, new OctetBuffer(0));
        return new String(out.bytes(), StandardCharsets.ISO_8859_1);
    }
}
