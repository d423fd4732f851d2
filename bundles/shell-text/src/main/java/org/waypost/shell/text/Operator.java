package org.waypost.shell.text;

import java.util.Optional;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Job;
import org.apache.felix.service.command.Process;

/** Who has typed the command that runs in this thread, and where. */
public final class Operator {

    /** Session variable with the operator's name: {@code root (shell)}, {@code root (exec)}. */
    public static final String AUTHOR = ".waypost.author";

    // of Gogo's shell, there in sessions of a terminal only
    static final String TERMINAL = ".terminal";
    private static final String NOBODY = "shell";

    private Operator() {}

    /** The name for the history of changes. */
    public static String name() {
        return session()
                .map(session -> session.get(AUTHOR))
                .map(Object::toString)
                .orElse(NOBODY);
    }

    /** Whether this is a shell on a terminal, which has more than one command, and not a command of a script. */
    public static boolean isInteractive() {
        return session().map(session -> session.get(TERMINAL)).isPresent();
    }

    /** The session of that command, if it is run by one. */
    public static Optional<CommandSession> session() {
        return Optional.ofNullable(Process.Utils.current()).map(Process::job).map(Job::session);
    }
}
