package org.waypost.control.shell;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.felix.gogo.jline.Shell;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.jline.reader.LineReader;
import org.jline.terminal.Terminal;
import org.osgi.framework.BundleContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gogo's shell with line editing, completion and history on a terminal, until ^D or {@code exit}. */
public final class InteractiveShell implements AutoCloseable {

    /** Session variable that holds the shell of a session. */
    static final String VARIABLE = ".waypost.shell";

    /** Session variable that names who gives the commands, for the history of changes. */
    public static final String AUTHOR = ".waypost.author";

    /** Lines with passwords, which the file of the history is not to have; a colon parts the patterns. */
    static final String NOT_KEPT = "*auth\\:hash *:*password *:*secret *:*db_url *:*token *";

    private static final Logger log = LoggerFactory.getLogger(InteractiveShell.class);

    private final CommandSession session;
    private final Terminal terminal;
    private final Shell shell;
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * @param context of the system bundle
     * @param author who gives the commands, such as {@code root (shell)}
     */
    public InteractiveShell(BundleContext context, CommandProcessor processor, Terminal terminal, String author) {
        this.terminal = terminal;
        shell = new Shell(new ShellContext(context), processor);
        session = processor.createSession(terminal.input(), terminal.output(), terminal.output());
        session.put(Shell.VAR_TERMINAL, ReadableErrors.on(terminal));
        session.put(VARIABLE, this);
        session.put(AUTHOR, author);
        session.put(LineReader.HISTORY_FILE, Path.of(context.getProperty("waypost.data"), "shell.history"));
        session.put(LineReader.HISTORY_IGNORE, NOT_KEPT);
        session.put(".gosh_quiet", true);
        // A variable that a function stands for wins over the one that Gogo's profile sets.
        session.put("#" + Shell.VAR_PROMPT, (Function) (in, arguments) -> "waypost> ");
    }

    /** Runs to the end of the shell and returns the exit code. */
    public int run() {
        try {
            shell.gosh(session, new String[] {"--login", "--noshutdown", "--nohistory"});
            return 0;
        } catch (Exception e) {
            if (closed.get()) {
                return 0;
            }
            log.warn("a shell has failed", e);
            return 1;
        } finally {
            close();
        }
    }

    /** Ends it after the command that runs now; at once if its user is being waited for. */
    public void endWhenIdle() {
        shell.stop();
        if (session.foregroundJob() == null) {
            close();
        }
    }

    /** Ends it at once; the command that runs is interrupted. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            shell.stop();
            session.close();
            try {
                terminal.close();
            } catch (IOException e) {
                log.debug("the terminal of a shell was not closed: {}", e.toString());
            }
        }
    }

    /** What Gogo's shell asks of its surroundings. */
    private record ShellContext(BundleContext bundles) implements Shell.Context {

        @Override
        public String getProperty(String name) {
            return bundles.getProperty(name);
        }

        @Override
        public void exit() {
            // The end of a shell is not the end of the server.
        }
    }
}
