package org.waypost.sip.trace.shell;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.felix.service.command.CommandSession;

/** The shell as it runs in the container, without the container: takes a line, gives what it printed. */
final class Gogo implements AutoCloseable {

    private final CommandProcessorImpl processor = new CommandProcessorImpl(new ThreadIOImpl());
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final CommandSession session;

    Gogo(String scope, Object commands, String... functions) {
        PrintStream console = new PrintStream(out, true, StandardCharsets.UTF_8);
        session = processor.createSession(new ByteArrayInputStream(new byte[0]), console, console);
        for (String function : functions) {
            processor.addCommand(scope, commands, function);
        }
    }

    Gogo width(int columns) {
        session.put("COLUMNS", columns);
        return this;
    }

    /** What {@code line} prints, or the message of what it fails with. */
    String run(String line) {
        out.reset();
        try {
            session.execute(line);
        } catch (Exception e) {
            return e.getMessage();
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        session.close();
    }
}
