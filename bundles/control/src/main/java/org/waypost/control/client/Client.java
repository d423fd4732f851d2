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
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * The other end of the control socket: {@code Client exec|shell|stop DATA [COMMAND [LINES COLUMNS]]}, with the size of the terminal that
 * standard output is, if it is one. Ends with the exit code of the command, with 1 if no container runs on that data directory, or, as
 * programs do that SIGPIPE ends, with 141 if nobody reads its output any more.
 */
public final class Client {

    private static final long STOP_MILLIS = 30_000;
    private static final int BROKEN_PIPE = 141;
    private static final int PIECE = 64 * 1024;

    private Client() {}

    public static void main(String[] arguments) throws InterruptedException {
        Path data = Path.of(arguments[1]);
        int exitCode = 1;
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            if (connects(channel, data)) {
                exitCode = switch (arguments[0]) {
                    case "exec" -> exec(channel, arguments[2], arguments.length > 3 ? arguments[3] : "");
                    case "shell" -> shell(channel);
                    case "stop" -> stop(channel, data);
                    default -> throw new IllegalArgumentException(arguments[0]);
                };
            } else {
                System.err.println("waypost: no container runs on the data directory " + data);
            }
        } catch (IOException e) {
            System.err.println("waypost: the connection to the container is broken: " + e.getMessage());
        }
        System.exit(exitCode);
    }

    private static boolean connects(SocketChannel channel, Path data) {
        try {
            return channel.connect(UnixDomainSocketAddress.of(SocketPath.of(data)));
        } catch (IOException e) {
            return false;
        }
    }

    private static int exec(SocketChannel channel, String command, String linesAndColumns) throws IOException {
        if (!linesAndColumns.isEmpty()) {
            String[] size = linesAndColumns.split(" ");
            Frame.of(Frame.TERMINAL, size[1] + "\n" + size[0]).writeTo(channel);
        }
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
        start(() -> copyKeys(channel));
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
        Semaphore wanted = new Semaphore(0);
        start(() -> handInput(channel, wanted));
        try (FileOutputStream out = new FileOutputStream(FileDescriptor.out);
                FileOutputStream err = new FileOutputStream(FileDescriptor.err)) {
            for (Optional<Frame> next = Frame.readFrom(channel); next.isPresent(); next = Frame.readFrom(channel)) {
                Frame frame = next.get();
                switch (frame.type()) {
                    case Frame.OUTPUT -> print(out, frame);
                    case Frame.ERROR -> print(err, frame);
                    case Frame.READ -> wanted.release();
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

    /** The end of this process is what tells the container that its command prints for nobody. */
    private static void print(FileOutputStream stream, Frame frame) {
        try {
            stream.write(frame.body());
        } catch (IOException e) {
            System.exit(BROKEN_PIPE);
        }
    }

    /** Reads from standard input what the command wants, and not an octet more. */
    private static void handInput(SocketChannel channel, Semaphore wanted) {
        try (FileInputStream in = new FileInputStream(FileDescriptor.in)) {
            byte[] bytes = new byte[PIECE];
            for (int count = 1; count > 0; ) {
                wanted.acquire();
                count = in.read(bytes);
                send(channel, new Frame(Frame.INPUT, Arrays.copyOf(bytes, Math.max(0, count))));
            }
        } catch (IOException e) {
            send(channel, Frame.of(Frame.INPUT, ""));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void copyKeys(SocketChannel channel) {
        byte[] bytes = new byte[4096];
        try (FileInputStream in = new FileInputStream(FileDescriptor.in)) {
            for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                send(channel, new Frame(Frame.INPUT, Arrays.copyOf(bytes, count)));
            }
        } catch (IOException e) {
            // The terminal has gone; the server sees the end of the connection.
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "input");
        thread.setDaemon(true);
        thread.start();
    }

    private static synchronized void send(SocketChannel channel, Frame frame) {
        try {
            frame.writeTo(channel);
        } catch (IOException e) {
            // The server has gone; whoever reads from it finds out.
        }
    }
}
