package org.waypost.control.log;

import ch.qos.logback.classic.Level;
import java.util.Map;
import java.util.TreeMap;

/**
 * Checked {@link LogParameters}.
 *
 * @param level of the root logger
 * @param levels of others, by name
 */
record LogSettings(Level level, Map<String, Level> levels) {

    LogSettings {
        levels = Map.copyOf(levels);
    }

    static LogSettings of(LogParameters parameters) {
        return new LogSettings(level("level", parameters.level()), levels(parameters.levels()));
    }

    /** The levels of a list {@code logger=LEVEL,…}; an {@link IllegalArgumentException} says what is wrong with it. */
    static Map<String, Level> levels(String list) {
        Map<String, Level> levels = new TreeMap<>();
        for (String entry : list.split(",")) {
            if (entry.isBlank()) {
                continue;
            }
            int equals = entry.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException(
                        "levels: '" + entry.strip() + "' is refused; logger=LEVEL is wanted");
            }
            levels.put(entry.substring(0, equals).strip(), level("levels", entry.substring(equals + 1)));
        }
        return levels;
    }

    private static Level level(String parameter, String text) {
        Level level = Level.toLevel(text.strip(), null);
        if (level == null) {
            throw new IllegalArgumentException(parameter + ": '" + text.strip()
                    + "' is refused; one of ERROR, WARN, INFO, DEBUG, TRACE, OFF is wanted");
        }
        return level;
    }
}
