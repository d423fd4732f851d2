package org.waypost.sip.trace.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.waypost.sip.Octets;

class GlanceTest {

    @Test
    void findsWhatARequestSays() {
        Glance glance = Glance.at(Octets.of("\r\n" + Samples.REGISTER));
        assertThat(glance.isRequest()).isTrue();
        assertThat(glance.method()).hasToString("REGISTER");
        assertThat(glance.requestUri()).hasToString("sip:example.com");
        assertThat(glance.from()).hasToString("sip:alice@example.com:5070;user=phone");
        assertThat(Glance.address(glance.from())).hasToString("alice@example.com");
        assertThat(glance.to()).hasToString("sip:alice@example.com");
        assertThat(glance.callId()).hasToString("abc@192.0.2.7");
    }

    @Test
    void findsWhatAResponseSays() {
        Glance glance = Glance.at(Octets.of(Samples.NOT_FOUND));
        assertThat(glance.isResponse()).isTrue();
        assertThat(glance.status()).isEqualTo(404);
        assertThat(glance.reason()).hasToString("Not Found");
        assertThat(glance.method()).hasToString("INVITE");
        assertThat(glance.from()).hasToString("sip:carol@example.com");
    }

    @Test
    void looksForHeadersInTheHeadAlone() {
        Glance glance = Glance.at(Octets.of("MESSAGE sip:a SIP/2.0\r\nTo: <sip:b>\r\n\r\nCall-ID: of the body\r\n"));
        assertThat(glance.to()).hasToString("sip:b");
        assertThat(glance.callId().isEmpty()).isTrue();
    }

    @Test
    void survivesWhateverComes() {
        Random random = new Random(7);
        for (String whole : new String[] {Samples.REGISTER, Samples.NOT_FOUND}) {
            for (int n = 0; n < 5_000; n++) {
                byte[] octets = Octets.of(whole).bytes();
                for (int i = random.nextInt(8); i >= 0; i--) {
                    octets[random.nextInt(octets.length)] = (byte) " \r\n:<>;@\"\0x".charAt(random.nextInt(11));
                }
                Octets message = new Octets(octets, 0, random.nextInt(octets.length + 1));
                Glance glance = Glance.at(message);
                assertThat(glance.firstLine().length()).isLessThanOrEqualTo(message.length());
                Glance.address(glance.from());
                Glance.address(glance.to());
                Glance.address(glance.requestUri());
                assertThat(Secrets.masked(message).length()).isEqualTo(message.length());
            }
        }
    }
}
