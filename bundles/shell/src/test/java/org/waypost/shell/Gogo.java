package org.waypost.shell;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Job;

/** The shell as {@code ./waypost exec} has it at a terminal of 80 columns, without the container: takes a line, gives what it printed. */
public final class Gogo implements AutoCloseable {

    private static final InputStream IN = System.in;
    private static final PrintStream OUT = System.out;
    private static final PrintStream ERR = System.err;

    private final ThreadIOImpl streams = new ThreadIOImpl();
    private final CommandProcessorImpl processor = new CommandProcessorImpl(streams);
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final CommandSession session;

    public Gogo() {
        restoreStreams();
        streams.start();
        PrintStream console = new PrintStream(out, true, StandardCharsets.UTF_8);
        session = processor.createSession(new ByteArrayInputStream(new byte[0]), console, console);
        session.put("COLUMNS", 80);
    }

    public Gogo with(String scope, Object commands, String... functions) {
        for (String function : functions) {
            processor.addCommand(scope, commands, function);
        }
        return this;
    }

    public CommandSession session() {
        return session;
    }

    public String run(String line) {
        out.reset();
        try {
            session.execute(line);
        } catch (RuntimeException e) {
            throw e;
        } catch (InterruptedException e) {
            // it was told to end
        } catch (Exception e) {
            throw new AssertionError(line, e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    /** As Ctrl-C does. */
    public void interrupt() {
        List.copyOf(session.jobs()).forEach(Job::interrupt);
    }

    /** What the command that runs, or ran last, has printed so far. */
    public String shown() {
        return out.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        session.close();
        streams.stop();
        restoreStreams();
    }

    // A command that was interrupted may end after its shell, and then puts that shell's streams into their place
    // again.
    private static void restoreStreams() {
        System.setIn(IN);
        System.setOut(OUT);
        System.setErr(ERR);
    }
}
