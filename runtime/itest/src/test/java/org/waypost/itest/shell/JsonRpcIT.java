package org.waypost.itest.shell;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.waypost.itest.kit.HttpClient;
import org.waypost.itest.kit.HttpClient.Response;
import org.waypost.itest.kit.Outcome;
import org.waypost.itest.kit.SharedContainer;
import org.waypost.itest.kit.SipClient;
import org.waypost.itest.kit.Texts;
import org.waypost.itest.kit.WaypostContainer;

/** What the container answers over HTTP: JSON-RPC as a Kamailio, metrics, health; and whom it does not answer. */
@ExtendWith(SharedContainer.class)
class JsonRpcIT {

    private static final String JSON_TYPE = "Content-Type: application/json";
    private static final String VERSION = call("core.version");

    // The Call-ID may be one of before, if the port is.
    private static final AtomicInteger CSEQ = new AtomicInteger();

    private final WaypostContainer waypost;
    private final HttpClient http;

    JsonRpcIT(WaypostContainer waypost) {
        this.waypost = waypost;
        this.http = new HttpClient(waypost.http());
    }

    @BeforeEach
    void registerTwoPhones() {
        register("rpcalice", ";q=0.5;+sip.instance=\"<urn:uuid:x>\";reg-id=1");
        register("rpcbob", "");
    }

    @Test
    void callsAreAnsweredAsByKamailio() {
        SoftAssertions all = new SoftAssertions();
        for (RecordedCalls.Call call : RecordedCalls.all()) {
            Response response = rpc(call.method(), call.params().toArray());
            Map<Object, Object> answer = answer(response);
            String name = call.method() + call.params();
            all.assertThat(response.status()).as(name).isEqualTo(call.status());
            all.assertThat(error(answer)).as(name).isEqualTo(call.error());
            if (call.error().isEmpty()) {
                all.assertThat(RecordedCalls.difference(call.result(), answer.get("result"), call.begins()))
                        .as(name)
                        .isEmpty();
            }
        }
        waypost.exec("cfg:reset registrar default_expires; cfg:reset registrar realm_prefix");
        all.assertAll();
    }

    @Test
    void aContactIsShownAsItWasRegistered() {
        Map<Object, Object> contact = contact(result(rpc("ul.lookup", "location", "rpcalice")));
        assertThat(contact)
                .containsEntry("Address", "sip:rpcalice@192.0.2.1")
                .containsEntry("Q", 0.5)
                .containsEntry("User-Agent", "n/a")
                .containsEntry("Path", "[not set]")
                .containsEntry("State", "CS_NEW")
                .containsEntry("Methods", 4294967295L)
                .containsEntry("Instance", "<urn:uuid:x>")
                .containsEntry("Reg-Id", 1);
        assertThat(contact.get("Socket").toString()).startsWith("udp:").endsWith(":" + waypost.port());
        assertThat((Integer) contact.get("Expires")).isBetween(1, 300);
    }

    @Test
    void theDumpHoldsWhatTheLookupShows() {
        Map<?, ?> domains =
                (Map<?, ?>) ((Map<?, ?>) ((List<?>) ((Map<?, ?>) result(rpc("ul.dump"))).get("Domains")).get(0))
                        .get("Domain");
        assertThat(domains.get("Domain")).isEqualTo("location");
        List<?> aors = (List<?>) domains.get("AoRs");
        assertThat(member(domains, "Stats")).containsEntry("Records", aors.size());
        Optional<Map<Object, Object>> alice = aors.stream()
                .map(aor -> member(aor, "Info"))
                .filter(info -> info.get("AoR").equals("rpcalice"))
                .findFirst();
        assertThat(contact(alice.orElseThrow()).get("Address")).isEqualTo("sip:rpcalice@192.0.2.1");
    }

    @Test
    void parametersGoByNameAndByOrder() {
        Object byOrder = result(rpc("cfg.get", "registrar", "min_expires"));
        assertThat(byOrder).isEqualTo(60);
        assertThat(
                        result(
                                post(
                                        "{\"jsonrpc\":\"2.0\",\"method\":\"cfg.get\",\"params\":{\"name\":\"min_expires\",\"group\":\"registrar\"},\"id\":1}")))
                .isEqualTo(byOrder);
    }

