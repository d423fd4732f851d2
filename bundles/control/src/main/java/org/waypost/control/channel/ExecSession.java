package org.waypost.control.channel;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.felix.gogo.runtime.CommandNotFoundException;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.waypost.control.client.Frame;
import org.waypost.control.shell.Failure;

/** One command of {@code waypost exec}. */
final class ExecSession implements RemoteSession {

    private final ClientInput in;
    private final OutputStream out;
    private final OutputStream err;
    private final Map<String, Object> variables;
    private final String command;
    private volatile CommandSession session;
    private volatile boolean ended;

    /**
     * @param variables of the session
     */
    ExecSession(ClientInput in, OutputStream out, OutputStream err, Map<String, Object> variables, String command) {
        this.in = in;
        this.out = out;
        this.err = err;
        this.variables = variables;
        this.command = command;
    }

    @Override
    public int run(CommandProcessor processor) {
        int exitCode = 0;
        try (CommandSession opened = processor.createSession(in, out, err)) {
            session = opened;
            variables.forEach(opened::put);
            Object result = opened.execute(command);
            if (result != null) {
                print(out, opened.format(result, Converter.INSPECT).toString());
            }
        } catch (CommandNotFoundException e) {
            print(err, "there is no command '" + e.getCommand() + "'; 'help' lists those there are");
            exitCode = 127;
        } catch (Exception | LinkageError e) {
            print(err, Failure.text(e));
            exitCode = 1;
        }
        ended = true;
        return exitCode;
    }

    private static void print(OutputStream stream, String line) {
        new PrintStream(stream, true, StandardCharsets.UTF_8).println(line);
    }

    @Override
    public void receive(Frame frame) {
        if (frame.type() == Frame.INPUT) {
            in.receive(frame.body());
        }
    }

    @Override
    public void interrupt() {
        in.end();
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
