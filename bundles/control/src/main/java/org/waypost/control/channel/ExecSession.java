package org.waypost.control.channel;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.apache.felix.gogo.runtime.CommandNotFoundException;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.waypost.control.client.Frame;

/** One command of {@code waypost exec}. */
final class ExecSession implements RemoteSession {

    private final PrintStream out;
    private final PrintStream err;
    private final String command;
    private volatile CommandSession session;
    private volatile boolean ended;

    ExecSession(OutputStream out, OutputStream err, String command) {
        this.out = new PrintStream(out, true, StandardCharsets.UTF_8);
        this.err = new PrintStream(err, true, StandardCharsets.UTF_8);
        this.command = command;
    }

    @Override
    public int run(CommandProcessor processor) {
        int exitCode = 0;
        try (CommandSession opened = processor.createSession(InputStream.nullInputStream(), out, err)) {
            session = opened;
            Object result = opened.execute(command);
            if (result != null) {
                out.println(opened.format(result, Converter.INSPECT));
            }
        } catch (CommandNotFoundException e) {
            err.println("there is no command '" + e.getCommand() + "'; 'help' lists those there are");
            exitCode = 127;
        } catch (Exception | LinkageError e) {
            err.println(e.getMessage() == null ? e.toString() : e.getMessage());
            exitCode = 1;
        }
        ended = true;
        out.flush();
        err.flush();
        return exitCode;
    }

    @Override
    public void receive(Frame frame) {
        // exec hands over no input
    }

    @Override
    public void interrupt() {
        CommandSession running = session;
        if (running != null && !ended) {
            // Closing a session interrupts its threads.
            running.close();
        }
    }

    @Override
    public void endWhenIdle() {
        // it ends by itself
    }
}
