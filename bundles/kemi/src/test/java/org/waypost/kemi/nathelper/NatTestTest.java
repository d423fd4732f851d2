package org.waypost.kemi.nathelper;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waypost.kemi.support.Requests;
import org.waypost.kemi.support.Script;
import org.waypost.sip.SipContext;
import org.waypost.sip.Transport;

/** What nat_uac_test says of requests from 127.0.0.1:5090, as Kamailio 5.6.3 said it. */
class NatTestTest {

    private static final String SDP = "v=0\no=- 1 1 IN IP4 %s\ns=-\nc=IN IP4 %s\nt=0 0\nm=audio 4000 RTP/AVP 0\n";
    private static final String LOCAL = "127.0.0.1:5090";
    private static final InetSocketAddress SOURCE = new InetSocketAddress("127.0.0.1", 5090);

    @ParameterizedTest
    @CsvSource({
        "<sip:a@127.0.0.1:5090>, 0",
        "<sip:a@10.1.2.3:5070>, 129",
        "<sip:a@192.168.1.1:5070>, 129",
        "<sip:a@172.16.0.1:5070>, 129",
        "<sip:a@172.32.0.1:5070>, 128",
        "<sip:a@100.64.1.1:5070>, 129",
        "<sip:a@100.128.0.1:5070>, 128",
        "<sip:a@169.254.1.1:5070>, 128",
        "<sip:a@192.0.0.5:5070>, 129",
        "<sip:a@192.0.2.1:5070>, 128",
        "<sip:a@host.example.com:5070>, 128",
        "<sip:a@[fd00::1]:5070>, 128",
        "<sip:a@8.8.8.8:5090>, 0",
        "<sip:a@8.8.8.8;alias=127.0.0.1~5090~1>, 128",
        "<sip:a@10.1.1.1;alias=127.0.0.1~5090~1>, 129",
        "sip:a@10.1.1.1, 129",
        "'<sip:a@8.8.8.8>, <sip:a@10.1.1.1>', 129",
        "'<sip:a@10.1.1.1>, <sip:a@8.8.8.8:5090>', 0",
        "'<sip:a@127.0.0.1:5998>\nContact: <sip:a@10.0.0.1:4>', 128",
        "*, 0",
        "xyz, 0",
        "<tel:+123>, 0",
        "<sips:a@127.0.0.1>, 128",
        "'\"a <b>, c\" <sip:a@10.0.0.1:5090>;q=1', 1"
    })
    void looksAtTheContact(String contact, int expected) {
        assertThat(signs(request(LOCAL, "Contact: " + contact + "\n", ""))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:5090;rport, 0",
        "10.0.0.1:5070;rport, 22",
        "127.0.0.1:5999, 16",
        "127.0.0.1, 16",
        "localhost:5090, 2",
        "127.0.0.1:5090;received=9.9.9.9, 0",
        "'127.0.0.1:5090;branch=x, SIP/2.0/UDP 10.9.9.9:5060', 0"
    })
    void looksAtTheTopmostVia(String via, int expected) {
        assertThat(signs(request(via, "Via: SIP/2.0/UDP 10.9.9.9:5060;branch=z9hG4bKx\n", "")))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.1.1, 10.1.1.1, 264",
        "8.8.8.8, 8.8.8.8, 256",
        "127.0.0.1, 127.0.0.1, 0",
        "10.1.1.1, 8.8.8.8, 256",
        "8.8.8.8, 0.0.0.0, 256"
    })
    void looksAtTheAddressOfTheSession(String origin, String connection, int expected) {
        assertThat(signs(request(LOCAL, "Content-Type: application/sdp\n", SDP.formatted(origin, connection))))
                .isEqualTo(expected);
    }

    @Test
    void looksAtTheAddressOfEachMedium() {
        String sdp = "v=0\no=- 1 1 IN IP4 8.8.8.8\ns=-\n%st=0 0\nm=audio 4000 RTP/AVP 0\n%sm=video 2 RTP/AVP 0\n"
                + "c=IN IP4 127.0.0.1\n";
        String type = "Content-Type: application/sdp\n";
        assertThat(signs(request(LOCAL, type, sdp.formatted("", "c=IN IP4 10.0.0.1\n"))))
                .isEqualTo(8);
        assertThat(signs(request(LOCAL, type, sdp.formatted("", "c=IN IP4 127.0.0.1\n"))))
                .isZero();
        assertThat(signs(request(LOCAL, type, sdp.formatted("c=IN IP4 10.0.0.1\n", "c=IN IP4 127.0.0.1\n"))))
                .isEqualTo(256);
        assertThat(signs(request(LOCAL, type, sdp.formatted("", "")))).isZero();
    }

    @Test
    void looksAtSdpOnlyWhereItIsSaidToBe() {
        String sdp = SDP.formatted("10.0.0.1", "10.0.0.1");
        assertThat(signs(request(LOCAL, "Content-Type: text/plain\n", sdp))).isZero();
        assertThat(signs(request(LOCAL, "", sdp))).isZero();
        assertThat(signs(request(
                        LOCAL,
                        "Content-Type: multipart/mixed;boundary=b\n",
                        "--b\nContent-Type: application/sdp\n\n" + sdp + "--b--\n")))
                .isEqualTo(264);
        assertThat(signs(request(
                        LOCAL,
                        "Content-Type: application/sdp\n",
                        "v=0\no=- 1 1 IN IP6 ::1\ns=-\nc=IN IP6 fd00::1\nt=0 0\nm=audio 4000 RTP/AVP 0\n")))
                .isEqualTo(256);
    }

    @Test
    void looksAtTheSource() {
        SipContext inside =
                Requests.invite("sip:b@example.com", "10.0.0.9:5090", "", "", new InetSocketAddress("10.0.0.9", 5090));
        assertThat(signs(inside)).isEqualTo(4 + 32);
        SipContext socket = Requests.invite("sip:b@example.com", LOCAL, "", "", SOURCE, Transport.WS);
        assertThat(signs(socket)).isEqualTo(64);
    }

    @Test
    void combinesFlags() {
        Script nathelper = new Script(new NathelperModule(), request("10.0.0.5:5060", "", ""));
        assertThat(nathelper.call("nat_uac_test", 19)).isEqualTo(1);
        assertThat(nathelper.call("nat_uac_test", 8)).isEqualTo(-1);
        assertThat(nathelper.call("nat_uac_test", 0)).isEqualTo(-1);
        assertThat(nathelper.call("nat_uac_test", -1)).isEqualTo(1);
        assertThat(nathelper.call("nat_uac_test", 1024)).isEqualTo(-1);
    }

    /** The sum of the flags for which nat_uac_test gives 1. */
    private static int signs(SipContext context) {
        Script nathelper = new Script(new NathelperModule(), context);
        int sum = 0;
        for (int flag = 1; flag <= 512; flag <<= 1) {
            sum += nathelper.call("nat_uac_test", flag).equals(1) ? flag : 0;
        }
        return sum;
    }

    private static SipContext request(String via, String lines, String body) {
        return Requests.invite("sip:bob@example.com", via, lines, body, SOURCE);
    }
}
