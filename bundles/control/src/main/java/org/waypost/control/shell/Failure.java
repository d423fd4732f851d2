package org.waypost.control.shell;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is said of a command that has failed, in one line. */
public final class Failure {

    // Gogo's words for arguments or options that no method of a command takes.
    private static final Pattern COERCE =
            Pattern.compile("Cannot coerce (\\w+)\\(.*\\) to any of \\[.*]", Pattern.DOTALL);

    private static final Pattern UNKNOWN = Pattern.compile(
            "org\\.apache\\.felix\\.gogo\\.runtime\\.CommandNotFoundException: Command not found: (\\S+?)(?=\\e|$)");

    private Failure() {}

    /** What to say of an exception. */
    public static String text(Throwable failure) {
        String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        return failure instanceof IllegalArgumentException ? withoutCoercion(message) : message;
    }

    /** What to say where Gogo's shell says {@code line}, which is an exception in colours. */
    static String line(String line) {
        if (line.contains("java.lang.InterruptedException")) {
            return line.replaceFirst("java\\.lang\\.InterruptedException(: [^\\e]*)?", "");
        }
        Matcher unknown = UNKNOWN.matcher(line);
        return unknown.find()
                ? unknown.replaceFirst("there is no command '$1'; 'help' lists those there are")
                : withoutCoercion(line.replaceFirst("java\\.lang\\.IllegalArgumentException: (?=Cannot coerce )", ""));
    }

    private static String withoutCoercion(String message) {
        Matcher coerce = COERCE.matcher(message);
        return coerce.find()
                ? coerce.replaceFirst(
                        "$1 does not take these arguments; 'help' with its whole name tells what it takes")
                : message;
    }
}
