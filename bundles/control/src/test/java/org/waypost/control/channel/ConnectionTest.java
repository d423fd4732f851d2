package org.waypost.control.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.felix.framework.FrameworkFactory;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.felix.service.command.CommandSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.launch.Framework;
import org.waypost.control.client.Frame;

/** Talks to a connection as the client does, with commands of its own behind it. */
@Timeout(30)
class ConnectionTest {

    @TempDir
    private Path folder;

    private final ThreadIOImpl streams = new ThreadIOImpl();
    private final CommandProcessorImpl processor = new CommandProcessorImpl(streams);
    private final Commands commands = new Commands();
    private Framework framework;
    private ServerSocketChannel server;
    private SocketChannel client;
    private Thread serving;

    @BeforeEach
    void connect() throws Exception {
        streams.start();
        processor.addCommand("test", commands, "say");
        processor.addCommand("test", commands, "fail");
        processor.addCommand("test", commands, "linger");
        processor.addCommand("test", commands, "print");
        processor.addCommand("test", commands, "count");
        processor.addCommand("test", commands, "author");
        framework = new FrameworkFactory()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE, folder.resolve("cache").toString()));
        framework.start();
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(folder.resolve("s"));
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(address);
        client = SocketChannel.open(address);
        Connection connection = new Connection(server.accept(), framework, () -> processor);
        serving = new Thread(connection::serve);
        serving.start();
    }

    // Gogo takes System.out again for whoever still runs a command, so nobody may by the time it is given back.
    @AfterEach
    void disconnect() throws Exception {
        client.close();
        server.close();
        serving.join();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("pipe-") || thread.getName().startsWith("waypost exec")) {
                thread.join();
            }
        }
        processor.stop();
        streams.stop();
        framework.stop();
        framework.waitForStop(10_000);
    }

    @Test
    void handsOverWhatACommandPrintsAndReturns() throws IOException {
        Outcome outcome = exec("say hello");

        assertThat(outcome).isEqualTo(new Outcome("hello\nresult of hello\n", "", 0));
    }

    @Test
    void tellsTheErrorOfAFailedCommandApart() throws IOException {
        assertThat(exec("fail")).isEqualTo(new Outcome("", "it failed for a reason\n", 1));
    }

    @Test
    void saysThatACommandDoesNotTakeItsArguments() throws IOException {
        assertThat(exec("say one two three").error())
                .isEqualTo("say does not take these arguments; 'help' with its whole name tells what it takes\n");
    }

    @Test
    void saysThatThereIsNoSuchCommand() throws IOException {
        Outcome outcome = exec("test:nonsense");

        assertThat(outcome.exitCode()).isEqualTo(127);
        assertThat(outcome.error()).contains("test:nonsense");
    }

    @Test
    void handsOverOutputThatIsLongerThanAFrame() throws IOException {
        assertThat(exec("say " + "x".repeat(100_000)).output()).hasSizeGreaterThan(200_000);
    }

    @Test
    void interruptsTheCommandOfAClientThatGoes() throws Exception {
        Frame.of(Frame.EXEC, "linger").writeTo(client);
        assertThat(commands.lingering.await(20, TimeUnit.SECONDS)).isTrue();

        client.close();

        assertThat(commands.interrupted.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void tellsACommandThatPrintsThatItsClientHasGone() throws Exception {
        Frame.of(Frame.EXEC, "print").writeTo(client);
        assertThat(Frame.readFrom(client)).isPresent();

        client.close();

        assertThat(commands.interrupted.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void namesTheAuthorAsTheOperatingSystemKnowsThem() throws IOException {
        assertThat(exec("author")).isEqualTo(new Outcome(System.getProperty("user.name") + " (exec)\n", "", 0));
    }

    @Test
    void saysHowLargeTheTerminalIs() throws IOException {
        Frame.of(Frame.TERMINAL, "132\n43").writeTo(client);

        assertThat(exec("say \"$COLUMNS x $LINES\"").output()).startsWith("132 x 43\n");
    }

    @Test
    void knowsNoSizeIfTheClientPrintsOnNoTerminal() throws IOException {
        assertThat(exec("say \"[$COLUMNS]\"").output()).startsWith("[]\n");
    }

    @Test
    void asksForInputOnlyAsACommandReadsIt() throws IOException {
        Frame.of(Frame.EXEC, "count").writeTo(client);

        assertThat(Frame.readFrom(client).orElseThrow().type()).isEqualTo(Frame.READ);
        Frame.of(Frame.INPUT, "hello").writeTo(client);
        assertThat(Frame.readFrom(client).orElseThrow().type()).isEqualTo(Frame.READ);
        Frame.of(Frame.INPUT, "").writeTo(client);

        assertThat(outcome()).isEqualTo(new Outcome("5\n", "", 0));
    }

    @Test
    void stopsTheContainer() throws Exception {
        Frame.of(Frame.STOP, "").writeTo(client);

        assertThat(outcome().exitCode()).isZero();
        assertThat(framework.waitForStop(20_000).getType()).isEqualTo(FrameworkEvent.STOPPED);
        assertThat(framework.getState()).isNotEqualTo(Bundle.ACTIVE);
    }

    @Test
    void hangsUpOnAClientThatSpeaksOtherwise() throws IOException {
        Frame.of((byte) '?', "GET / HTTP/1.1").writeTo(client);

        assertThat(Frame.readFrom(client)).isEmpty();
    }

    private Outcome exec(String command) throws IOException {
        Frame.of(Frame.EXEC, command).writeTo(client);
        return outcome();
    }

    private Outcome outcome() throws IOException {
        StringBuilder output = new StringBuilder();
        StringBuilder error = new StringBuilder();
        for (Optional<Frame> next = Frame.readFrom(client); next.isPresent(); next = Frame.readFrom(client)) {
            switch (next.get().type()) {
                case Frame.OUTPUT -> output.append(next.get().text());
                case Frame.ERROR -> error.append(next.get().text());
                default -> {
                    return new Outcome(
                            output.toString(),
                            error.toString(),
                            Integer.parseInt(next.get().text()));
                }
            }
        }
        throw new IOException("no exit code came");
    }

    private record Outcome(String output, String error, int exitCode) {}

    /** What the tests call. */
    public static final class Commands {

        private final CountDownLatch lingering = new CountDownLatch(1);
        private final CountDownLatch interrupted = new CountDownLatch(1);

        public String say(String word) {
            System.out.println(word);
            return "result of " + word;
        }

        public void fail() {
            throw new IllegalStateException("it failed for a reason");
        }

        /** Prints until it is told that nobody reads. */
        public void print() {
            while (!System.out.checkError()) {
                System.out.println("x".repeat(1000));
            }
            interrupted.countDown();
        }

        public Object author(CommandSession session) {
            return session.get(".waypost.author");
        }

        public long count() throws IOException {
            return System.in.readAllBytes().length;
        }

        public void linger() {
            lingering.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
        }
    }
}
