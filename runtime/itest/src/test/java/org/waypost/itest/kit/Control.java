package org.waypost.itest.kit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.waypost.control.client.Frame;
import org.waypost.control.client.SocketPath;

/** Runs shell commands as {@code waypost exec} does, over the container's control socket, but without a Java machine for each. */
final class Control {

    private Control() {}

    /** Runs a command to its end; one that takes longer than {@code limit} is broken off and fails the test. */
    static Outcome exec(Path data, String command, Duration limit) {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(SocketPath.of(data)));
            CompletableFuture<Void> breakingOff = CompletableFuture.runAsync(
                    () -> close(channel), CompletableFuture.delayedExecutor(limit.toMillis(), TimeUnit.MILLISECONDS));
            Frame.of(Frame.EXEC, command).writeTo(channel);
            try {
                return outcome(channel);
            } catch (IOException e) {
                throw new AssertionError(command + " did not end within " + limit, e);
            } finally {
                breakingOff.cancel(false);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("no container answers on " + data, e);
        }
    }

    private static Outcome outcome(SocketChannel channel) throws IOException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        for (Optional<Frame> next = Frame.readFrom(channel); next.isPresent(); next = Frame.readFrom(channel)) {
            Frame frame = next.get();
            if (frame.type() == Frame.EXIT) {
                return new Outcome(Integer.parseInt(frame.text()), output.toString(StandardCharsets.UTF_8));
            }
            output.write(frame.body());
        }
        return new Outcome(1, output.toString(StandardCharsets.UTF_8));
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
