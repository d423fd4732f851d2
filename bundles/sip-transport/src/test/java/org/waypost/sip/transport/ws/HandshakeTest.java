package org.waypost.sip.transport.ws;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HandshakeTest {

    private static final WebSocketSettings STOCK = WebSocketSettings.DEFAULTS;

    // The example of RFC 6455 1.3.
    private static HttpRequest request() {
        HttpRequest request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/chat");
        request.headers()
                .set("Host", "server.example.com")
                .set("Upgrade", "websocket")
                .set("Connection", "keep-alive, Upgrade")
                .set("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==")
                .set("Sec-WebSocket-Protocol", "msrp, sip")
                .set("Sec-WebSocket-Version", "13")
                .set("Origin", "https://phone.example.com");
        return request;
    }

    private static FullHttpResponse answer(WebSocketSettings settings, Consumer<HttpRequest> change) {
        HttpRequest request = request();
        change.accept(request);
        return new Handshake(settings).answer(request);
    }

    private static String text(FullHttpResponse response) {
        return response.content().toString(StandardCharsets.US_ASCII);
    }

    private static WebSocketSettings settings(boolean open, WebSocketSettings.Cors cors, String origins) {
        return new WebSocketSettings(
                true,
                STOCK.keepalive(),
                180,
                STOCK.pingData(),
                open,
                cors,
                Origins.parse(origins),
                List.of(),
                "",
                10,
                8192);
    }

    @Test
    void acceptsTheSubprotocolSip() {
        FullHttpResponse response = answer(STOCK, request -> {});
        assertThat(response.status().code()).isEqualTo(101);
        assertThat(response.headers().get("Sec-WebSocket-Accept")).isEqualTo("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
        assertThat(response.headers().get("Sec-WebSocket-Protocol")).isEqualTo("sip");
        assertThat(response.headers().get("Upgrade")).isEqualTo("websocket");
        assertThat(response.headers().contains("Access-Control-Allow-Origin")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "Upgrade, , 426, RFC 7118",
        "Upgrade, h2c, 426, RFC 7118",
        "Connection, close, 426, RFC 7118",
        "Sec-WebSocket-Version, 8, 426, must be 13",
        "Sec-WebSocket-Version, , 426, must be 13",
        "Sec-WebSocket-Key, , 400, Sec-WebSocket-Key",
        "Sec-WebSocket-Key, c2hvcnQ=, 400, Sec-WebSocket-Key",
        "Sec-WebSocket-Key, %%%, 400, Sec-WebSocket-Key",
        "Sec-WebSocket-Protocol, , 400, subprotocol sip",
        "Sec-WebSocket-Protocol, 'msrp, sipx', 400, subprotocol sip",
        "Host, , 400, no Host",
        "Content-Length, 5, 400, no body",
        "Transfer-Encoding, chunked, 400, no body"
    })
    void refusesWhatIsNoHandshakeForSip(String header, String value, int status, String why) {
        FullHttpResponse response = answer(STOCK, request -> {
            request.headers().remove(header);
            if (value != null) {
                request.headers().set(header, value);
            }
        });
        assertThat(response.status().code()).isEqualTo(status);
        assertThat(text(response)).contains(why);
        assertThat(response.headers().getAll("Connection")).contains("close");
        if (status == 426) {
            assertThat(response.headers().get("Upgrade")).isEqualTo("websocket");
        }
        if (status == 426 || header.startsWith("Sec-")) {
            assertThat(response.headers().get("Sec-WebSocket-Version")).isEqualTo("13");
        }
    }

    @Test
    void refusesOtherMethodsAndVersionsOfHttp() {
        FullHttpResponse post = answer(STOCK, request -> request.setMethod(HttpMethod.POST));
        assertThat(post.status().code()).isEqualTo(405);
        assertThat(post.headers().get("Allow")).isEqualTo("GET");
        assertThat(answer(STOCK, request -> request.setProtocolVersion(HttpVersion.HTTP_1_0))
                        .status()
                        .code())
                .isEqualTo(505);
    }

    @Test
    void letsPagesOfTheListedOriginsInAndWhoIsNoBrowser() {
        WebSocketSettings listed =
                settings(true, WebSocketSettings.Cors.SAME, "https://phone.example.com https://*.example.org");
        FullHttpResponse allowed = answer(listed, request -> {});
        assertThat(allowed.status().code()).isEqualTo(101);
        assertThat(allowed.headers().get("Access-Control-Allow-Origin")).isEqualTo("https://phone.example.com");
        assertThat(answer(listed, request -> request.headers().set("Origin", "https://evil.example.com"))
                        .status()
                        .code())
                .isEqualTo(403);
        FullHttpResponse noBrowser = answer(listed, request -> request.headers().remove("Origin"));
        assertThat(noBrowser.status().code()).isEqualTo(101);
        assertThat(noBrowser.headers().contains("Access-Control-Allow-Origin")).isFalse();
    }

    @Test
    void namesAllOriginsAsAllowedIfTold() {
        FullHttpResponse response = answer(settings(true, WebSocketSettings.Cors.ALL, "*"), request -> {});
        assertThat(response.headers().get("Access-Control-Allow-Origin")).isEqualTo("*");
    }

    @Test
    void takesNobodyWithoutSubprotocols() {
        FullHttpResponse response = answer(settings(false, WebSocketSettings.Cors.NONE, "*"), request -> {});
        assertThat(response.status().code()).isEqualTo(503);
    }
}
