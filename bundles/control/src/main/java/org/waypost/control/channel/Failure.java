package org.waypost.control.channel;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is said of a command that has failed, in one line. */
final class Failure {

    // Gogo's words for arguments or options that no method of a command takes.
    private static final Pattern COERCE = Pattern.compile("Cannot coerce (\\w+)\\(.*\\) to any of .*", Pattern.DOTALL);

    private Failure() {}

    static String text(Throwable failure) {
        String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        Matcher coerce = COERCE.matcher(message);
        return failure instanceof IllegalArgumentException && coerce.matches()
                ? coerce.group(1) + " does not take these arguments; 'help' with its whole name tells what it takes"
                : message;
    }
}
