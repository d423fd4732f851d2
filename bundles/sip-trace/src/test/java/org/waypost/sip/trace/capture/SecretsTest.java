package org.waypost.sip.trace.capture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.waypost.sip.Octets;

class SecretsTest {

    private static String masked(String header) {
        String before = "REGISTER sip:a SIP/2.0\r\nFrom: <sip:response=1@a>\r\n";
        String after = "\r\nX: response=\"5\"\r\n\r\n";
        String result = Secrets.masked(Octets.of(before + header + after)).toString();
        assertThat(result).startsWith(before).endsWith(after).hasSize((before + header + after).length());
        return result.substring(before.length(), result.length() - after.length());
    }

    @Test
    void leavesAMessageWithoutCredentialsAsItIs() {
        Octets message = Octets.of(Samples.REGISTER);
        assertThat(Secrets.masked(message)).isSameAs(message);
    }

    @Test
    void leavesEverythingOfADigestButTheResponse() {
        assertThat(masked("Authorization: Digest username=\"alice\", response=\"0a1b2c\", nc=00000001"))
                .isEqualTo("Authorization: Digest username=\"alice\", response=\"******\", nc=00000001");
        assertThat(masked("Authentication-Info: rspauth=\"0a1b2c\", nextnonce=\"x\""))
                .isEqualTo("Authentication-Info: rspauth=\"******\", nextnonce=\"x\"");
    }

    @Test
    void doesNotChangeTheMessageItself() {
        Octets message = Octets.of("Authorization: Digest response=\"0a1b2c\"\r\n");
        Secrets.masked(message);
        assertThat(message).hasToString("Authorization: Digest response=\"0a1b2c\"\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: Digest response=\"s3cret\"",
                "AUTHORIZATION:digest realm=\"a\",response=s3cret,uri=\"b\"",
                "Proxy-Authorization : Digest  RESPONSE = \"s3cret\"",
                "Authorization: Digest username=\"a\",\r\n\tresponse=\r\n \"s3cret\"",
                "Authorization: Digest username=\"never closed, realm=\"a\", response=\"s3cret\"",
                "Authorization: Digest response=\"s3cret",
                "Authorization: Digest,response=\"s3cret\", response=\"s3cret\"",
                "Authorization: Basic s3cret",
                "Authorization: Bearer\r\n s3cret",
                "Authorization: response=\"s3cret\"",
                "Authorization: s3cret",
                "Proxy-Authentication-Info: qop=auth, rspauth=\"s3cret\"",
                "Content-Length: 9\r\n\r\nAuthorization: Digest response=\"s3cret\"",
            })
    void givesNothingAwayHoweverItIsWritten(String header) {
        String result = masked(header);
        assertThat(result).doesNotContain("s3cret").contains("******");
    }
}
