package org.waypost.kemi;

import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The log that scripts write to, logger {@code waypost.script}, with Kamailio's levels on those of this server. */
public final class ScriptLog {

    private static final Logger LOG = LoggerFactory.getLogger("waypost.script");

    /** Kamailio's levels. */
    public enum Level {
        DBG,
        INFO,
        NOTICE,
        WARN,
        ERR,
        CRIT,
        ALERT;

        /** As in the name of the function, such as {@code warn}. */
        public String shortName() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The level of that short name, ERR if there is none. */
        public static Level of(String name) {
            for (Level level : values()) {
                if (level.shortName().equalsIgnoreCase(name)) {
                    return level;
                }
            }
            return ERR;
        }
    }

    private ScriptLog() {}

    public static boolean debug() {
        return LOG.isDebugEnabled();
    }

    /**
     * Writes one line: without the line end that scripts give it, and with none inside, so that nobody forges lines.
     */
    public static void write(Level level, String text) {
        switch (level) {
            case DBG -> {
                if (LOG.isDebugEnabled()) {
                    LOG.debug("{}", line(text));
                }
            }
            case INFO, NOTICE -> {
                if (LOG.isInfoEnabled()) {
                    LOG.info("{}", line(text));
                }
            }
            case WARN -> LOG.warn("{}", line(text));
            case ERR, CRIT, ALERT -> LOG.error("{}", line(text));
        }
    }

    private static String line(String text) {
        String line = text.stripTrailing();
        for (int i = 0; i < line.length(); i++) {
            if (line.charAt(i) < ' ') {
                return line.replaceAll("[\\x00-\\x1f]+", " ");
            }
        }
        return line;
    }
}
