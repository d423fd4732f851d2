package org.waypost.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StaticPagesTest {

    private static final Path FOLDER = Path.of("src/main/resources/org/waypost/console/page");

    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", new StaticPages());
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void servesEveryFileThereIsWithItsType() throws Exception {
        for (String name : files()) {
            HttpResponse<String> page = get("/console/" + name);
            assertThat(page.statusCode()).as(name).isEqualTo(200);
            assertThat(page.headers().firstValue("Content-Type"))
                    .as(name)
                    .hasValueSatisfying(type -> assertThat(type)
                            .startsWith(
                                    name.endsWith("js")
                                            ? "text/javascript"
                                            : name.endsWith("svg") ? "image/" : "text/"));
        }
        assertThat(get("/console/").body()).isEqualTo(get("/console/index.html").body());
        assertThat(get("/console").statusCode()).isEqualTo(308);
    }

    @Test
    void servesNothingElse() throws Exception {
        for (String path :
                List.of("/console/files.txt", "/console/x", "/console/../style.css", "/console//style.css", "/")) {
            assertThat(get(path).statusCode()).as(path).isEqualTo(404);
        }
        HttpRequest post = HttpRequest.newBuilder(uri("/console/"))
                .POST(HttpRequest.BodyPublishers.ofString("x"))
                .build();
        assertThat(send(post).statusCode()).isEqualTo(405);
    }

    @Test
    void letsABrowserRunNothingButItsOwnFiles() throws Exception {
        for (String path : List.of("/console/", "/console/app.js", "/console/missing")) {
            assertThat(get(path).headers().firstValue("Content-Security-Policy"))
                    .hasValueSatisfying(policy -> assertThat(policy)
                            .contains(
                                    "default-src 'none'",
                                    "script-src 'self';",
                                    "style-src 'self';",
                                    "require-trusted-types-for 'script'",
                                    "frame-ancestors 'none'")
                            .doesNotContain("unsafe", "http", "*"));
        }
    }

    @Test
    void hasNothingInItsPagesThatThePolicyWouldRefuse() throws IOException {
        for (String name : files()) {
            String text = Files.readString(FOLDER.resolve(name));
            assertThat(text)
                    .as(name)
                    .doesNotContain(
                            "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", " style=")
                    .doesNotContain("https://")
                    .doesNotContainPattern("http://(?!www\\.w3\\.org/)")
                    .doesNotContainPattern("<script(?! type=\"module\" src=)");
        }
    }

    @Test
    void sendsAFileAgainOnlyIfItHasChanged() throws Exception {
        String tag = get("/console/app.js").headers().firstValue("ETag").orElseThrow();
        HttpRequest again = HttpRequest.newBuilder(uri("/console/app.js"))
                .header("If-None-Match", tag)
                .build();
        assertThat(send(again).statusCode()).isEqualTo(304);
        HttpRequest head = HttpRequest.newBuilder(uri("/console/app.js"))
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .build();
        assertThat(send(head).statusCode()).isEqualTo(200);
    }

    private static List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals("files.txt"))
                    .toList();
        }
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(HttpRequest.newBuilder(uri(path)).build());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    private static HttpResponse<String> send(HttpRequest request) throws Exception {
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }
}
