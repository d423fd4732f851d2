package org.waypost.kemi.nathelper;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waypost.kemi.support.RecordedApi;
import org.waypost.kemi.support.Requests;
import org.waypost.kemi.support.Script;
import org.waypost.sip.HeaderName;
import org.waypost.sip.SipContext;
import org.waypost.sip.Transport;
import org.waypost.sip.Value;

/** What becomes of requests from 127.0.0.1:5090, as it became of them in Kamailio 5.6.3. */
class NathelperModuleTest {

    private static final InetSocketAddress SOURCE = new InetSocketAddress("127.0.0.1", 5090);
    private static final String SDP =
            "v=0\no=- 1 1 IN IP4 10.1.1.1\ns=-\nc=IN IP4 10.1.1.2\nt=0 0\nm=audio 4000 RTP/AVP 0\n";

    private final NathelperModule module = new NathelperModule();

    @Test
    void hasTheFunctionsOfKamailio() throws Exception {
        assertThat(RecordedApi.of(module)).isEqualTo(RecordedApi.of("nathelper"));
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.1, 1",
        "172.31.255.255, 1",
        "172.32.0.0, -1",
        "192.168.0.1, 1",
        "100.64.0.1, 1",
        "192.0.0.255, 1",
        "169.254.0.1, -1",
        "127.0.0.1, -1",
        "8.8.8.8, -1",
        "fd00::1, -1",
        "xx, -1",
        "'', -1",
        "10.0.0.256, -1",
        "10.0.0, -1",
        "1.10.0.0.1, -1",
        ".:1, -1",
        "10.0.0.1:5060, -1",
        "::ffff:10.0.0.1, 1"
    })
    void knowsPrivateAddresses(String address, int code) {
        assertThat(script(contact("<sip:a@10.1.2.3>")).call("is_rfc1918", address))
                .isEqualTo(code);
    }

    @Test
    void keepsTheSourceOfARegister() {
        SipContext udp = contact("<sip:a@10.1.2.3>");
        assertThat(script(udp).call("fix_nated_register")).isEqualTo(1);
        assertThat(udp.avps().all("rcv")).isEmpty();

        configure(Map.of("received_avp", "$avp(s:rcv)"));
        script(udp).call("fix_nated_register");
        assertThat(udp.avps().all("rcv")).containsExactly(Value.of("sip:127.0.0.1:5090"));
        SipContext tcp = Requests.invite("sip:b@example.com", "h", "", "", SOURCE, Transport.TCP);
        script(tcp).call("fix_nated_register");
        assertThat(tcp.avps().get("rcv", 0)).isEqualTo(Value.of("sip:127.0.0.1:5090;transport=tcp"));
        SipContext v6 = Requests.invite("sip:b@example.com", "h", "", "", new InetSocketAddress("2001:db8::1", 5090));
        script(v6).call("fix_nated_register");
        assertThat(v6.avps().get("rcv", 0)).isEqualTo(Value.of("sip:[2001:db8:0:0:0:0:0:1]:5090"));
    }

    // function; Contact before; return code; Contact after
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fix_nated_contact | <sip:a@10.1.2.3:5070> | 1 | <sip:a@127.0.0.1:5090>",
                "fix_nated_contact | <sip:a@10.1.2.3:5070;transport=udp>;expires=60 | 1 | <sip:a@127.0.0.1:5090;transport=udp>;expires=60",
                "fix_nated_contact | \"A B\" <sip:a@10.1.2.3>;q=0.5 | 1 | \"A B\" <sip:a@127.0.0.1:5090>;q=0.5",
                "fix_nated_contact | sip:a@10.1.2.3:5070;expires=5 | 1 | sip:a@127.0.0.1:5090;expires=5",
                "fix_nated_contact | <sip:a@1.1.1.1>, <sip:b@2.2.2.2> | 1 | <sip:a@1.1.1.1>, <sip:b@127.0.0.1:5090>",
                "fix_nated_contact | <sips:a@10.1.2.3;lr?x=y> | 1 | <sips:a@127.0.0.1:5090;lr?x=y>",
                "fix_nated_contact | <sip:a:pw@10.1.2.3:5070;x=1> | 1 | <sip:a:pw@127.0.0.1:5090;x=1>",
                "fix_nated_contact | <sip:10.1.2.3> | 1 | <sip:127.0.0.1:5090>",
                "fix_nated_contact | * | -1 | *",
                "fix_nated_contact | <tel:123> | -1 | <tel:123>",
                "set_contact_alias | <sip:a@10.1.2.3:5070> | 1 | <sip:a@10.1.2.3:5070;alias=127.0.0.1~5090~1>",
                "set_contact_alias | <sip:a@10.1.2.3;x=1>;expires=60 | 1 | <sip:a@10.1.2.3;x=1;alias=127.0.0.1~5090~1>;expires=60",
                "set_contact_alias | sip:a@10.1.2.3:5070;expires=5 | 1 | <sip:a@10.1.2.3:5070;alias=127.0.0.1~5090~1>;expires=5",
                "set_contact_alias | <sip:a@10.1.2.3;alias=1.1.1.1~5~1> | 1 | <sip:a@10.1.2.3;alias=1.1.1.1~5~1;alias=127.0.0.1~5090~1>",
                "set_contact_alias | * | -1 | *",
                "set_contact_alias_trim | <sip:a@10.1.2.3;alias=1.1.1.1~5~1;x> | 1 | <sip:a@10.1.2.3;x;alias=127.0.0.1~5090~1>",
                "add_contact_alias | <sip:a@10.1.2.3:5070;transport=udp>;expires=60 | 1 | <sip:a@10.1.2.3:5070;alias=127.0.0.1~5090~1;transport=udp>;expires=60",
                "add_contact_alias | sip:a@10.1.2.3:5070 | 1 | <sip:a@10.1.2.3:5070;alias=127.0.0.1~5090~1>",
                "add_contact_alias | <sips:a@10.1.2.3;lr?x=y> | 1 | <sips:a@10.1.2.3;alias=127.0.0.1~5090~1;lr?x=y>",
                "add_contact_alias | * | -1 | *"
            })
    void changesTheContact(String function, String before, int code, String after) {
        SipContext context = contact(before);
        assertThat(script(context).call(function)).isEqualTo(code);
        context.edits().apply();
        assertThat(context.request().first(HeaderName.CONTACT)).hasToString(after);
    }

    @Test
    void doesNotChangeAContactTwice() {
        SipContext context = contact("<sip:a@10.1.2.3>");
        assertThat(script(context).call("fix_nated_contact")).isEqualTo(1);
        assertThat(script(context).call("fix_nated_contact")).isEqualTo(-1);
        assertThat(script(context).call("set_contact_alias")).isEqualTo(-1);
        context.edits().apply();
        assertThat(script(context).call("set_contact_alias")).isEqualTo(1);
    }

    @Test
    void tellsThatThereIsNoContact() {
        SipContext context = Requests.invite("sip:b@example.com", "h", "", "", SOURCE);
        assertThat(script(context).call("fix_nated_contact")).isEqualTo(-1);
        assertThat(script(context).call("set_contact_alias")).isEqualTo(-1);
        assertThat(script(context).call("add_contact_alias")).isEqualTo(2);
        assertThat(script(context).call("add_contact_alias_addr", "1.2.3.4", "5066", "tcp"))
                .isEqualTo(2);
        assertThat(script(context).call("add_rcv_param", 0)).isEqualTo(1);
        assertThat(context.edits().isEmpty()).isTrue();
    }

    @Test
    void addsAnAliasOfTheScript() {
        SipContext context = contact("<sip:a@10.1.2.3;x=1>");
        assertThat(script(context).call("add_contact_alias_addr", "bad host", "x", "zz"))
                .isEqualTo(-1);
        assertThat(script(context).call("add_contact_alias_addr", "1.2.3.4", "70000", "udp"))
                .isEqualTo(-1);
        assertThat(script(context).call("add_contact_alias_addr", "1.2.3.4", "5066", "tcp"))
                .isEqualTo(1);
        context.edits().apply();
        assertThat(context.request().first(HeaderName.CONTACT))
                .hasToString("<sip:a@10.1.2.3;alias=1.2.3.4~5066~2;x=1>");
    }

    // mode; Contact before; Contact after
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | <sip:a@1.1.1.1>, <sip:b@2.2.2.2>;q=1 | <sip:a@1.1.1.1>;received=\"sip:127.0.0.1:5090\", <sip:b@2.2.2.2>;q=1;received=\"sip:127.0.0.1:5090\"",
                "1 | <sip:a@1.1.1.1>, <sip:b@2.2.2.2> | <sip:a@1.1.1.1;received=sip:127.0.0.1:5090>, <sip:b@2.2.2.2;received=sip:127.0.0.1:5090>",
                "3 | sip:a@1.1.1.1;expires=5 | sip:a@1.1.1.1;received=sip:127.0.0.1:5090;expires=5",
                "0 | <tel:123> | <tel:123>;received=\"sip:127.0.0.1:5090\"",
                "0 | * | *"
            })
    void addsTheSourceToEachContact(int mode, String before, String after) {
        SipContext context = contact(before);
        assertThat(script(context).call("add_rcv_param", mode)).isEqualTo(1);
        context.edits().apply();
        assertThat(context.request().first(HeaderName.CONTACT)).hasToString(after);
    }

    // mode; Request-URI before; return code; Request-URI after; destination
    @ParameterizedTest
    @CsvSource({
        "0, sip:bob@10.0.0.1;alias=1.2.3.4~5062~1, 1, sip:bob@10.0.0.1, sip:1.2.3.4:5062",
        "0, sip:bob@10.0.0.1;alias=1.2.3.4~5062~2, 1, sip:bob@10.0.0.1, sip:1.2.3.4:5062;transport=tcp",
        "0, sip:bob@10.0.0.1;x=1;alias=1.2.3.4~5062~3;y, 1, sip:bob@10.0.0.1;x=1;y, sip:1.2.3.4:5062;transport=tls",
        "0, sip:bob@10.0.0.1;alias=[::1]~5062~5, 1, sip:bob@10.0.0.1, sip:[::1]:5062;transport=ws",
        "0, sip:bob@10.0.0.1;alias=1.2.3.4~5062~6, 1, sip:bob@10.0.0.1, sip:1.2.3.4:5062;transport=ws",
        "0, sip:bob@10.0.0.1;alias=1.2.3.4~5062~9, -1, sip:bob@10.0.0.1;alias=1.2.3.4~5062~9, ''",
        "0, sip:bob@10.0.0.1;alias=1.2.3.4~5062, -1, sip:bob@10.0.0.1;alias=1.2.3.4~5062, ''",
        "0, sip:bob@10.0.0.1;alias=, 2, sip:bob@10.0.0.1;alias=, ''",
        "0, sip:bob@10.0.0.1, 2, sip:bob@10.0.0.1, ''",
        "0, sip:bob@h;alias=1.1.1.1~1~1;alias=2.2.2.2~2~1, 1, sip:bob@h;alias=2.2.2.2~2~1, sip:1.1.1.1:1",
        "1, sip:bob@h;alias=1.1.1.1~1~1;alias=2.2.2.2~2~1, 1, sip:bob@h;alias=1.1.1.1~1~1, sip:2.2.2.2:2"
    })
    void takesTheAliasOffTheRequestUri(int mode, String before, int code, String after, String destination) {
        SipContext context = Requests.invite(before, "h", "", "", SOURCE);
        Script nathelper = script(context);
        assertThat(mode == 0 ? nathelper.call("handle_ruri_alias") : nathelper.call("handle_ruri_alias_mode", mode))
                .isEqualTo(code);
        assertThat(context.target().uri()).isEqualTo(after);
        assertThat(context.target().destination()).isEqualTo(destination);
    }

    @Test
    void namesTheAliasAsItIsTold() {
        configure(Map.of("alias_name", "nat"));
        SipContext context = contact("<sip:a@10.1.2.3>");
        script(context).call("set_contact_alias");
        assertThat(new String(context.edits().result(), java.nio.charset.StandardCharsets.ISO_8859_1))
                .contains("Contact: <sip:a@10.1.2.3;nat=127.0.0.1~5090~1>\r\n");
        configure(Map.of("alias_name", "a b"));
        SipContext request = Requests.invite("sip:b@h;nat=1.1.1.1~1~1", "h", "", "", SOURCE);
        assertThat(script(request).call("handle_ruri_alias")).isEqualTo(1);
    }

    @Test
    void setsNoVariableWithoutAnAlias() {
        assertThat(script(contact("<sip:a@10.1.2.3>")).call("set_alias_to_pv", "$var(x)"))
                .isEqualTo(-1);
    }

    // flags; return code; lines of the body that differ, '-' taken out, '+' put in
    @ParameterizedTest
    @CsvSource({
        "0, 2, ''",
        "1, 2, '+a=direction:active'",
        "2, 1, '-c=IN IP4 10.1.1.2 +c=IN IP4 127.0.0.1 +a=oldmediaip:10.1.1.2'",
        "4, 2, '+a=nortpproxy:yes'",
        "8, 1, '-o=- 1 1 IN IP4 10.1.1.1 +o=- 1 1 IN IP4 127.0.0.1 +a=oldmediaip:10.1.1.1'",
        "14, 1, '-o=- 1 1 IN IP4 10.1.1.1 -c=IN IP4 10.1.1.2 +o=- 1 1 IN IP4 127.0.0.1 +c=IN IP4 127.0.0.1"
                + " +a=nortpproxy:yes +a=oldmediaip:10.1.1.2 +a=oldmediaip:10.1.1.1'"
    })
    void mendsTheSdp(int flags, int code, String difference) {
        SipContext context = sdp(SDP);
        assertThat(script(context).call("fix_nated_sdp", flags)).isEqualTo(code);
        assertThat(difference(context)).isEqualTo(difference);
    }

    @Test
    void putsTheAddressOfTheScriptIntoTheSdp() {
        configure(Map.of("append_sdp_oldmediaip", 0));
        SipContext context = sdp(SDP);
        assertThat(script(context).call("fix_nated_sdp_ip", 10, "9.8.7.6")).isEqualTo(1);
        assertThat(difference(context))
                .isEqualTo("-o=- 1 1 IN IP4 10.1.1.1 -c=IN IP4 10.1.1.2 +o=- 1 1 IN IP4 9.8.7.6 +c=IN IP4 9.8.7.6");
        assertThat(script(context).call("fix_nated_sdp_ip", 2, "xx")).isEqualTo(-1);
    }

    @Test
    void leavesACallOnHold() {
        SipContext context = sdp(SDP.replace("10.1.1.2", "0.0.0.0") + "m=video 4002 RTP/AVP 1\nc=IN IP4 10.4.4.4\n");
        assertThat(script(context).call("fix_nated_sdp", 2)).isEqualTo(1);
        assertThat(difference(context)).isEqualTo("-c=IN IP4 10.4.4.4 +c=IN IP4 127.0.0.1 +a=oldmediaip:10.4.4.4");
    }

    @Test
    void tellsThatThereIsNoSdp() {
        assertThat(script(contact("<sip:a@10.1.2.3>")).call("fix_nated_sdp", 2)).isEqualTo(-1);
    }

    @Test
    void readsALargeHostileBodyInNoTime() {
        SipContext context = sdp("v=0\n" + "m=audio 1 RTP/AVP 0\n".repeat(2_000));
        assertThat(script(context).call("nat_uac_test", 8 + 256)).isEqualTo(-1);
    }

    private static String difference(SipContext context) {
        String before = context.request().body().toString();
        context.edits().apply();
        assertThat(context.request().first(HeaderName.CONTENT_TYPE)).hasToString("application/sdp");
        String after = context.request().body().toString();
        StringBuilder difference = new StringBuilder();
        before.lines()
                .filter(line -> !after.contains(line + "\r\n"))
                .forEach(line -> difference.append(" -").append(line));
        after.lines()
                .filter(line -> !before.contains(line + "\r\n"))
                .forEach(line -> difference.append(" +").append(line));
        return difference.toString().strip();
    }

    private Script script(SipContext context) {
        return new Script(module, context);
    }

    private static SipContext contact(String contact) {
        return Requests.invite("sip:b@example.com", "h", "Contact: " + contact + "\n", "", SOURCE);
    }

    private static SipContext sdp(String body) {
        return Requests.invite("sip:b@example.com", "h", "Content-Type: application/sdp\n", body, SOURCE);
    }

    private void configure(Map<String, Object> values) {
        module.configure(Script.parameters(NathelperParameters.class, values), values);
    }
}
