package org.waypost.sip.transport.stack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TransactionKeyTest {

    @Test
    void anAckAndACancelHaveTheKeyOfTheirInvite() {
        String key = TransactionKey.of(Wire.request(Wire.INVITE));

        assertThat(key).isEqualTo("z9hg4bkabc;host.example.com:0");
        for (String method : new String[] {"ACK", "CANCEL"}) {
            assertThat(TransactionKey.of(Wire.request(Wire.INVITE.replace("INVITE", method))))
                    .isEqualTo(key);
        }
    }

    @Test
    void theSentByTellsEqualBranchesApart() {
        assertThat(TransactionKey.of(Wire.request(Wire.INVITE.replace("host.example.com;", "host.example.com:5062;"))))
                .isNotEqualTo(TransactionKey.of(Wire.request(Wire.INVITE)));
    }

    @Test
    void requestsOfOldClientsAreToldApartByTheirHeaders() {
        String old = Wire.INVITE.replace("z9hG4bKabc", "1");
        String key = TransactionKey.of(Wire.request(old));

        assertThat(key).isEqualTo("2543;call@host;7;1;sip:bob@example.com;host.example.com:0");
        assertThat(TransactionKey.of(Wire.request(old.replace("INVITE", "ACK")
                        .replace("t: <sip:bob@example.com>", "t: <sip:bob@example.com>;tag=2"))))
                .isEqualTo(key);
        assertThat(TransactionKey.of(Wire.request(old.replace("7 INVITE", "8 INVITE"))))
                .isNotEqualTo(key);
    }

    @Test
    void theResponseToACancelHasAKeyOfItsOwn() {
        assertThat(TransactionKey.of(Wire.response(Wire.RESPONSE))).isEqualTo("z9hg4bkown");
        assertThat(TransactionKey.of(Wire.response(Wire.RESPONSE.replace("7 INVITE", "7 CANCEL"))))
                .isEqualTo("z9hg4bkown:cancel");
    }
}
