package org.waypost.sip.transport.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;

class CiphersTest {

    /** Without those of TLS 1.3. */
    private static List<String> select(String list) throws NoSuchAlgorithmException {
        SSLContext context = SSLContext.getDefault();
        return Stream.of(Ciphers.select(list, context.getDefaultSSLParameters(), context.getSupportedSSLParameters()))
                .filter(suite -> suite.contains("_WITH_"))
                .toList();
    }

    @Test
    void knowsTheNamesOfOpenSslAndOfIanaInTheirOrder() throws NoSuchAlgorithmException {
        assertThat(select("ECDHE-RSA-AES128-GCM-SHA256:TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"))
                .containsExactly("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384");
        assertThat(select("ECDHE-RSA-CHACHA20-POLY1305"))
                .containsExactly("TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");
        assertThat(select("AES128-GCM-SHA256")).containsExactly("TLS_RSA_WITH_AES_128_GCM_SHA256");
    }

    @Test
    void selectsByPartsOfNamesAndLeavesOut() throws NoSuchAlgorithmException {
        assertThat(select("ECDHE+AESGCM:!ECDSA"))
                .isNotEmpty()
                .allMatch(suite -> suite.startsWith("TLS_ECDHE_RSA_WITH_AES_") && suite.contains("_GCM_"));
        assertThat(select("HIGH:!aNULL:!DHE"))
                .isNotEmpty()
                .noneMatch(suite -> suite.startsWith("TLS_DHE_"))
                .anyMatch(suite -> suite.startsWith("TLS_ECDHE_"));
    }

    @Test
    void leavesTheCiphersOfTls13() throws NoSuchAlgorithmException {
        SSLContext context = SSLContext.getDefault();
        assertThat(Ciphers.select(
                        "ECDHE-RSA-AES128-GCM-SHA256",
                        context.getDefaultSSLParameters(),
                        context.getSupportedSSLParameters()))
                .contains("TLS_AES_128_GCM_SHA256");
    }

    @Test
    void refusesWhatIsNotThere() {
        assertThatThrownBy(() -> select("RC4-MD5")).isInstanceOf(TlsFault.class).hasMessageContaining("RC4-MD5");
        assertThatThrownBy(() -> select("HIGH:!AES:!CHACHA20:!ECDHE:!DHE:!RSA")).isInstanceOf(TlsFault.class);
    }
}
