package org.waypost.shell.help;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a descriptor says, and the example at its end or before a semicolon: {@code "set a parameter: cfg:set registrar max_contacts 5"}.
 *
 * @param text without it
 * @param line empty if there is none
 */
record Example(String text, String line) {

    static Example of(String description, Command command) {
        // The scope may be left out, as in modparam.
        Pattern pattern = Pattern.compile("(?::|; for example)\\s+((?:" + Pattern.quote(command.scope()) + ":)?"
                + Pattern.quote(command.function()) + "(?:[,\\s][^;(]*)?)(?=$|[;(])");
        Matcher matcher = pattern.matcher(description);
        if (!matcher.find()) {
            return new Example(description, "");
        }
        String rest = description.substring(matcher.end());
        return new Example(
                description.substring(0, matcher.start()) + (rest.isBlank() ? "" : rest),
                matcher.group(1).strip());
    }
}
