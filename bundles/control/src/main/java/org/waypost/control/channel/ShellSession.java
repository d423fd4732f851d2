package org.waypost.control.channel;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.felix.service.command.CommandProcessor;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.ExternalTerminal;
import org.osgi.framework.BundleContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.control.client.Frame;
import org.waypost.control.shell.InteractiveShell;

/** The shell of {@code waypost shell}: the keys come in frames, the terminal is at the other end. */
final class ShellSession implements RemoteSession {

    private static final Logger log = LoggerFactory.getLogger(ShellSession.class);

    private final BundleContext context;
    private final String author;
    private final PipedOutputStream keys = new PipedOutputStream();
    private final Terminal terminal;
    private volatile InteractiveShell shell;

    ShellSession(BundleContext context, String author, OutputStream screen, String typeAndSize) throws IOException {
        this.context = context;
        this.author = author;
        String[] parts = typeAndSize.split("\n", 2);
        terminal = new ExternalTerminal(
                "waypost", parts[0], new PipedInputStream(keys, 4096), screen, StandardCharsets.UTF_8);
        terminal.setSize(size(parts[1]));
    }

    @Override
    public int run(CommandProcessor processor) {
        InteractiveShell started = new InteractiveShell(context, processor, terminal, author);
        shell = started;
        return started.run();
    }

    @Override
    public void receive(Frame frame) {
        try {
            if (frame.type() == Frame.INPUT) {
                keys.write(frame.body());
                keys.flush();
            } else if (frame.type() == Frame.RESIZE) {
                terminal.setSize(size(frame.text()));
                terminal.raise(Terminal.Signal.WINCH);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void interrupt() {
        InteractiveShell running = shell;
        if (running != null) {
            running.close();
        }
        try {
            keys.close();
        } catch (IOException e) {
            log.debug("a shell has ended with keys unread");
        }
    }

    @Override
    public void endWhenIdle() {
        InteractiveShell running = shell;
        if (running != null) {
            running.endWhenIdle();
        }
    }

    private static Size size(String columnsAndLines) {
        String[] parts = columnsAndLines.split("\n");
        return new Size(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
    }
}
