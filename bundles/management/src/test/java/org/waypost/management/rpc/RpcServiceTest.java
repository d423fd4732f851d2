package org.waypost.management.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.waypost.management.rpc.JsonWriter.Streamed;

class RpcServiceTest {

    private static final int MANY = 100_000;

    private final Rpc rpc = new Rpc(() -> List.of(
            new RpcMethod("echo", List.of("first", "second"), "Echoes.", (arguments, author) -> arguments.values()),
            new RpcMethod("author", List.of(), "Tells who asks.", (arguments, author) -> author),
            new RpcMethod("refuse", List.of(), "Refuses.", (arguments, author) -> {
                throw RpcFault.of(404, "Contact not found", "as the test wants it");
            }),
            new RpcMethod("fail", List.of(), "Fails.", (arguments, author) -> {
                throw new IllegalStateException("as the test wants it");
            }),
            new RpcMethod("long", List.of(), "Much.", (arguments, author) -> Collections.nCopies(MANY, 7)),
            new RpcMethod("late", List.of(), "Refuses late.", (arguments, author) -> (Streamed) json -> {
                json.writeString("x".repeat(arguments.values().isEmpty() ? 10 : MANY));
                throw RpcFault.of(500, "Failed to read the table");
            })));

    @Test
    void repeatsTheIdAsItIs() {
        assertThat(rpc.post(request("author", "\"id\":\"a\"")))
                .isEqualTo("200 {\"jsonrpc\":\"2.0\",\"result\":\"http 127.0.0.1\",\"id\":\"a\"}");
        assertThat(rpc.post(request("author", "\"id\":12345678901234567890"))).endsWith("\"id\":12345678901234567890}");
        assertThat(rpc.post(request("author", "\"id\":null"))).endsWith("\"id\":null}");
    }

    @Test
    void answersASingleRequestWithoutIdAsKamailioDoes() {
        assertThat(rpc.post("{\"jsonrpc\":\"2.0\",\"method\":\"author\"}"))
                .isEqualTo("200 {\"jsonrpc\":\"2.0\",\"result\":\"http 127.0.0.1\"}");
    }

    @Test
    void tellsAnErrorWithItsCodeAsStatus() {
        assertThat(rpc.post(request("refuse", "\"id\":1")))
                .isEqualTo("404 {\"jsonrpc\":\"2.0\",\"error\":{\"code\":404,\"message\":\"Contact not found\","
                        + "\"data\":\"as the test wants it\"},\"id\":1}");
        assertThat(rpc.post(request("nothing", "\"id\":1")))
                .isEqualTo(
                        "500 {\"jsonrpc\":\"2.0\",\"error\":{\"code\":500,\"message\":\"Method Not Found\"},\"id\":1}");
        assertThat(rpc.post(request("fail", "\"id\":1"))).startsWith("500 ").contains("\"code\":-32603");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"method\":\"author\",\"id\":1}",
                "{\"jsonrpc\":2.0,\"method\":\"author\",\"id\":1}",
                "{\"jsonrpc\":\"2.0\",\"id\":1}",
                "{\"jsonrpc\":\"2.0\",\"method\":7,\"id\":1}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"author\",\"params\":7,\"id\":1}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"author\",\"id\":{}}",
                "[]",
                "7",
                "null"
            })
    void refusesWhatIsNoRequest(String body) {
        assertThat(rpc.post(body)).startsWith("400 ").contains("\"code\":-32600,\"message\":\"Invalid Request\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{}{}", "{\"a\":}", "hello", "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["})
    void refusesWhatIsNoJson(String body) {
        assertThat(rpc.post(body)).startsWith("400 ").contains("\"code\":-32700,\"message\":\"Parse error\"");
    }

    @Test
    void answersAListInOrderWithoutItsNotifications() {
        assertThat(rpc.post("[" + request("author", "\"id\":1") + ",7," + request("echo", "\"params\":[1]") + ","
                        + request("refuse", "\"id\":2") + "]"))
                .startsWith("200 [{\"jsonrpc\":\"2.0\",\"result\":\"http 127.0.0.1\",\"id\":1},")
                .contains(
                        "{\"code\":-32600,\"message\":\"Invalid Request\",\"data\":\"a request is an object\"},\"id\":null}")
                .endsWith("\"data\":\"as the test wants it\"},\"id\":2}]");
        assertThat(rpc.post("[" + request("echo", "\"params\":[1]") + "]")).isEqualTo("204 ");
    }

    @Test
    void takesParametersByNameOrElseByOrder() {
        assertThat(rpc.post(request("echo", "\"params\":{\"second\":2,\"first\":1},\"id\":1")))
                .contains("\"result\":[1,2]");
        assertThat(rpc.post(request("echo", "\"params\":{\"second\":2},\"id\":1")))
                .contains("\"result\":[null,2]");
        assertThat(rpc.post(request("echo", "\"params\":{\"b\":2,\"a\":1},\"id\":1")))
                .contains("\"result\":[2,1]");
    }

    @Test
    void sendsALongResultAsItIsWritten() {
        assertThat(rpc.post(request("long", "\"id\":1")))
                .hasSizeGreaterThan(2 * MANY)
                .endsWith(",7,7],\"id\":1}");
    }

    @Test
    void tellsAFailureThatComesLateIfNothingIsSentYet() {
        assertThat(rpc.post(request("late", "\"id\":1")))
                .isEqualTo(
                        "500 {\"jsonrpc\":\"2.0\",\"error\":{\"code\":500,\"message\":\"Failed to read the table\"},\"id\":1}");
        assertThatThrownBy(() -> rpc.post(request("late", "\"params\":[1],\"id\":1")))
                .hasMessageContaining("an answer ends early");
    }

    @Test
    void tellsOfItsMethods() {
        assertThat(rpc.call("system.listMethods")).contains("\"echo\"", "\"system.methodHelp\"");
        assertThat(rpc.call("system.methodHelp", "echo")).isEqualTo("\"Echoes.\"");
        assertThat(rpc.call("system.methodSignature", "echo")).isEqualTo("[\"first\",\"second\"]");
        assertThat(rpc.call("system.methodHelp", "nothing"))
                .isEqualTo("{\"code\":400,\"message\":\"command not found\"}");
    }

    private static String request(String method, String members) {
        return "{\"jsonrpc\":\"2.0\",\"method\":\"" + method + "\"," + members + "}";
    }
}
