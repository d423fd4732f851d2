package org.waypost.shell.text;

import java.io.PrintStream;
import java.util.Optional;
import org.apache.felix.service.command.Job;
import org.apache.felix.service.command.Process;
import org.jline.terminal.Terminal;

/**
 * Where the command that runs in this thread prints to: the terminal, or the next command of its pipe, which the console of its
 * session does not know. And how much there is room for.
 */
public final class Output {

    /** The width of what is no terminal: as wide as it takes. */
    public static final int UNLIMITED = Integer.MAX_VALUE;

    /** Session variable with the columns of the terminal that {@code ./waypost exec} was typed at; not there if its output is not one. */
    public static final String COLUMNS = "COLUMNS";

    private static final int USUAL_WIDTH = 80;
    private static final int USUAL_HEIGHT = 24;
    private static final int LEAST_WIDTH = 20;
    private static final int LEAST_HEIGHT = 4;
    private static final int STDOUT = 1;

    private Output() {}

    public static PrintStream stream() {
        return Process.Utils.current().out();
    }

    /** For what is not the result: a pipe does not pass it on. */
    public static PrintStream errors() {
        return Process.Utils.current().err();
    }

    /** Columns of the terminal this command prints to, or {@link #UNLIMITED} if that is none. */
    public static int width() {
        Optional<Terminal> terminal = terminal();
        if (terminal.isPresent()) {
            int columns = terminal.get().getWidth();
            return columns <= 0 ? USUAL_WIDTH : Math.max(LEAST_WIDTH, columns);
        }
        return isLast()
                ? Operator.session()
                        .map(session -> session.get(COLUMNS))
                        .map(Object::toString)
                        .map(Output::columns)
                        .orElse(UNLIMITED)
                : UNLIMITED;
    }

    /** Columns for text that is read and not searched: those of the terminal, at most 100; 80 if it is none. */
    public static int proseWidth() {
        int width = width();
        return width == UNLIMITED ? USUAL_WIDTH : Math.min(width, 100);
    }

    /** Lines of that terminal. */
    static int height(Terminal terminal) {
        int lines = terminal.getHeight();
        return lines <= 0 ? USUAL_HEIGHT : Math.max(LEAST_HEIGHT, lines);
    }

    /** The terminal of an interactive shell, if this command prints to it and is in its foreground. */
    static Optional<Terminal> terminal() {
        return isLast() && isForeground()
                ? Operator.session()
                        .map(session -> session.get(Operator.TERMINAL))
                        .filter(Terminal.class::isInstance)
                        .map(Terminal.class::cast)
                : Optional.empty();
    }

    private static boolean isLast() {
        Process process = Process.Utils.current();
        return process != null && process.isTty(STDOUT);
    }

    private static boolean isForeground() {
        Job job = Job.Utils.current();
        return job == null || job.status() == Job.Status.Foreground;
    }

    private static int columns(String text) {
        return text.matches("[1-9][0-9]{0,4}") ? Math.max(LEAST_WIDTH, Integer.parseInt(text)) : UNLIMITED;
    }
}
