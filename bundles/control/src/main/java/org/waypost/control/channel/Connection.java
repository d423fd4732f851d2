package org.waypost.control.channel;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.felix.service.command.CommandProcessor;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.control.client.Frame;

/** One client of the control socket, from its request to the exit code. */
final class Connection {

    private static final Logger log = LoggerFactory.getLogger(Connection.class);

    private final SocketChannel channel;
    private final Bundle system;
    private final Supplier<CommandProcessor> processor;
    private final Object writing = new Object();
    private volatile RemoteSession session;

    Connection(SocketChannel channel, Bundle system, Supplier<CommandProcessor> processor) {
        this.channel = channel;
        this.system = system;
        this.processor = processor;
    }

    void serve() {
        try (channel) {
            Optional<Frame> first = Frame.readFrom(channel);
            boolean hasTerminal = first.isPresent() && first.get().type() == Frame.TERMINAL;
            Optional<Frame> request = hasTerminal ? Frame.readFrom(channel) : first;
            if (request.isPresent()) {
                serve(request.get(), hasTerminal ? first.get().text() : "");
            }
        } catch (IOException e) {
            log.debug("a control connection has ended: {}", e.toString());
        } catch (BundleException | RuntimeException e) {
            log.error("a control connection has failed", e);
        }
    }

    /** Ends a shell that waits for its user; leaves a command alone that runs. */
    void endWhenIdle() {
        RemoteSession running = session;
        if (running != null) {
            running.endWhenIdle();
        }
    }

    private void serve(Frame request, String size) throws IOException, BundleException {
        switch (request.type()) {
            case Frame.STOP -> {
                log.info("the container stops, as asked by waypost stop");
                exit(0);
                system.stop();
            }
            case Frame.EXEC ->
                serve(
                        request,
                        new ExecSession(
                                new ClientInput(channel, writing),
                                output(Frame.OUTPUT),
                                output(Frame.ERROR),
                                SessionVariables.of(SessionVariables.author(channel, "exec"), size),
                                request.text()));
            case Frame.SHELL ->
                serve(
                        request,
                        new ShellSession(
                                system.getBundleContext(),
                                SessionVariables.author(channel, "shell"),
                                output(Frame.OUTPUT),
                                request.text()));
            default -> throw new IOException("unexpected frame " + (char) request.type());
        }
    }

    /** The session has a thread of its own; this one hears what the client says meanwhile, above all that it has gone. */
    private void serve(Frame request, RemoteSession started) throws IOException {
        CommandProcessor now = processor.get();
        if (now == null) {
            Frame.of(Frame.ERROR, "the shell (Gogo) does not run\n").writeTo(channel);
            exit(1);
            return;
        }
        session = started;
        Thread worker = new Thread(
                () -> {
                    int exitCode = started.run(now);
                    try {
                        exit(exitCode);
                        channel.close();
                    } catch (IOException e) {
                        log.debug("a client has gone before its command ended");
                    }
                },
                "waypost " + (request.type() == Frame.EXEC ? "exec" : "shell"));
        worker.setDaemon(true);
        worker.start();
        try {
            for (Optional<Frame> next = Frame.readFrom(channel); next.isPresent(); next = Frame.readFrom(channel)) {
                started.receive(next.get());
            }
        } finally {
            started.interrupt();
        }
    }

    private void exit(int code) throws IOException {
        synchronized (writing) {
            Frame.of(Frame.EXIT, Integer.toString(code)).writeTo(channel);
        }
    }

    private OutputStream output(byte type) {
        return new FrameOutput(channel, type, writing);
    }
}
