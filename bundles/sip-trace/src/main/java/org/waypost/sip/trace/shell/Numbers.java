package org.waypost.sip.trace.shell;

import org.waypost.shell.text.CommandException;

/** Numbers as they are typed. */
final class Numbers {

    private Numbers() {}

    /** The number {@code text} is; whatever else it is, is told with the name of the argument and what is wanted. */
    static int of(String name, String text, int least, int most) {
        if (text.matches("\\d{1,10}")) {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return (int) number;
            }
        }
        throw new CommandException(
                name + ": '" + text + "' is refused; a number of " + least + ".." + most + " is wanted");
    }
}
