package org.waypost.kemi.settings;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;

/** Says a thing once in the log, and a hundred different things at most: what scripts do wrong is done for each request again. */
public final class LogOnce {

    private static final int MOST = 100;

    private final Set<String> said = ConcurrentHashMap.newKeySet();
    private final Logger log;

    public LogOnce(Logger log) {
        this.log = log;
    }

    public void warn(String line) {
        if (said.size() < MOST && said.add(line)) {
            log.warn("{} (not logged again)", line);
        }
    }
}
