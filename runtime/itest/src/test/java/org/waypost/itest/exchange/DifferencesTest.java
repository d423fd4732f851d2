package org.waypost.itest.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DifferencesTest {

    private static final String REPLY = "SIP/2.0 200 OK\nVia: x\nContact: <sip:a@b>;expires=100, <sip:c@d>;expires=7";

    @Test
    void acceptsTheSameReplyASecondLater() {
        assertThat(Differences.exact(REPLY, REPLY.replace("100", "97"))).isEmpty();
    }

    @Test
    void findsOtherSecondsOrderLinesAndCase() {
        assertThat(Differences.exact(REPLY, REPLY.replace("100", "96"))).hasSize(1);
        assertThat(Differences.exact(REPLY, REPLY.replace("100", "102"))).hasSize(1);
        assertThat(Differences.exact(REPLY, REPLY.replace("expires=7", "expires=9")))
                .hasSize(1);
        assertThat(Differences.exact(REPLY, REPLY + "\nDate: now")).hasSize(1);
        assertThat(Differences.exact(REPLY + "\nDate: now", REPLY)).hasSize(1);
        assertThat(Differences.exact(REPLY, REPLY.replace("Via", "via"))).hasSize(1);
        assertThat(Differences.exact(REPLY, REPLY.replace("Via: x\n", "") + "\nVia: x"))
                .hasSize(2);
    }

    @Test
    void takesTheHeadersOfARelayedRequestInAnyOrderButKeepsThatOfEachName() {
        String relayed = Exchange.RELAYED + "\nMESSAGE sip:a SIP/2.0\nVia: 1\nVia: 2\nTo: b";
        assertThat(Differences.exact(relayed, relayed.replace("\nTo: b", "").replace("SIP/2.0\n", "SIP/2.0\nTo: b\n")))
                .isEmpty();
        assertThat(Differences.exact(relayed, relayed.replace("Via: 1\nVia: 2", "Via: 2\nVia: 1")))
                .hasSize(2);
    }

    @Test
    void findsWhatAWrittenReplyAsksFor() {
        assertThat(Differences.required("SIP/2.0 200 OK\n!Date\n~Contact: .*expires=\\d", REPLY))
                .isEmpty();
        assertThat(Differences.required("SIP/2.0 400 Bad Request", REPLY)).hasSize(1);
        assertThat(Differences.required("!contact", REPLY)).hasSize(1);
        assertThat(Differences.required("~Contact: .*expires=\\d\\d", REPLY)).hasSize(1);
    }
}
