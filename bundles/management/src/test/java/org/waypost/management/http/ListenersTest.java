package org.waypost.management.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** On real sockets. */
class ListenersTest {

    private static final String ANY = "127.0.0.1:0";

    private final Access access = new Access();
    private final Handlers handlers = new Handlers();
    private final HttpStatistics statistics = new HttpStatistics();
    private final BlockingQueue<List<String>> announced = new LinkedBlockingQueue<>();
    private final Listeners listeners = new Listeners(new Front(access, handlers, statistics), announced::add, 20);

    @AfterEach
    void close() {
        listeners.close();
    }

    @Test
    void answersWhereItSaysItListens() throws Exception {
        handlers.add(exchange -> Replies.send(exchange, 200, Replies.TEXT, "here"), Map.of(HttpServers.PATH, "/x"));
        String address = listen(ANY).get(0);
        assertThat(get(address, "/x").body()).isEqualTo("here");
        assertThat(get(address, "/y").statusCode()).isEqualTo(404);
    }

    @Test
    void opensAPortAsSoonAsItIsFree() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String address = "127.0.0.1:" + other.getLocalPort();
            assertThat(listen(address)).isEmpty();
            other.close();
            List<String> open = List.of();
            while (open.isEmpty()) {
                open = next();
            }
            assertThat(open).containsExactly(address);
        }
    }

    @Test
    void keepsWhatIsStillWantedAndClosesTheRest() throws Exception {
        String first = listen(ANY).get(0);
        List<String> both = listen(ANY + ", localhost:0");
        assertThat(both).hasSize(2).first().isEqualTo(first);
        // closed in its own time, as the change may have come over it
        apply("localhost:0");
        List<String> left = next();
        while (left.size() != 1) {
            left = next();
        }
        assertThat(left).containsExactly(both.get(1));
        listeners.close();
        assertThat(next()).isNotNull();
    }

    @Test
    void answers500WhenAHandlerFails() throws Exception {
        handlers.add(
                exchange -> {
                    throw new IllegalStateException("as the test wants it");
                },
                Map.of(HttpServers.PATH, "/x"));
        assertThat(get(listen(ANY).get(0), "/x").statusCode()).isEqualTo(500);
        statistics.collect((name, value) -> assertThat(value).as(name).isEqualTo(name.startsWith("refused") ? 0 : 1));
    }

    @Test
    void leadsToAFolder() throws Exception {
        handlers.add(
                exchange -> Replies.send(
                        exchange, 200, Replies.TEXT, exchange.getRequestURI().getPath()),
                Map.of(HttpServers.PATH, new String[] {"/x/", "/x/y"}));
        String address = listen(ANY).get(0);
        assertThat(get(address, "/x").headers().firstValue("Location")).hasValue("/x/");
        assertThat(get(address, "/x/a/b").body()).isEqualTo("/x/a/b");
        assertThat(get(address, "/xy").statusCode()).isEqualTo(404);
    }

    private List<String> listen(String list) throws InterruptedException {
        apply(list);
        return next();
    }

    private void apply(String list) {
        HttpSettings settings = new HttpSettings(HttpSettings.listen(list), "", Set.of(), 1000, 4);
        access.configure(settings);
        listeners.apply(settings);
    }

    private List<String> next() throws InterruptedException {
        List<String> addresses = announced.poll(30, TimeUnit.SECONDS);
        assertThat(addresses).isNotNull();
        return addresses;
    }

    private static HttpResponse<String> get(String address, String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://" + address + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }
}
