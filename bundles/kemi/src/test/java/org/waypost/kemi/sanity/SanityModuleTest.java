package org.waypost.kemi.sanity;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waypost.kemi.support.Requests;
import org.waypost.kemi.support.Script;
import org.waypost.sip.SipContext;

class SanityModuleTest {

    private static final int ALL = 0x7fff;

    @Test
    void passesAProperRequest() {
        SipContext context = request("sip:bob@example.com", "Contact: <sip:a@b>");

        assertThat(check(context)).isEqualTo(1);
        assertThat(context.repliedStatus()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "foo:bar             | Subject: x                                | 400 | Bad Request URI",
                "sip:bob@example.com | Expires: abc                              | 400 | Expires value is illegal",
                "sip:bob@example.com | Expires: 99999999999                      | 400 | Expires value is illegal",
                "sip:bob@example.com | Proxy-Require: foo, path                  | 420 | Bad Proxy Require Extension",
                "sip:bob@example.com | Authorization: Digest username=\"x\"      | 400 | Bad Auth Credentials",
                "sip:bob@example.com | Contact: <foo:bar>                        | 400 | Bad Contact URI",
            })
    void answersARequestThatFails(String uri, String line, int status, String reason) {
        SipContext context = request(uri, line);

        assertThat(Checks.run(context, ALL, 15).orElseThrow().reason()).isEqualTo(reason);
        assertThat(check(context)).isEqualTo(-1);
        assertThat(context.repliedStatus()).isEqualTo(status);
    }

    @Test
    void makesOnlyTheChecksAskedFor() {
        SipContext context = request("foo:bar", "Expires: abc");

        assertThat(new Script(new SanityModule(), context).call("sanity_check", 128, 0))
                .isEqualTo(1);
    }

    private static Object check(SipContext context) {
        return new Script(new SanityModule(), context).call("sanity_check", ALL, 15);
    }

    private static SipContext request(String uri, String line) {
        return Requests.invite(uri, "127.0.0.1", line + "\n", "", new InetSocketAddress("127.0.0.1", 5070));
    }
}
