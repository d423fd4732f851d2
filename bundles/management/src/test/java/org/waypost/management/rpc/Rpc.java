package org.waypost.management.rpc;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.waypost.management.http.Access;
import org.waypost.management.http.FakeExchange;

/** Calls methods as a client does, without a network. */
final class Rpc {

    private final RpcHandler handler;

    Rpc(RpcMethods... methods) {
        MethodTable table = new MethodTable();
        for (RpcMethods each : methods) {
            table.bindMethods(each);
        }
        handler = new RpcHandler(new Access(), new RpcService(table));
    }

    /** What is answered to that body: status and text. */
    String post(String body) {
        FakeExchange exchange = new FakeExchange("POST", "/rpc").body(body);
        try {
            handler.handle(exchange);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return exchange.getResponseCode() + " " + exchange.answer().strip();
    }

    /** The result of a call, or its error, as JSON. */
    String call(String method, Object... params) {
        Map<String, Object> call = new LinkedHashMap<>();
        call.put("jsonrpc", "2.0");
        call.put("method", method);
        call.put("params", List.of(params));
        call.put("id", 1);
        try {
            Map<String, Object> answer =
                    JSON.std.mapFrom(post(JSON.std.asString(call)).replaceFirst("^\\d+ ", ""));
            return JSON.std
                    .with(JSON.Feature.WRITE_NULL_PROPERTIES)
                    .asString(answer.containsKey("error") ? answer.get("error") : answer.get("result"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
