package org.waypost.itest.kit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A {@code chromedriver} with the Chromium that it starts, and the folder where that keeps what a user would keep. */
final class ChromeProcess implements AutoCloseable {

    private static final Pattern STARTED = Pattern.compile("started successfully on port (\\d+)");
    private static final int START_SECONDS = 60;
    private static final int END_SECONDS = 10;

    private final Path profile;
    private final Process driver;
    private final CompletableFuture<Integer> port = new CompletableFuture<>();

    private ChromeProcess() throws IOException {
        profile = Files.createTempDirectory("waypost-browser-");
        driver = new ProcessBuilder(Programs.find("chromedriver").orElseThrow().toString(), "--port=0")
                .redirectErrorStream(true)
                .start();
        Thread reader = new Thread(this::readOutput, "chromedriver output");
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts one and waits until it can be asked for a session. */
    static ChromeProcess start() {
        ChromeProcess started;
        try {
            started = new ChromeProcess();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try {
            started.port.orTimeout(START_SECONDS, TimeUnit.SECONDS).join();
            return started;
        } catch (RuntimeException e) {
            started.close();
            throw e;
        }
    }

    private void readOutput() {
        try (BufferedReader lines = driver.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher started = STARTED.matcher(line);
                if (started.find()) {
                    port.complete(Integer.parseInt(started.group(1)));
                }
            }
        } catch (IOException e) {
            // it has ended
        }
        port.completeExceptionally(new IllegalStateException("chromedriver ended before it told its port"));
    }

    /** Where sessions are asked for. */
    URI sessions() {
        return URI.create("http://127.0.0.1:" + port.join() + "/session");
    }

    /** What a session is asked for with: this profile, no window, nothing of the network outside, and further flags. */
    Map<String, Object> capabilities(String... more) {
        List<String> flags = new ArrayList<>(List.of(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-quic",
                "--hide-scrollbars",
                "--user-data-dir=" + profile));
        flags.addAll(List.of(more));
        Map<String, Object> options =
                Map.of("binary", Programs.find("chromium").orElseThrow().toString(), "args", flags);
        return Map.of("goog:chromeOptions", options, "goog:loggingPrefs", Map.of("browser", "ALL"));
    }

    @Override
    public void close() {
        List<ProcessHandle> all = Stream.concat(driver.descendants(), Stream.of(driver.toHandle()))
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(handle -> handle.onExit()
                .orTimeout(END_SECONDS, TimeUnit.SECONDS)
                .exceptionally(late -> handle)
                .join());
        try (Stream<Path> files = Files.walk(profile)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            // A process of the browser that has not quite ended may still write there; the folder is a temporary one.
        }
    }
}
