package org.waypost.itest.kit;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** A Chromium without a window, driven over the WebDriver protocol through {@code chromedriver}; asks nothing but loopback. */
public final class Browser implements AutoCloseable {

    /** The name under which the protocol hands out and takes elements. */
    private static final String ELEMENT_KEY = "element-6066-11e4-a52e-4f735466cecf";

    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ChromeProcess driver;
    private final URI session;

    private Browser(ChromeProcess driver, URI session) {
        this.driver = driver;
        this.session = session;
    }

    /** Whether there is one on this machine. */
    public static boolean isInstalled() {
        return Programs.find("chromium").isPresent()
                && Programs.find("chromedriver").isPresent();
    }

    /** Starts one with a profile of its own and further flags of Chromium's command line. */
    public static Browser start(String... flags) {
        ChromeProcess driver = ChromeProcess.start();
        try {
            Browser starting = new Browser(driver, driver.sessions());
            Map<String, Object> capabilities = Map.of("alwaysMatch", driver.capabilities(flags));
            Object answer = starting.call("POST", driver.sessions(), Map.of("capabilities", capabilities));
            String id = String.valueOf(((Map<?, ?>) answer).get("sessionId"));
            return new Browser(driver, URI.create(driver.sessions() + "/" + id));
        } catch (RuntimeException | Error e) {
            driver.close();
            throw e;
        }
    }

    /** Opens a page. */
    public void open(String url) {
        post("/url", Map.of("url", url));
    }

    /** Opens a page in a window of its own, which is the one in front from then on, and returns its name. */
    public String openWindow(String url) {
        String window = String.valueOf(((Map<?, ?>) post("/window/new", Map.of("type", "tab"))).get("handle"));
        toFront(window);
        open(url);
        return window;
    }

    /** What is typed, clicked, run and asked is so in that window. */
    public void toFront(String window) {
        post("/window", Map.of("handle", window));
    }

    /** Closes the window in front and brings the first one there. */
    public void closeWindow() {
        List<?> left = (List<?>) call("DELETE", URI.create(session + "/window"), null);
        toFront(String.valueOf(left.get(0)));
    }

    /** Gives the page another size and scheme of colours. */
    public void look(int width, int height, String scheme) {
        devTools(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
        devTools(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    private void devTools(String command, Map<String, Object> parameters) {
        post("/goog/cdp/execute", Map.of("cmd", command, "params", parameters));
    }

    /** What a function of this body returns in the page. */
    public Object run(String script, Object... arguments) {
        return post("/execute/sync", Map.of("script", script, "args", List.of(arguments)));
    }

    /** Waits until that expression is true in the page. */
    public void await(String expression) {
        try {
            WaypostContainer.await(
                    expression,
                    PATIENCE,
                    () -> Boolean.TRUE.equals(run("return Promise.resolve(" + expression + ").then(Boolean);")));
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + "\nthe page says: " + run("return document.body.innerText;"), e);
        }
    }

    /** Waits until there is an element of that CSS selector that holds that text. */
    public void awaitText(String selector, String text) {
        await("[...document.querySelectorAll(" + quoted(selector) + ")].some((e) => e.textContent.includes("
                + quoted(text) + "))");
    }

    /** The texts of the elements of that CSS selector. */
    @SuppressWarnings("unchecked")
    public List<String> texts(String selector) {
        return (List<String>)
                run("return [...document.querySelectorAll(arguments[0])].map((e) => e.textContent.trim());", selector);
    }

    /** How many elements there are of that CSS selector. */
    public int count(String selector) {
        return ((Number) run("return document.querySelectorAll(arguments[0]).length;", selector)).intValue();
    }

    /** Clicks, as a person would: only on what is seen, not covered and not switched off. Waits until it is so. */
    public void click(String selector) {
        eventually(selector, element -> {
            Object isReady = run(
                    "arguments[0].scrollIntoView({block: 'center'}); return !arguments[0].disabled;",
                    Map.of(ELEMENT_KEY, element));
            if (!Boolean.TRUE.equals(isReady)) {
                throw new Refusal("it is switched off");
            }
            post("/element/" + element + "/click", Map.of());
        });
    }

    /** Types a text in the place of what a field holds. */
    public void type(String selector, String text) {
        eventually(selector, element -> {
            post("/element/" + element + "/clear", Map.of());
            post("/element/" + element + "/value", Map.of("text", text));
        });
    }

    /** Presses keys where the focus is; Enter is {@code \\uE007}, Tab {@code \\uE004}, Escape {@code \\uE00C}. */
    public void press(String keys) {
        Object element = call("GET", URI.create(session + "/element/active"), null);
        post("/element/" + reference(element) + "/value", Map.of("text", keys));
    }

    private interface Step {
        void on(String element);
    }

    private void eventually(String selector, Step step) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                Object element = post("/element", Map.of("using", "css selector", "value", selector));
                step.on(reference(element));
                return;
            } catch (Refusal e) {
                if (System.nanoTime() > end) {
                    throw new AssertionError(selector + ": " + e.getMessage() + "\nthe page says: "
                            + run("return document.body.innerText;"));
                }
                pause();
            }
        }
    }

    private static String reference(Object element) {
        return String.valueOf(((Map<?, ?>) element).get(ELEMENT_KEY));
    }

    /** What the page has logged, and what the browser has refused it, since the last call. */
    public List<String> log() {
        return ((List<?>) post("/se/log", Map.of("type", "browser")))
                .stream()
                        .map(line -> String.valueOf(((Map<?, ?>) line).get("message")))
                        .toList();
    }

    /** Writes what is seen to a PNG file. */
    public void screenshot(Path file) {
        String image = String.valueOf(call("GET", URI.create(session + "/screenshot"), null));
        try {
            Files.write(file, Base64.getDecoder().decode(image));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Object post(String path, Map<String, Object> body) {
        return call("POST", URI.create(session + path), body);
    }

    private static final class Refusal extends RuntimeException {

        private static final long serialVersionUID = 1;

        Refusal(String message) {
            super(message);
        }
    }

    private Object call(String method, URI uri, Map<String, Object> body) {
        try {
            HttpRequest request = HttpRequest.newBuilder(uri)
                    .timeout(START)
                    .header("Content-Type", "application/json")
                    .method(
                            method,
                            body == null
                                    ? HttpRequest.BodyPublishers.noBody()
                                    : HttpRequest.BodyPublishers.ofString(JSON.std.asString(body)))
                    .build();
            String text =
                    client.send(request, HttpResponse.BodyHandlers.ofString()).body();
            Object value = JSON.std.mapFrom(text).get("value");
            if (value instanceof Map<?, ?> map && map.get("error") != null) {
                throw new Refusal(map.get("error") + ": " + map.get("message"));
            }
            return value;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String quoted(String text) {
        try {
            return JSON.std.asString(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            call("DELETE", session, null);
        } finally {
            driver.close();
        }
    }
}
