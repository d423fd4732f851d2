package org.waypost.sip.trace.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waypost.sip.trace.Tracer;
import org.waypost.sip.trace.capture.Samples;

class TraceCommandsTest {

    @TempDir
    private Path data;

    private FakeBundle bundle;
    private Tracer tracer;
    private Gogo shell;

    @BeforeEach
    void start() {
        bundle = new FakeBundle(data);
        tracer = new Tracer(bundle.context);
        shell = new Gogo("sip", new TraceCommands(tracer), "trace");
    }

    @AfterEach
    void stop() {
        tracer.stop();
        shell.close();
    }

    @Test
    void tracesToAFileBetweenOnAndOff() throws Exception {
        assertThat(shell.run("sip:trace")).isEqualTo("no messages are traced\n");
        assertThat(shell.run("sip:trace on --user alice --file calls --size 1 --files 2"))
                .startsWith("messages are traced\n")
                .contains("user alice, secrets masked", "2 files of 1 MB", "calls.pcapng");
        assertThat(bundle.taps).hasSize(1);
        bundle.show(Samples.tapped(Samples.REGISTER));
        bundle.show(Samples.tapped(Samples.NOT_FOUND));
        assertThat(shell.run("sip:trace off"))
                .startsWith("no messages are traced; the last trace:\n")
                .contains("written:   1 message,");
        assertThat(bundle.taps).isEmpty();
        assertThat(Files.readString(data.resolve("trace/calls.pcapng"), java.nio.charset.StandardCharsets.ISO_8859_1))
                .contains("REGISTER sip:example.com")
                .doesNotContain("404 Not Found");
        assertThat(shell.run("sip:trace off")).isEqualTo("no trace is on");
    }

    @Test
    void keepsToOneTraceToFiles() {
        shell.run("sip:trace on");
        assertThat(shell.run("sip:trace on")).contains("on already").contains("sip:trace off");
        assertThat(bundle.taps).hasSize(1);
    }

    @Test
    void tellsItsStateAsJson() {
        assertThat(shell.run("sip:trace --json")).isEqualTo("{\"on\":false}\n");
        shell.run("sip:trace on --secrets --method bye");
        assertThat(shell.run("sip:trace status --json"))
                .contains("\"on\":true", "\"filter\":\"method BYE\"", "\"secrets\":true", "\"left_out\":0")
                .contains("{\"path\":\"" + data.resolve("trace/sip.pcapng") + "\"")
                .doesNotContain("null,\"octets\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "sip:trace on --size 0        | --size: '0' is refused",
                "sip:trace on --size 5000     | --size: '5000' is refused",
                "sip:trace on --files x       | --files: 'x' is refused",
                "sip:trace on --file ../x     | --file: '../x' is refused",
                "sip:trace on --status 44     | --status: '44' is refused",
                "sip:trace show --source host | 'host' is no address",
                "sip:trace show --count -1    | --count: '-1' is refused",
                "sip:trace of                 | 'of' is refused; on, off, status or show is wanted",
            })
    void refusesWhatItDoesNotKnow(String line, String message) {
        assertThat(shell.run(line)).contains(message);
        assertThat(bundle.taps).isEmpty();
    }

    @Test
    void showsMessagesAsTheyCome() throws Exception {
        shell.width(60);
        assertThat(shown("sip:trace show --count 2", Samples.REGISTER, Samples.NOT_FOUND))
                .matches("[0-9:.]{12} <- udp:192.0.2.7:5070 REGISTER alice@example\\.\\.\\.\n"
                        + "[0-9:.]{12} <- udp:192.0.2.7:5070 404 Not Found \\(INVITE\\) \\.\\.\n");
    }

    @Test
    void showsWholeMessagesWithoutSecretsAndControlCharacters() throws Exception {
        assertThat(shown(
                        "sip:trace show -v --count 1",
                        "REGISTER sip:a SIP/2.0\r\nX: \033[2J\r\nAuthorization: Digest response=\"1a\"\r\n\r\n"))
                .contains(" <- udp:192.0.2.7:5070 to 198.51.100.1:5060, 72 octets\n\nREGISTER sip:a SIP/2.0\n")
                .contains("X: \\x1b[2J\n", "response=\"**\"\n");
    }

    @Test
    void showsMessagesAsJson() throws Exception {
        assertThat(shown("sip:trace show --json --status 4xx --count 1", Samples.REGISTER, Samples.NOT_FOUND))
                .contains("\"method\":\"INVITE\"", "\"status\":404", "\"from\":\"sip:carol@example.com\"")
                .contains("\"direction\":\"in\"", "\"flow\":null", "\"remote\":\"192.0.2.7:5070\"")
                .hasLineCount(1);
    }

    @Test
    void stopsShowingWhenItsClientHasGone() throws Exception {
        Thread typed = new Thread(() -> shell.run("sip:trace show"));
        typed.start();
        await(() -> !bundle.taps.isEmpty());
        shell.close();
        await(bundle.taps::isEmpty);
        typed.join();
    }

    @Test
    void stopsShowingWhenItsBundleStops() throws Exception {
        CompletableFuture<String> printed = CompletableFuture.supplyAsync(() -> shell.run("sip:trace show"));
        await(() -> !bundle.taps.isEmpty());
        tracer.deactivate();
        assertThat(printed.get(30, TimeUnit.SECONDS)).contains("has stopped");
        assertThat(bundle.taps).isEmpty();
    }

    private String shown(String line, String... messages) throws Exception {
        CompletableFuture<String> printed = CompletableFuture.supplyAsync(() -> shell.run(line));
        await(() -> !bundle.taps.isEmpty());
        for (String message : messages) {
            bundle.show(Samples.tapped(message));
        }
        String text = printed.get(30, TimeUnit.SECONDS);
        assertThat(bundle.taps).isEmpty();
        return text;
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }
}
