package org.waypost.shell;

import java.io.PrintStream;
import org.apache.felix.service.command.Process;

/** Where a command prints to: the terminal, or the next command of its pipe, which the console of its session does not know. */
final class Output {

    private Output() {}

    static PrintStream stream() {
        return Process.Utils.current().out();
    }
}
