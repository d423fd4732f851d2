package org.waypost.console;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * The pages of the console: HTML, CSS and JavaScript, the same for everybody and without any data. They are served without a token,
 * which the login page among them asks for.
 */
@Component(
        service = HttpHandler.class,
        property = {"waypost.http.path=" + StaticPages.PATH, "waypost.http.open:Boolean=true"})
public final class StaticPages implements HttpHandler {

    static final String PATH = "/console/";

    // Nothing but the files of this bundle runs or is loaded, and no text becomes markup: require-trusted-types-for
    // makes the
    // browser refuse innerHTML and the like.
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
            + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
            + " require-trusted-types-for 'script'; trusted-types 'none'";

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");

    private final Map<String, Page> pages = new HashMap<>();

    private record Page(byte[] content, String type, String tag) {}

    @Activate
    public StaticPages() {
        for (String name : list()) {
            pages.put(name, read(name));
        }
        pages.put("", pages.get("index.html"));
    }

    /** Headers that every response of the console has. */
    static void protect(Headers headers) {
        headers.set("Content-Security-Policy", POLICY);
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("X-Frame-Options", "DENY");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Headers headers = exchange.getResponseHeaders();
            protect(headers);
            String method = exchange.getRequestMethod();
            String path = exchange.getRequestURI().getPath();
            if (!method.equals("GET") && !method.equals("HEAD")) {
                headers.set("Allow", "GET, HEAD");
                exchange.sendResponseHeaders(405, -1);
            } else if (path.equals("/console")) {
                headers.set("Location", PATH);
                exchange.sendResponseHeaders(308, -1);
            } else {
                Optional<Page> page = path.startsWith(PATH)
                        ? Optional.ofNullable(pages.get(path.substring(PATH.length())))
                        : Optional.empty();
                send(exchange, page, method.equals("HEAD"));
            }
        }
    }

    private static void send(HttpExchange exchange, Optional<Page> found, boolean isHead) throws IOException {
        if (found.isEmpty()) {
            exchange.sendResponseHeaders(404, -1);
            return;
        }
        Page page = found.get();
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", page.type);
        // Asked for anew each time, so that an updated bundle shows at once; unchanged files are not sent again.
        headers.set("Cache-Control", "no-cache");
        headers.set("ETag", page.tag);
        if (page.tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
            exchange.sendResponseHeaders(304, -1);
        } else if (isHead) {
            exchange.sendResponseHeaders(200, -1);
        } else {
            exchange.sendResponseHeaders(200, page.content.length);
            exchange.getResponseBody().write(page.content);
        }
    }

    private static String[] list() {
        return new String(bytes("files.txt"), StandardCharsets.UTF_8).strip().split("\\s+");
    }

    private static Page read(String name) {
        byte[] content = bytes(name);
        CRC32 sum = new CRC32();
        sum.update(content);
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        return new Page(content, type, '"' + Long.toHexString(sum.getValue()) + '"');
    }

    private static byte[] bytes(String name) {
        try (InputStream in = StaticPages.class.getResourceAsStream("page/" + name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
