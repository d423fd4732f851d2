package org.waypost.itest.kit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Sends HTTP requests as they are written, one on a connection each, whatever an orderly client would say to them. */
public record HttpClient(URI server) {

    private static final int PATIENCE_MILLIS = 30_000;

    /**
     * A response.
     *
     * @param headers by name in lower case
     */
    public record Response(int status, Map<String, String> headers, String body) {

        public Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
        }
    }

    /** {@code GET} with further header lines. */
    public Response get(String path, String... headers) {
        return send("GET", path, "", headers);
    }

    /** {@code POST} with further header lines. */
    public Response post(String path, String body, String... headers) {
        return send("POST", path, body, headers);
    }

    /** A request with a Host, unless {@code headers} have one, and the length of the body. */
    public Response send(String method, String path, String body, String... headers) {
        byte[] octets = body.getBytes(StandardCharsets.UTF_8);
        StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\nConnection: close\r\n");
        if (List.of(headers).stream().noneMatch(header -> header.startsWith("Host:"))) {
            head.append("Host: ").append(server.getAuthority()).append("\r\n");
        }
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        head.append("Content-Length: ").append(octets.length).append("\r\n\r\n");
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            ByteArrayOutputStream request = new ByteArrayOutputStream();
            request.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
            request.write(octets);
            socket.getOutputStream().write(request.toByteArray());
            return parse(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Response parse(String text) {
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            throw new AssertionError("no HTTP response: " + text);
        }
        List<String> lines = text.substring(0, end).lines().toList();
        Map<String, String> headers = new TreeMap<>();
        lines.stream()
                .skip(1)
                .map(line -> line.split(": *", 2))
                .forEach(
                        header -> headers.merge(header[0].toLowerCase(Locale.ROOT), header[1], (a, b) -> a + ", " + b));
        String body = text.substring(end + 4);
        return new Response(
                Integer.parseInt(lines.get(0).split(" ")[1]),
                headers,
                "chunked".equals(headers.get("transfer-encoding")) ? unchunked(body) : body);
    }

    // For text of single octets only, where a chunk's length is that of its text.
    private static String unchunked(String body) {
        StringBuilder text = new StringBuilder();
        int at = 0;
        while (true) {
            int line = body.indexOf("\r\n", at);
            int length = Integer.parseInt(body.substring(at, line), 16);
            if (length == 0) {
                return text.toString();
            }
            text.append(body, line + 2, line + 2 + length);
            at = line + 2 + length + 2;
        }
    }
}