    @Test
    void aListIsAnsweredWithoutItsNotifications() {
        Response response = post("[" + VERSION.replace("\"id\":1", "\"id\":\"a\"") + ","
                + VERSION.replace(",\"id\":1", "") + ",7," + call("core.nope") + "]");
        assertThat(response.status()).isEqualTo(200);
        assertThat(list(response)).extracting(each -> member(each).get("id")).containsExactly("a", null, 1);
        assertThat(member(list(response).get(1), "error")).containsEntry("code", -32600);
        assertThat(member(list(response).get(2), "error")).containsEntry("code", 500);
        assertThat(post("[" + VERSION.replace(",\"id\":1", "") + "]").status()).isEqualTo(204);
    }

    @Test
    void whatIsNoRequestIsRefused() {
        assertThat(code(post("{\"jsonrpc\":"))).isEqualTo(-32700);
        assertThat(code(post(VERSION + "x"))).isEqualTo(-32700);
        assertThat(code(post("[]"))).isEqualTo(-32600);
        assertThat(code(post(VERSION.replace("2.0", "1.0")))).isEqualTo(-32600);
        assertThat(code(post(VERSION.replace("\"id\":1", "\"id\":[]")))).isEqualTo(-32600);
        assertThat(code(post("[".repeat(5000)))).isEqualTo(-32700);
        assertThat(http.post("/rpc", "x".repeat(1_048_577), JSON_TYPE).status()).isEqualTo(413);
        assertThat(http.get("/rpc").status()).isEqualTo(405);
    }

