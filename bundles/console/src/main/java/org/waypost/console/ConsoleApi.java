package org.waypost.console;

import com.fasterxml.jackson.jr.ob.JSON;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.operations.OperationException;
import org.waypost.parameters.ParameterException;
import org.waypost.usrloc.LocationException;

/** What the pages of the console ask the server, in JSON; the management bundle has checked the token before. */
@Component(service = HttpHandler.class, property = "waypost.http.path=" + ConsoleApi.PATH)
public final class ConsoleApi implements HttpHandler {

    static final String PATH = "/console/api/";

    private static final Logger LOG = LoggerFactory.getLogger(ConsoleApi.class);
    private static final int LONGEST_BODY = 1 << 20;
    private static final JSON JSON_TEXT = JSON.std;

    @Reference(policyOption = ReferencePolicyOption.GREEDY)
    volatile List<Section> sections = List.of();

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer = answer(exchange);
            byte[] body = JSON_TEXT.asString(answer.body).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            StaticPages.protect(exchange.getResponseHeaders());
            exchange.sendResponseHeaders(answer.status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private record Answer(int status, Object body) {

        static Answer refusal(int status, String reason) {
            return new Answer(status, Map.of("error", reason));
        }
    }

    private Answer answer(HttpExchange exchange) throws IOException {
        try {
            return switch (exchange.getRequestMethod()) {
                case "GET" -> read(exchange);
                case "POST" -> change(exchange);
                default -> Answer.refusal(405, "GET or POST is wanted");
            };
        } catch (Refused e) {
            return Answer.refusal(e.status(), e.getMessage());
        } catch (ParameterException e) {
            return Answer.refusal(400, e.getMessage());
        } catch (LocationException e) {
            return Answer.refusal(503, "the location store fails: " + e.getMessage());
        } catch (OperationException e) {
            return Answer.refusal(e.reason() == OperationException.Reason.STORE_FAILS ? 503 : 400, e.getMessage());
        } catch (RuntimeException e) {
            LOG.warn("console: {} failed", exchange.getRequestURI().getPath(), e);
            return Answer.refusal(500, "this failed; the log says why");
        }
    }

    private Answer read(HttpExchange exchange) {
        Section.Endpoint endpoint = sections.stream()
                .flatMap(section -> Optional.ofNullable(section.reads().get(name(exchange))).stream())
                .findFirst()
                .orElseThrow(() -> Refused.missing("there is nothing at this address"));
        Map<String, String> query =
                ApiRequest.parseQuery(exchange.getRequestURI().getRawQuery());
        return new Answer(200, endpoint.answer(new ApiRequest(query, Map.of(), author(exchange))));
    }

    private Answer change(HttpExchange exchange) throws IOException {
        Section.Endpoint endpoint = sections.stream()
                .flatMap(section -> Optional.ofNullable(section.changes().get(name(exchange))).stream())
                .findFirst()
                .orElseThrow(() -> Refused.missing("there is nothing at this address"));
        // A page of another site can post text or a form to any address, but not this type.
        String type = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Content-Type"))
                .orElse("");
        if (!type.strip().toLowerCase(Locale.ROOT).matches("application/json(\\s*;.*)?")) {
            return Answer.refusal(415, "application/json is wanted");
        }
        byte[] body = exchange.getRequestBody().readNBytes(LONGEST_BODY + 1);
        if (body.length > LONGEST_BODY) {
            return Answer.refusal(413, "the request is too long");
        }
        return new Answer(200, endpoint.answer(new ApiRequest(Map.of(), object(body), author(exchange))));
    }

    private static Map<String, Object> object(byte[] body) {
        try {
            return JSON_TEXT.mapFrom(body);
        } catch (IOException e) {
            throw Refused.bad("a JSON object is wanted");
        }
    }

    private static String name(HttpExchange exchange) {
        String path = exchange.getRequestURI().getPath();
        return path.startsWith(PATH) ? path.substring(PATH.length()) : "";
    }

    private static String author(HttpExchange exchange) {
        return "console " + exchange.getRemoteAddress().getAddress().getHostAddress();
    }
}
