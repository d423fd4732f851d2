package org.waypost.management.rpc;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.jr.ob.JSON;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.waypost.management.http.Access;
import org.waypost.management.http.HttpServers;
import org.waypost.management.http.Replies;

/** {@code /rpc}: JSON-RPC 2.0 over HTTP POST, at the paths that Kamailio's tools use too. */
@Component(property = {HttpServers.PATH + "=/rpc", HttpServers.PATH + "=/RPC", HttpServers.PATH + "=/jsonrpc"})
public final class RpcHandler implements HttpHandler {

    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(20)
                    .maxNumberLength(100)
                    .build())
            .build();

    private final Access access;
    private final RpcService service;

    @Activate
    public RpcHandler(@Reference Access access, @Reference RpcService service) {
        this.access = access;
        this.service = service;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        if (!Replies.allows(exchange, "POST")) {
            return;
        }
        int limit = access.maxBody();
        byte[] body = exchange.getRequestBody().readNBytes(limit + 1);
        if (body.length > limit) {
            Replies.send(exchange, 413, Replies.TEXT, "More than max_body octets (module http)\n");
            return;
        }
        exchange.getResponseHeaders().set("Content-Type", Replies.JSON);
        ReplyStream reply = new ReplyStream(exchange);
        String author = "http " + exchange.getRemoteAddress().getAddress().getHostAddress();
        try {
            service.answer(read(body), author, reply);
        } catch (RpcFault fault) {
            service.refuse(fault, reply);
        }
        reply.finish();
    }

    private static Object read(byte[] body) throws IOException {
        try (JsonParser parser = FACTORY.createParser(body)) {
            Object value = JSON.std.anyFrom(parser);
            if (parser.nextToken() != null) {
                throw RpcFault.unreadable("something stands behind the request");
            }
            return value;
        } catch (JsonProcessingException e) {
            throw RpcFault.unreadable(reason(e));
        }
    }

    // Without the excerpts, and the place in the library, that the parser adds.
    private static String reason(JsonProcessingException e) {
        String reason = e.getOriginalMessage().replaceFirst(" \\(.*|: expected.*", "");
        return Optional.ofNullable(e.getLocation())
                .map(at -> "%s (line %d, column %d)".formatted(reason, at.getLineNr(), at.getColumnNr()))
                .orElse(reason);
    }
}
