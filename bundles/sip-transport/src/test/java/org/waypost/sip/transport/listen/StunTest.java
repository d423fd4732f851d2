package org.waypost.sip.transport.listen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.waypost.sip.transport.wire.Messages;

/** STUN binding requests on the SIP port, over a real socket. */
class StunTest {

    private static final String COOKIE = "2112a442";
    private static final String ID = "000102030405060708090a0b";

    private TestServer server;
    private Phone.Udp phone;

    @BeforeEach
    void start() throws IOException {
        server = new TestServer("listen", "udp:127.0.0.1:0").route(context -> context.reply(200, "OK"));
        phone = new Phone.Udp(server.point(0).address());
    }

    @AfterEach
    void stop() {
        phone.close();
        server.close();
    }

    @Test
    void tellsWhereARequestCameFrom() throws IOException {
        String answer = ask("0001" + "0000" + COOKIE + ID);

        assertThat(answer).isEqualTo("0101" + "000c" + COOKIE + ID + "0020" + "0008" + "0001" + xorPort() + "5e12a443");
        assertThat(server.core("rcv_stun_requests")).isEqualTo(1);
        assertThat(server.core("drop_requests")).isZero();
    }

    @Test
    void tellsAnOldClientWithoutCookieInThePlain() throws IOException {
        String answer = ask("0001" + "0000" + "01020304" + ID);

        assertThat(answer)
                .isEqualTo(
                        "0101" + "000c" + "01020304" + ID + "0001" + "0008" + "0001" + hex(phone.port()) + "7f000001");
    }

    @Test
    void givesAFingerprintToWhoGaveOne() throws IOException {
        byte[] answer = HexFormat.of().parseHex(ask(fingerprinted("0001", "")));

        assertThat(answer).hasSize(40);
        assertThat(hex(answer)).isEqualTo(fingerprinted("0101", "0020" + "0008" + "0001" + xorPort() + "5e12a443"));
    }

    @Test
    void passesCredentialsAndOptionalAttributesOver() throws IOException {
        String user = "0006" + "0003" + "61626300";
        String software = "8022" + "0001" + "61000000";

        assertThat(ask("0001" + "0010" + COOKIE + ID + user + software)).startsWith("0101" + "000c");
    }

    @Test
    void refusesAttributesItMustKnowAndDoesNot() throws IOException {
        String answer = ask("0001" + "0008" + COOKIE + ID + "7777" + "0004" + "00000000");

        assertThat(answer)
                .isEqualTo("0111" + "0010" + COOKIE + ID + "0009" + "0004" + "00000414" + "000a" + "0002" + "7777"
                        + "0000");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0001" + "0004" + COOKIE + ID,
                "0001" + "0000" + COOKIE + ID + "00000000",
                "0001" + "0004" + COOKIE + ID + "00060008",
                "0001" + "0008" + COOKIE + ID + "8028" + "0004" + "00000000",
                "0101" + "0000" + COOKIE + ID,
                "0003" + "0000" + COOKIE + ID
            })
    void dropsAndCountsWhatIsMalformedOrNoRequest(String message) throws IOException {
        send(message);

        assertThat(phone.ask(register()))
                .as("the first answer is that to the next message")
                .startsWith("SIP/2.0 200");
        assertThat(server.core("drop_stun")).isEqualTo(1);
        assertThat(server.core("rcv_stun_requests")).isZero();
    }

    @Test
    void takesIndicationsAndNulsAsKeepalivesWithoutAnswer() throws IOException {
        send("0011" + "0000" + COOKIE + ID);
        send("00".repeat(24));
        ask("0001" + "0000" + COOKIE + ID);

        assertThat(server.core("rcv_keepalives")).isEqualTo(2);
        assertThat(server.core("drop_requests")).isZero();
    }

    @Test
    void dropsThemWhenItIsToldSo() throws IOException {
        server.modify("stun", 0);
        send("0001" + "0000" + COOKIE + ID);
        phone.ask(register());

        assertThat(server.core("drop_not_sip")).isEqualTo(1);
        server.modify("stun", 2);
        send("0001" + "0000" + COOKIE + ID);
        phone.ask(register());
        assertThat(server.core("drop_not_sip")).as("2 was refused").isEqualTo(2);
        assertThat(server.core("rcv_stun_requests")).isZero();
    }

    @Test
    void survivesNoise() throws IOException {
        Random random = new Random(5389);
        byte[] good = HexFormat.of().parseHex(fingerprinted("0001", "0006" + "0003" + "61626300"));
        for (int i = 0; i < 2000; i++) {
            byte[] noise = Arrays.copyOf(good, random.nextInt(good.length + 8));
            for (int j = 0; j < 2 && noise.length > 0; j++) {
                noise[random.nextInt(noise.length)] = (byte) random.nextInt();
            }
            phone.send(new String(noise, StandardCharsets.ISO_8859_1));
        }
        phone.socket.setSoTimeout(200);
        String last = "0001" + "0000" + COOKIE + "ff".repeat(12);
        send(last);
        String answer = receive();
        while (!answer.contains("ff".repeat(12))) {
            assertThat(answer.length() / 2).isLessThanOrEqualTo(64);
            answer = receive();
        }
    }

    @Test
    void tellsAnIpv6AddressToo() throws IOException {
        server.modify("listen", "udp:[::1]:0");
        assumeFalse(server.transport.listenPoints().isEmpty(), "no IPv6 here");
        try (Phone.Udp six = new Phone.Udp(server.point(0).address())) {
            String answer = hex(six.ask(text("0001" + "0000" + COOKIE + ID)).getBytes(StandardCharsets.ISO_8859_1));
            assertThat(answer)
                    .isEqualTo("0101" + "0018" + COOKIE + ID + "0020" + "0014" + "0002" + hex(six.port() ^ 0x2112)
                            + COOKIE + "000102030405060708090a0a");
        }
    }

    private String fingerprinted(String type, String attributes) {
        String start = type + hex(attributes.length() / 2 + 8) + COOKIE + ID + attributes;
        CRC32 crc = new CRC32();
        crc.update(HexFormat.of().parseHex(start));
        int value = (int) crc.getValue() ^ 0x5354554e;
        return start + "8028" + "0004"
                + hex(ByteBuffer.allocate(4).putInt(value).array());
    }

    private String register() {
        return Messages.register().plus("l: 0").text().replace("127.0.0.1:5070", "127.0.0.1:" + phone.port());
    }

    private String xorPort() {
        return hex(phone.port() ^ 0x2112);
    }

    private String ask(String message) throws IOException {
        send(message);
        return receive();
    }

    private String receive() throws IOException {
        return hex(phone.receive().getBytes(StandardCharsets.ISO_8859_1));
    }

    private void send(String message) throws IOException {
        phone.send(text(message));
    }

    private static String text(String hex) {
        return new String(HexFormat.of().parseHex(hex), StandardCharsets.ISO_8859_1);
    }

    private static String hex(int number) {
        return HexFormat.of().toHexDigits((short) number);
    }

    private static String hex(byte[] octets) {
        return HexFormat.of().formatHex(octets);
    }
}
