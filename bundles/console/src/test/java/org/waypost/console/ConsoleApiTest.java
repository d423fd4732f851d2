package org.waypost.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.waypost.parameters.Change;
import org.waypost.usrloc.LocationException;

/** The endpoints as the pages reach them: over HTTP, in JSON. */
class ConsoleApiTest {

    private final FakeParameters parameters = new FakeParameters();
    private final Jobs jobs = new Jobs(60_000);
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        ConsoleApi api = new ConsoleApi();
        api.sections = List.of(jobs, new ParameterSection(parameters, jobs), new Broken());
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", api);
        server.start();
    }

    private static final class Broken implements Section {

        @Override
        public Map<String, Endpoint> reads() {
            return Map.of(
                    "broken",
                    request -> {
                        throw new IllegalStateException("secrets of the implementation");
                    },
                    "away",
                    request -> {
                        throw new LocationException(LocationException.Step.RECORD_GET, "it is gone");
                    });
        }

        @Override
        public Map<String, Endpoint> changes() {
            return Map.of();
        }
    }

    @AfterEach
    void stop() {
        server.stop(0);
        jobs.stop();
    }

    @Test
    void showsNoPasswordAndTakesNoneForOne() throws Exception {
        parameters.apply(
                "test",
                List.of(
                        Change.set("http", "token", "sesame"),
                        Change.set("usrloc", "db_url", "postgres://sip:sesame@db/sip")),
                line -> {});
        assertThat(get("parameters").body())
                .doesNotContain("sesame")
                .contains("\"value\":\"********\"", "\"value\":\"postgres://sip:********@db/sip\"");

        assertThat(apply("usrloc", "db_url", "postgres://sip:********@db/sip").statusCode())
                .isEqualTo(200);
        assertThat(apply("usrloc", "db_url", "postgres://sip:********@other/sip")
                        .body())
                .contains("usrloc.db_url: 'postgres://sip:********@other/sip' is refused");
        assertThat(apply("http", "token", "********").statusCode()).isEqualTo(200);
        assertThat(parameters.value("token")).isEqualTo("sesame");
        assertThat(parameters.value("db_url")).isEqualTo("postgres://sip:sesame@db/sip");
    }

    @Test
    void setsParametersForWhoAsks() throws Exception {
        HttpResponse<String> done = apply("registrar", "retry_after", "30");
        assertThat(done.statusCode()).isEqualTo(200);
        Map<String, Object> answer = JSON.std.mapFrom(done.body());
        assertThat(answer).containsEntry("done", true).containsEntry("notices", List.of("mind the gap"));
        assertThat(parameters.value("retry_after")).isEqualTo("30");
        assertThat(parameters.authors()).containsExactly("console 127.0.0.1");

        post("parameters/apply", "{\"changes\":[{\"module\":\"registrar\",\"key\":\"retry_after\",\"value\":null}]}");
        assertThat(parameters.isSet("retry_after")).isFalse();
    }

    @Test
    void saysWhyAValueIsRefused() throws Exception {
        HttpResponse<String> refusal = apply("registrar", "retry_after", "-5");
        assertThat(refusal.statusCode()).isEqualTo(400);
        assertThat(JSON.std.mapFrom(refusal.body()))
                .containsEntry(
                        "error", "registrar.retry_after: '-5' is refused; an integer of 0..100 (seconds) is wanted");
        assertThat(post("parameters/undo", "{\"entries\":1}").body()).contains("there is nothing to undo");
        assertThat(parameters.authors()).isEmpty();
    }

    @Test
    void changesByPostOfJsonAlone() throws Exception {
        assertThat(get("parameters/apply").statusCode()).isEqualTo(404);
        assertThat(send("parameters/apply", "text/plain", "{}").statusCode()).isEqualTo(415);
        assertThat(send("parameters/apply", "application/jsonp", "{}").statusCode())
                .isEqualTo(415);
        assertThat(send("parameters/apply", "application/json; charset=utf-8", "{}")
                        .body())
                .contains("changes: a list of objects is wanted");
        HttpResponse<String> put = ask(HttpRequest.newBuilder(uri("parameters")).PUT(BodyPublishers.ofString("{}")));
        assertThat(put.statusCode()).isEqualTo(405);
    }

    @Test
    void answersWhateverIsSent() throws Exception {
        for (String body :
                List.of("", "[", "[]", "7", "{\"changes\":7}", "{\"changes\":[{}]}", "{\"changes\":[null]}")) {
            assertThat(post("parameters/apply", body).statusCode()).as(body).isEqualTo(400);
        }
        assertThat(post("parameters/apply", "\"" + "x".repeat(1 << 20) + "\"").statusCode())
                .isEqualTo(413);
        assertThat(get("job?number=%zz").statusCode()).isIn(400, 404);
        assertThat(get("job?number=x").statusCode()).isEqualTo(400);
        assertThat(get("nothing").statusCode()).isEqualTo(404);
    }

    @Test
    void keepsToItselfWhatWentWrong() throws Exception {
        HttpResponse<String> broken = get("broken");
        assertThat(broken.statusCode()).isEqualTo(500);
        assertThat(broken.body()).doesNotContain("secrets");
        HttpResponse<String> away = get("away");
        assertThat(away.statusCode()).isEqualTo(503);
        assertThat(away.body()).contains("the location store fails: it is gone");
    }

    @Test
    void isNeverKeptByACache() throws Exception {
        HttpResponse<String> answer = get("parameters");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json; charset=utf-8");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    }

    private HttpResponse<String> apply(String module, String key, String value) throws Exception {
        Map<String, String> change = Map.of("module", module, "key", key, "value", value);
        return post("parameters/apply", JSON.std.asString(Map.of("changes", List.of(change))));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return ask(HttpRequest.newBuilder(uri(path.replace("%zz", "%25zz"))));
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return send(path, "application/json", body);
    }

    private HttpResponse<String> send(String path, String type, String body) throws Exception {
        return ask(
                HttpRequest.newBuilder(uri(path)).header("Content-Type", type).POST(BodyPublishers.ofString(body)));
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/console/api/" + path);
    }

    private static HttpResponse<String> ask(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
