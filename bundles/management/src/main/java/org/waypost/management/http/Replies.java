package org.waypost.management.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Answers requests. */
public final class Replies {

    /** Type of plain text. */
    public static final String TEXT = "text/plain; charset=utf-8";

    /** Type of JSON. */
    public static final String JSON = "application/json";

    private Replies() {}

    /** Answers with that text. */
    public static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        boolean isEmpty = body.length == 0 || isHead(exchange);
        exchange.sendResponseHeaders(status, isEmpty ? -1 : body.length);
        if (!isEmpty) {
            exchange.getResponseBody().write(body);
        }
    }

    /** Answers with what is written to the stream, in chunks; with HEAD, what is written goes nowhere. */
    public static OutputStream stream(HttpExchange exchange, int status, String type) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, isHead(exchange) ? -1 : 0);
        return isHead(exchange) ? OutputStream.nullOutputStream() : exchange.getResponseBody();
    }

    /** Answers 405 unless the method is one of these. */
    public static boolean allows(HttpExchange exchange, String... methods) throws IOException {
        for (String method : methods) {
            if (method.equals(exchange.getRequestMethod())) {
                return true;
            }
        }
        exchange.getResponseHeaders().set("Allow", String.join(", ", methods));
        send(exchange, 405, TEXT, "Only " + String.join(", ", methods) + "\n");
        return false;
    }

    private static boolean isHead(HttpExchange exchange) {
        return exchange.getRequestMethod().equals("HEAD");
    }
}
