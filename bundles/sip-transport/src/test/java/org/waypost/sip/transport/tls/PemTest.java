package org.waypost.sip.transport.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PemTest {

    /** As OpenSSL writes it; of no use anywhere. */
    private static final String P256 = """
            -----BEGIN EC PARAMETERS-----
            BggqhkjOPQMBBw==
            -----END EC PARAMETERS-----
            -----BEGIN EC PRIVATE KEY-----
            MHcCAQEEIPNNsjntrZzjFWTa4YGFQLkXd55OBRXwsfFWOsjCvc+loAoGCCqGSM49
            AwEHoUQDQgAE7pZdgDxKIWU9dabgns9ysQNoYa+mT+SfSXBCxJJ+JLQlQkrVYLHa
            YFJYywOpoHi76SO3lzVa8XqxP8oTAlwTzg==
            -----END EC PRIVATE KEY-----
            """;

    private static final String P384 = """
            -----BEGIN EC PARAMETERS-----
            BgUrgQQAIg==
            -----END EC PARAMETERS-----
            -----BEGIN EC PRIVATE KEY-----
            MIGkAgEBBDATi3XEw+bbP4M2t/Zv5y1oLEKVPeKx8k1WzZe+oVC+VliRvdWfSSZj
            YMpdFxqAhuygBwYFK4EEACKhZANiAARrEddkZoN0W6+f2pPQL+WECdvuw5rQxT99
            72lm4XNMSLWMJ95S/OEgPdgsHQDfFdNhD5/InbQO1n6O11q5lhDzDSIctE6oqtN7
            kCy4P/Db/1OV7fuacBCl+9HzkMstcuo=
            -----END EC PRIVATE KEY-----
            """;

    @TempDir
    Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("file.pem"), text);
    }

    private static String block(String type, byte[] octets) {
        return "-----BEGIN " + type + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(octets) + "\n-----END " + type
                + "-----\n";
    }

    @Test
    void readsKeysOfEllipticCurvesAfterTheirParameters() throws IOException {
        assertThat(((ECPrivateKey) Pem.key(file(P256))).getParams().getOrder().bitLength())
                .isEqualTo(256);
        assertThat(((ECPrivateKey) Pem.key(file(P384))).getParams().getOrder().bitLength())
                .isEqualTo(384);
    }

    @ParameterizedTest
    @CsvSource({"512", "1024", "2048"})
    void readsRsaKeysInBothForms(int bits) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(bits);
        KeyPair pair = generator.generateKeyPair();
        byte[] wrapped = pair.getPrivate().getEncoded();
        // PKCS #8 puts 22 to 26 octets before the key of PKCS #1, which begins with the next sequence.
        byte[] bare = Arrays.copyOfRange(wrapped, bareFrom(wrapped), wrapped.length);
        for (String text : List.of(block("PRIVATE KEY", wrapped), block("RSA PRIVATE KEY", bare))) {
            PrivateKey key = Pem.key(file(text));
            assertThat(((RSAPrivateCrtKey) key).getModulus())
                    .isEqualTo(((RSAPrivateCrtKey) pair.getPrivate()).getModulus());
        }
    }

    private static int bareFrom(byte[] wrapped) {
        int at = 20;
        while (wrapped[at] != 0x30) {
            at++;
        }
        return at;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----",
                "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nAAAA\n-----END RSA PRIVATE KEY-----"
            })
    void saysThatAKeyIsEncrypted(String text) throws IOException {
        Path file = file(text);
        assertThatThrownBy(() -> Pem.key(file)).isInstanceOf(TlsFault.class).hasMessageContaining("encrypted");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----",
                "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----",
                "-----BEGIN EC PRIVATE KEY-----\nMAAA\n-----END EC PRIVATE KEY-----",
                "-----BEGIN EC PRIVATE KEY-----\nMP8=\n-----END EC PRIVATE KEY-----",
                "-----BEGIN EC PRIVATE KEY-----\nMIQAAAAGoISAAAAA\n-----END EC PRIVATE KEY-----",
                "-----BEGIN PRIVATE KEY-----\n",
                "no PEM"
            })
    void namesTheFileThatHasNoKey(String text) throws IOException {
        Path file = file(text);
        assertThatThrownBy(() -> Pem.key(file)).isInstanceOf(TlsFault.class).hasMessageContaining(file.toString());
        assertThatThrownBy(() -> Pem.certificates(file))
                .isInstanceOf(TlsFault.class)
                .hasMessageContaining("no certificate");
    }

    @Test
    void namesAFileThatIsNotThere() {
        assertThatThrownBy(() -> Pem.certificates(folder.resolve("none.pem")))
                .hasMessage("there is no file " + folder.resolve("none.pem"));
    }
}
