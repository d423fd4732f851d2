package org.waypost.kemi.lua;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs what goes wrong in scripts: from each line of a script once in ten seconds, with the number of times it was passed over. What
 * comes in a message off the network can so neither fill the log nor break its lines.
 */
final class ScriptLog {

    private static final Logger LOG = LoggerFactory.getLogger(ScriptLog.class);
    private static final long PAUSE = 10_000_000_000L;
    private static final int MOST_PLACES = 256;
    private static final int MOST_CHARS = 4000;

    private static final class Place {
        private long last;
        private long passedOver;
    }

    private final LongAdder errors = new LongAdder();
    private final Map<String, Place> places = new LinkedHashMap<>(16, 0.75f, true) {

        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Place> eldest) {
            return size() > MOST_PLACES;
        }
    };
    private volatile String latest = "";

    /** A run of the script failed. */
    void error(String message) {
        errors.increment();
        latest = clean(message);
        log(latest);
    }

    /** The script did something odd and goes on. */
    void warn(String message) {
        log(clean(message));
    }

    private void log(String message) {
        long passedOver;
        synchronized (places) {
            Place place = places.computeIfAbsent(place(message), name -> new Place());
            long now = System.nanoTime();
            if (place.last != 0 && now - place.last < PAUSE) {
                place.passedOver++;
                return;
            }
            place.last = now;
            passedOver = place.passedOver;
            place.passedOver = 0;
        }
        LOG.warn(passedOver == 0 ? "{}" : "{} ({} more since the last line)", message, passedOver);
    }

    // "file.lua:12:" at the beginning, or the first words
    private static String place(String message) {
        int line = message.indexOf(": ");
        return message.substring(0, Math.min(line < 0 ? message.length() : line, 200));
    }

    private static String clean(String message) {
        StringBuilder clean = new StringBuilder(Math.min(message.length(), MOST_CHARS));
        String traceback =
                message.replace("\nstack traceback:\n\t", "; called from: ").replace("\n\t", ", ");
        for (int i = 0; i < traceback.length() && i < MOST_CHARS; i++) {
            char c = traceback.charAt(i);
            clean.append(c < ' ' || c == 0x7f || c >= 0x80 && c < 0xa0 ? ' ' : c);
        }
        return clean.toString();
    }

    long errors() {
        return errors.sum();
    }

    void reset() {
        errors.reset();
    }

    /** The latest error; empty if there was none. */
    String latest() {
        return latest;
    }
}
