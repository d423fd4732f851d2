package org.waypost.sip.transport.ws;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** Answers the HTTP request that opens a WebSocket (RFC 6455 4.2, RFC 7118 4), and any other politely. */
final class Handshake {

    static final String SUBPROTOCOL = "sip";

    private static final String VERSION = "13";
    private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private final WebSocketSettings settings;

    Handshake(WebSocketSettings settings) {
        this.settings = settings;
    }

    /** 101 if the connection becomes a WebSocket; any other answer is the last thing on it. */
    FullHttpResponse answer(HttpRequest request) {
        if (request.decoderResult().isFailure()) {
            return unreadable(request.decoderResult().cause());
        }
        HttpHeaders headers = request.headers();
        if (!request.method().equals(HttpMethod.GET)) {
            FullHttpResponse response = refusal(HttpResponseStatus.METHOD_NOT_ALLOWED, "Only GET is known here.");
            response.headers().set(HttpHeaderNames.ALLOW, HttpMethod.GET.name());
            return response;
        }
        if (!request.protocolVersion().equals(HttpVersion.HTTP_1_1)) {
            return refusal(HttpResponseStatus.HTTP_VERSION_NOT_SUPPORTED, "Only HTTP/1.1 is known here.");
        }
        if (!headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)
                || !headers.containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)) {
            return upgradeRequired(
                    "This is a SIP server. Connect by WebSocket with the subprotocol sip (RFC 7118), please.");
        }
        if (!VERSION.equals(headers.get(HttpHeaderNames.SEC_WEBSOCKET_VERSION))) {
            return upgradeRequired("Sec-WebSocket-Version must be 13 (RFC 6455).");
        }
        String key = headers.get(HttpHeaderNames.SEC_WEBSOCKET_KEY, "");
        if (!isKey(key)) {
            return badHandshake("Sec-WebSocket-Key must be 16 octets in base64 (RFC 6455 4.1).");
        }
        if (!headers.contains(HttpHeaderNames.HOST)) {
            return badRequest("There is no Host.");
        }
        if (HttpUtil.isTransferEncodingChunked(request) || HttpUtil.getContentLength(request, 0L) != 0) {
            return badRequest("A handshake has no body.");
        }
        if (!headers.containsValue(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL, SUBPROTOCOL, false)) {
            return badHandshake("Sec-WebSocket-Protocol must offer the subprotocol sip (RFC 7118 4.1).");
        }
        String origin = headers.get(HttpHeaderNames.ORIGIN, "");
        if (!origin.isEmpty() && !settings.origins().allow(origin)) {
            return refusal(HttpResponseStatus.FORBIDDEN, "Pages of this Origin may not connect.");
        }
        return settings.isOpen()
                ? accepted(key, origin)
                : refusal(HttpResponseStatus.SERVICE_UNAVAILABLE, "No WebSockets are taken now.");
    }

    /** For a client that takes too long. */
    static FullHttpResponse tooSlow() {
        return refusal(HttpResponseStatus.REQUEST_TIMEOUT, "The handshake took too long.");
    }

    /** For a client that has as many connections as it may have. */
    static FullHttpResponse tooMany() {
        return refusal(HttpResponseStatus.SERVICE_UNAVAILABLE, "There are too many connections from there.");
    }

    private FullHttpResponse accepted(String key, String origin) {
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.SWITCHING_PROTOCOLS, Unpooled.EMPTY_BUFFER);
        HttpHeaders headers = response.headers();
        headers.set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET)
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE)
                .set(HttpHeaderNames.SEC_WEBSOCKET_ACCEPT, proof(key))
                .set(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL, SUBPROTOCOL);
        if (settings.cors() == WebSocketSettings.Cors.ALL) {
            headers.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
        } else if (settings.cors() == WebSocketSettings.Cors.SAME && !origin.isEmpty()) {
            headers.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        }
        return response;
    }

    private static FullHttpResponse unreadable(Throwable cause) {
        if (cause instanceof TooLongHttpLineException) {
            return refusal(HttpResponseStatus.REQUEST_URI_TOO_LONG, "The request line is too long.");
        }
        return cause instanceof TooLongHttpHeaderException
                ? refusal(HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "The headers are too long.")
                : badRequest("This is no HTTP request.");
    }

    private static FullHttpResponse badRequest(String why) {
        return refusal(HttpResponseStatus.BAD_REQUEST, why);
    }

    // With what would have been right, as Kamailio has it.
    private static FullHttpResponse badHandshake(String why) {
        FullHttpResponse response = badRequest(why);
        response.headers()
                .set(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL, SUBPROTOCOL)
                .set(HttpHeaderNames.SEC_WEBSOCKET_VERSION, VERSION);
        return response;
    }

    private static FullHttpResponse upgradeRequired(String why) {
        FullHttpResponse response = refusal(HttpResponseStatus.UPGRADE_REQUIRED, why);
        response.headers()
                .set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET)
                .add(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE)
                .set(HttpHeaderNames.SEC_WEBSOCKET_VERSION, VERSION);
        return response;
    }

    private static FullHttpResponse refusal(HttpResponseStatus status, String why) {
        byte[] text = (why + "\n").getBytes(StandardCharsets.US_ASCII);
        FullHttpResponse response =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.wrappedBuffer(text));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "text/plain; charset=us-ascii")
                .set(HttpHeaderNames.CONTENT_LENGTH, text.length)
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        return response;
    }

    private static boolean isKey(String key) {
        try {
            return Base64.getDecoder().decode(key).length == 16;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String proof(String key) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-1").digest((key + MAGIC).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