    @Test
    void aRefusedValueIsExplainedAndAChangeTellsWhoMadeIt() {
        Response refused = rpc("cfg.set_now_int", "registrar", "min_expires_mode", 2);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body()).contains("Failed to set the variable", "registrar.min_expires_mode: '2' is refused");
        assertThat(rpc("cfg.set_now_int", "registrar", "min_expires_mode", 1).status())
                .isEqualTo(200);
        assertThat(waypost.exec("cfg:get registrar min_expires_mode").strip()).isEqualTo("1");
        assertThat(waypost.exec("cfg:history")).contains("http 127.0.0.1");
        assertThat(rpc("cfg.reset", "registrar", "min_expires_mode").status()).isEqualTo(200);
        assertThat(waypost.exec("cfg:get registrar min_expires_mode").strip()).isEqualTo("0");
    }

    @Test
    void webPagesOfStrangersAreRefused() {
        assertThat(http.get("/metrics", "Host: waypost.example.com").status()).isEqualTo(403);
        assertThat(http.get("/metrics", "Host: localhost:1").status()).isEqualTo(200);
        assertThat(http.post("/rpc", VERSION, JSON_TYPE, "Origin: http://stranger.example.com")
                        .status())
                .isEqualTo(403);
        assertThat(http.post("/rpc", VERSION, "Content-Type: text/plain").status())
                .isEqualTo(415);
        assertThat(http.post("/rpc", VERSION).status()).isEqualTo(415);
        assertThat(http.send("OPTIONS", "/rpc", "").status()).isEqualTo(415);
    }

    @Test
    void anAddressThatIsNotLoopbackNeedsAToken() {
        Outcome refused = waypost.run("cfg:set http listen 0.0.0.0:0");
        assertThat(refused.exitCode()).isNotZero();
        assertThat(refused.output()).contains("http.listen", "0.0.0.0:0", "token");
    }

    @Test
    void withATokenOnlyHealthIsToldWithoutIt() {
        waypost.exec("cfg:set http token open-sesame");
        try {
            assertThat(http.get("/metrics").status()).isEqualTo(401);
            assertThat(http.get("/metrics").header("WWW-Authenticate"))
                    .hasValueSatisfying(value -> assertThat(value).contains("Bearer"));
            assertThat(http.get("/metrics", "Authorization: Bearer open-sesam").status())
                    .isEqualTo(401);
            assertThat(http.post("/rpc", VERSION, JSON_TYPE, "Authorization: Bearer open-sesame")
                            .status())
                    .isEqualTo(200);
            // any user with the token as password
            assertThat(http.get("/metrics", "Authorization: Basic eDpvcGVuLXNlc2FtZQ==")
                            .status())
                    .isEqualTo(200);
            assertThat(http.get("/healthz").status()).isEqualTo(200);
            assertThat(http.get("/readyz").body().strip()).isEqualTo("{\"ready\":true}");
            assertThat(http.post(
                                    "/rpc",
                                    call("cfg.get", "http", "token"),
                                    JSON_TYPE,
                                    "Authorization: Bearer open-sesame")
                            .body())
                    .contains("****")
                    .doesNotContain("sesame");
        } finally {
            waypost.exec("cfg:set http token \"\"");
        }
        assertThat(http.get("/metrics").status()).isEqualTo(200);
    }

    @Test
    void metricsAreInPrometheusFormat() {
        Response response = http.get("/metrics");
        assertThat(response.header("Content-Type")).hasValue("text/plain; version=0.0.4; charset=utf-8");
        assertThat(response.body().lines())
                .allMatch(line ->
                        line.matches("# (HELP [a-zA-Z0-9_]+ .+|TYPE [a-zA-Z0-9_]+ (counter|gauge|histogram|summary))"
                                + "|[a-zA-Z0-9_]+(\\{([a-z]+=\"[^\"]*\",?)+})? (-?[0-9.]+(E-?\\d+)?|NaN|[+-]Inf)"));
        assertThat(response.body())
                .contains("# TYPE waypost_registrar_accepted_regs_total counter\n")
                .contains("# TYPE waypost_usrloc_contacts gauge\n")
                .containsPattern("waypost_usrloc_contacts\\{table=\"location\"} [1-9]")
                .contains("waypost_store_in_use{store=\"memory\",role=\"all\"} 1\n")
                .containsPattern("jvm_memory_used_bytes\\{area=\"heap\"} [1-9]")
                .contains("waypost_ready 1\n");
        assertThat(response.body().lines().filter(line -> line.startsWith("# TYPE")))
                .doesNotHaveDuplicates();
    }

    @Test
    void itTellsThatItIsAliveAndReady() {
        assertThat(http.get("/healthz").status()).isEqualTo(200);
        assertThat(http.get("/readyz").status()).isEqualTo(200);
        assertThat(http.get("/nowhere").status()).isEqualTo(404);
    }

    private void register(String user, String parameters) {
        String contact = "Contact: <sip:%s@192.0.2.1>;expires=300%s".formatted(user, parameters);
        try (SipClient phone = waypost.udp()) {
            assertThat(phone.ask(Texts.register(phone, user, CSEQ.incrementAndGet(), contact))
                            .status())
                    .isEqualTo(200);
        }
    }

    private Response rpc(String method, Object... params) {
        return post(call(method, params));
    }

    private Response post(String body) {
        return http.post("/RPC", body, JSON_TYPE);
    }

    private static String call(String method, Object... params) {
        Map<String, Object> call = new LinkedHashMap<>();
        call.put("jsonrpc", "2.0");
        call.put("method", method);
        call.put("params", List.of(params));
        call.put("id", 1);
        try {
            return JSON.std.asString(call);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<Object, Object> contact(Object record) {
        return member(((List<?>) member(record).get("Contacts")).get(0), "Contact");
    }

    private static Map<Object, Object> member(Object object, String... names) {
        Object inner = object;
        for (String name : names) {
            inner = ((Map<?, ?>) inner).get(name);
        }
        return new LinkedHashMap<>((Map<?, ?>) inner);
    }

    private static Object result(Response response) {
        assertThat(answer(response)).containsKey("result");
        return answer(response).get("result");
    }

    private static Object code(Response response) {
        return member(answer(response), "error").get("code");
    }

    /** Code and message; what explains them is not Kamailio's. */
    private static Optional<Object> error(Map<Object, Object> answer) {
        return Optional.ofNullable(answer.get("error")).map(error -> {
            Map<Object, Object> known = member(error);
            known.remove("data");
            return known;
        });
    }

    private static Map<Object, Object> answer(Response response) {
        return member(parse(response.body()));
    }

    private static List<Object> list(Response response) {
        return List.copyOf((List<?>) parse(response.body()));
    }

    private static Object parse(String json) {
        try {
            return JSON.std.anyFrom(json);
        } catch (IOException e) {
            throw new UncheckedIOException(json, e);
        }
    }
}
