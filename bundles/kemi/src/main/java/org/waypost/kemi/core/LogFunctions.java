package org.waypost.kemi.core;

import org.waypost.kemi.Arguments;
import org.waypost.kemi.Functions;
import org.waypost.kemi.ScriptLog;

/** Log lines of the script. */
final class LogFunctions {

    private LogFunctions() {}

    static void add(Functions core) {
        for (ScriptLog.Level level : ScriptLog.Level.values()) {
            if (level != ScriptLog.Level.ALERT) {
                core.add(
                        level.shortName(),
                        "s",
                        "Writes a line to the log, level " + level.shortName() + ".",
                        (c, a) -> {
                            ScriptLog.write(level, Arguments.text(a, 0));
                            return false;
                        });
            }
        }
        core.add(
                "log",
                "ss",
                "Writes a line to the log; levels dbg, info, notice, warn, crit, any other is err.",
                (c, a) -> {
                    ScriptLog.write(ScriptLog.Level.of(Arguments.text(a, 0)), Arguments.text(a, 1));
                    return false;
                });
        core.get(
                "get_debug",
                "The level of the log as Kamailio numbers it, 3 with DEBUG, else 2.",
                c -> ScriptLog.debug() ? 3 : 2);
    }
}
