package org.waypost.route.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.waypost.route.builtin.Admission.Verdict;
import org.waypost.route.builtin.AdmissionSettings.Asked;
import org.waypost.sip.SipContext;
import org.waypost.sip.SipTransport;
import org.waypost.sip.SourceLimit;
import org.waypost.sip.Transport;
import org.waypost.sip.auth.Authenticator;
import org.waypost.sip.transport.TestFlow;

/** Who is asked for credentials, and what becomes of requests while nobody can check them. */
class AdmissionTest {

    private static final AdmissionSettings DEFAULTS = AdmissionSettings.DEFAULTS;

    private final SipTransport sockets = (SipTransport) Proxy.newProxyInstance(
            SipTransport.class.getClassLoader(),
            new Class<?>[] {SipTransport.class},
            (proxy, method, arguments) -> method.getName().equals("isLocal") && arguments[0].equals("home.example"));
    private Authenticator authenticator;
    private SourceLimit limit;
    private String realm = "";
    private TestFlow flow;

    private final Admission admission = new Admission(sockets, () -> authenticator, () -> limit);

    private SipContext from(String address, String method, String caller) {
        flow = new TestFlow(TestFlow.point(Transport.UDP, "192.0.2.1", 5060), new InetSocketAddress(address, 5060));
        return flow.context(method
                + " sip:bob@home.example SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.9;branch=z9hG4bK1\r\nFrom: <sip:" + caller
                + ">;tag=f\r\nTo: <sip:bob@home.example>\r\nCall-ID: c\r\nCSeq: 1 " + method + "\r\n\r\n");
    }

    private Verdict judge(AdmissionSettings settings, String address, String method, String caller) {
        return admission.judge(from(address, method, caller), settings);
    }

    private void answering(boolean admits) {
        authenticator = new Authenticator() {
            @Override
            public boolean admits(SipContext context, String wanted) {
                realm = wanted;
                return admits;
            }

            @Override
            public boolean mayBlock(SipContext context, String wanted) {
                return true;
            }
        };
    }

    @Test
    void asksNobodyOfThisMachine() {
        assertThat(judge(DEFAULTS, "127.0.0.1", "REGISTER", "alice@home.example"))
                .isEqualTo(Verdict.TRUSTED);
        assertThat(judge(DEFAULTS, "::1", "INVITE", "alice@home.example")).isEqualTo(Verdict.TRUSTED);
    }

    @Test
    void asksEverybodyIfToldTo() {
        answering(false);
        AdmissionSettings all = new AdmissionSettings(Asked.ALL, true, "", false);

        assertThat(judge(all, "127.0.0.1", "REGISTER", "alice@home.example")).isEqualTo(Verdict.ENDED);
    }

    @Test
    void trustsWhoProvesWhoTheyAre() {
        answering(true);

        assertThat(judge(DEFAULTS, "198.51.100.7", "INVITE", "alice@home.example"))
                .isEqualTo(Verdict.TRUSTED);
        assertThat(realm).isEqualTo("home.example");
    }

    @Test
    void asksForTheRealmOfWhoIsRegistered() {
        answering(true);

        judge(DEFAULTS, "198.51.100.7", "REGISTER", "alice@elsewhere.example");
        assertThat(realm).isEqualTo("home.example");
        judge(new AdmissionSettings(Asked.ALL, true, "one", false), "198.51.100.7", "INVITE", "a@b.example");
        assertThat(realm).isEqualTo("one");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[x\"y]",
                "[::1 \", a=\"]",
                "h.h.h.h.h.h.h.h.h.h.h.h.h.h.h.h.h.h.h.h.h.h.h.h.h.h.h.h.h.h.h.h.h.h.h.h.h"
            })
    void asksNobodyForARealmThatIsNone(String domain) {
        answering(true);
        String host = domain.startsWith("h") ? domain.repeat(4) : domain;

        assertThat(judge(DEFAULTS, "198.51.100.7", "INVITE", "alice@" + host)).isEqualTo(Verdict.ENDED);
        assertThat(flow.sent()).singleElement().asString().startsWith("SIP/2.0 403 Forbidden\r\n");
    }

    @Test
    void answers503AndNeverPassesWhileNobodyCanCheck() {
        assertThat(judge(DEFAULTS, "198.51.100.7", "REGISTER", "alice@home.example"))
                .isEqualTo(Verdict.ENDED);

        assertThat(flow.sent())
                .singleElement()
                .asString()
                .startsWith("SIP/2.0 503 ")
                .contains("Retry-After: 5");
    }

    @Test
    void asksForNoProofOfAckAndCancel() {
        assertThat(judge(DEFAULTS, "198.51.100.7", "ACK", "alice@home.example")).isEqualTo(Verdict.STRANGER);
        assertThat(judge(DEFAULTS, "198.51.100.7", "CANCEL", "alice@home.example"))
                .isEqualTo(Verdict.STRANGER);
    }

    @Test
    void letsForeignersCallButNotRegisterIfToldTo() {
        answering(false);
        AdmissionSettings foreignersPass = new AdmissionSettings(Asked.ALL_BUT_LOOPBACK, false, "", false);

        assertThat(judge(foreignersPass, "198.51.100.7", "INVITE", "alice@abroad.example"))
                .isEqualTo(Verdict.STRANGER);
        assertThat(judge(foreignersPass, "198.51.100.7", "INVITE", "alice@home.example"))
                .isEqualTo(Verdict.ENDED);
        assertThat(judge(foreignersPass, "198.51.100.7", "REGISTER", "alice@abroad.example"))
                .isEqualTo(Verdict.ENDED);
    }

    @Test
    void trustsNobodyFromElsewhereWhenNobodyIsAsked() {
        AdmissionSettings nobody = new AdmissionSettings(Asked.NOBODY, true, "", false);

        assertThat(judge(nobody, "198.51.100.7", "INVITE", "alice@home.example"))
                .isEqualTo(Verdict.STRANGER);
        assertThat(judge(nobody, "127.0.0.1", "INVITE", "alice@home.example")).isEqualTo(Verdict.TRUSTED);
    }

    @Test
    void ignoresSourcesThatSendTooMuchButNotThisMachine() {
        AdmissionSettings limited = new AdmissionSettings(Asked.NOBODY, true, "", true);
        SipContext remote = from("198.51.100.7", "INVITE", "alice@home.example");
        assertThat(admission.isTooMuch(remote, limited)).isFalse();

        limit = source -> false;

        assertThat(admission.isTooMuch(remote, limited)).isTrue();
        assertThat(admission.isTooMuch(remote, DEFAULTS)).isFalse();
        assertThat(admission.isTooMuch(from("127.0.0.1", "INVITE", "alice@home.example"), limited))
                .isFalse();
    }
}
