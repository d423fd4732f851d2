package org.waypost.path.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.waypost.sip.KeptKey;
import org.waypost.sip.Transport;

class FlowTokensTest {

    private static final InetSocketAddress V4 = new InetSocketAddress("192.0.2.1", 5060);
    private static final InetSocketAddress CLIENT_V4 = new InetSocketAddress("198.51.100.7", 61234);
    private static final InetSocketAddress V6 = new InetSocketAddress("2001:db8::1", 5060);
    private static final InetSocketAddress CLIENT_V6 = new InetSocketAddress("2001:db8::7", 65535);

    private final FlowTokens tokens = new FlowTokens(KeptKey.random());

    static Stream<FlowIdentity> flows() {
        return Stream.of(
                new FlowIdentity(Transport.UDP, V4, CLIENT_V4, -1),
                new FlowIdentity(Transport.TCP, V4, CLIENT_V4, Integer.MAX_VALUE),
                new FlowIdentity(Transport.WSS, V6, CLIENT_V6, 1),
                new FlowIdentity(Transport.UDP, new InetSocketAddress("::", 5060), CLIENT_V4, -1),
                new FlowIdentity(Transport.TLS, V4, CLIENT_V6, 77));
    }

    @ParameterizedTest
    @MethodSource("flows")
    void readsBackWhatItWrote(FlowIdentity flow) {
        assertThat(tokens.read(tokens.token(flow)).flow()).contains(flow);
    }

    @ParameterizedTest
    @MethodSource("flows")
    void needsNoEscapesInAUri(FlowIdentity flow) {
        assertThat(tokens.token(flow)).matches("[A-Za-z0-9_-]{36,68}");
    }

    @ParameterizedTest
    @MethodSource("flows")
    void refusesEveryChangeOfACharacter(FlowIdentity flow) {
        String token = tokens.token(flow);
        for (int i = 0; i < token.length(); i++) {
            for (char other : new char[] {'A', 'B', 'z', '9', '-', '_'}) {
                String changed = token.substring(0, i) + other + token.substring(i + 1);
                assertThat(tokens.read(changed).flow().isPresent()).isEqualTo(changed.equals(token));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("flows")
    void refusesTheTokensOfAnotherKey(FlowIdentity flow) {
        FlowTokens.Reading reading = new FlowTokens(KeptKey.random()).read(tokens.token(flow));

        assertThat(reading.flow()).isEmpty();
        assertThat(reading.looksLikeOne()).isTrue();
    }

    @Test
    void tellsFlowsApartByEachOfTheirParts() {
        FlowIdentity flow = new FlowIdentity(Transport.TCP, V4, CLIENT_V4, 5);

        assertThat(Stream.of(
                                flow,
                                new FlowIdentity(Transport.TLS, V4, CLIENT_V4, 5),
                                new FlowIdentity(Transport.TCP, new InetSocketAddress("192.0.2.1", 5061), CLIENT_V4, 5),
                                new FlowIdentity(Transport.TCP, V4, new InetSocketAddress("198.51.100.7", 61235), 5),
                                new FlowIdentity(Transport.TCP, V4, CLIENT_V4, 6))
                        .map(tokens::token))
                .doesNotHaveDuplicates();
    }

    @Test
    void takesAUserForNoToken() {
        assertThat(Stream.of("", "bob", "edge-1", "0123456789012345678901234567890123456", "ÿ".repeat(36))
                        .map(user -> tokens.read(user).looksLikeOne()))
                .containsOnly(false);
    }

    @Test
    void takesNothingThatWasMadeUp() {
        Random random = new Random(5626);
        String alphabet = "ABCDEFabcdef0123456789-_%= ";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(72); length > 0; length--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            assertThat(tokens.read(text.toString()).flow()).isEmpty();
        }
    }
}
