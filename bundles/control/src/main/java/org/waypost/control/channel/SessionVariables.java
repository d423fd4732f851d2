package org.waypost.control.channel;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.HashMap;
import java.util.Map;
import jdk.net.ExtendedSocketOptions;
import org.waypost.control.shell.InteractiveShell;

/** The variables that commands find in the session of a client. */
final class SessionVariables {

    /** Columns of the terminal that the command prints on, an Integer; none if it prints to a file or a pipe. */
    static final String COLUMNS = "COLUMNS";

    /** Lines of that terminal, an Integer. */
    static final String LINES = "LINES";

    private SessionVariables() {}

    /**
     * The author, as the operating system knows who is at the other end.
     *
     * @param way by which they came
     */
    static String author(SocketChannel channel, String way) throws IOException {
        return channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user().getName() + " (" + way + ")";
    }

    /**
     * @param terminal columns and lines, separated by a newline; or nothing
     */
    static Map<String, Object> of(String author, String terminal) {
        Map<String, Object> variables = new HashMap<>();
        variables.put(InteractiveShell.AUTHOR, author);
        if (!terminal.isEmpty()) {
            String[] columnsAndLines = terminal.split("\n");
            variables.put(COLUMNS, Integer.valueOf(columnsAndLines[0]));
            variables.put(LINES, Integer.valueOf(columnsAndLines[1]));
        }
        return variables;
    }
}
