package org.waypost.control.client;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The other end of the control socket: {@code Client exec|shell|stop DATA [COMMAND]}. Ends with the exit code of the command, or with
 * 1 if no container runs on that data directory.
 */
public final class Client {

    private static final long STOP_MILLIS = 30_000;

    private Client() {}

    public static void main(String[] arguments) throws InterruptedException {
        Path data = Path.of(arguments[1]);
        int exitCode;
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(SocketPath.of(data)));
            exitCode = switch (arguments[0]) {
                case "exec" -> exec(channel, arguments[2]);
                case "shell" -> shell(channel);
                case "stop" -> stop(channel, data);
                default -> throw new IllegalArgumentException(arguments[0]);
            };
        } catch (IOException e) {
            System.err.println("waypost: no container runs on the data directory " + data);
            exitCode = 1;
        }
        System.exit(exitCode);
    }

    private static int exec(SocketChannel channel, String command) throws IOException {
        Frame.of(Frame.EXEC, command).writeTo(channel);
        return copyOutput(channel);
    }

    private static int shell(SocketChannel channel) throws IOException, InterruptedException {
        if (System.console() == null) {
            System.err.println("waypost: shell needs a terminal; for scripts there is 'waypost exec'");
            return 1;
        }
        RawTerminal terminal = RawTerminal.open();
        Runtime.getRuntime().addShutdownHook(new Thread(terminal::restore));
        String type = Optional.ofNullable(System.getenv("TERM")).orElse("dumb");
        Frame.of(Frame.SHELL, type + "\n" + terminal.size()).writeTo(channel);
        terminal.onResize(() -> send(channel, Frame.of(Frame.RESIZE, terminal.size())));
        Thread input = new Thread(() -> copyInput(channel), "input");
        input.setDaemon(true);
        input.start();
        return copyOutput(channel);
    }

    private static int stop(SocketChannel channel, Path data) throws IOException, InterruptedException {
        Optional<ProcessHandle> process = holder(data);
        Frame.of(Frame.STOP, "").writeTo(channel);
        copyOutput(channel);
        long deadline = System.currentTimeMillis() + STOP_MILLIS;
        while (process.map(ProcessHandle::isAlive).orElse(false)) {
            if (System.currentTimeMillis() > deadline) {
                System.err.println("waypost: process " + process.get().pid() + " has not stopped after "
                        + STOP_MILLIS / 1000 + " seconds");
                return 1;
            }
            Thread.sleep(20);
        }
        return 0;
    }

    private static Optional<ProcessHandle> holder(Path data) throws IOException {
        return ProcessHandle.of(
                Long.parseLong(Files.readString(data.resolve("lock")).strip()));
    }

    private static int copyOutput(SocketChannel channel) throws IOException {
        try (FileOutputStream out = new FileOutputStream(FileDescriptor.out);
                FileOutputStream err = new FileOutputStream(FileDescriptor.err)) {
            for (Optional<Frame> next = Frame.readFrom(channel); next.isPresent(); next = Frame.readFrom(channel)) {
                Frame frame = next.get();
                switch (frame.type()) {
                    case Frame.OUTPUT -> out.write(frame.body());
                    case Frame.ERROR -> err.write(frame.body());
                    case Frame.EXIT -> {
                        return Integer.parseInt(frame.text());
                    }
                    default -> throw new IOException("unexpected frame " + (char) frame.type());
                }
            }
            err.write("waypost: the container has ended the connection\n".getBytes());
            return 1;
        }
    }

    private static void copyInput(SocketChannel channel) {
        byte[] bytes = new byte[4096];
        try (FileInputStream in = new FileInputStream(FileDescriptor.in)) {
            for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                send(channel, new Frame(Frame.INPUT, java.util.Arrays.copyOf(bytes, count)));
            }
        } catch (IOException e) {
            // The terminal has gone; the server sees the end of the connection.
        }
    }

    private static synchronized void send(SocketChannel channel, Frame frame) {
        try {
            frame.writeTo(channel);
        } catch (IOException e) {
            // The server has gone; whoever reads from it finds out.
        }
    }
}
