package org.waypost.parameters;

import java.time.Instant;
import java.util.List;

/**
 * Some parameters that were changed at once.
 *
 * @param number 1 and up, over restarts
 * @param author who did it: {@code root (shell)}, {@code root (exec)}, {@code file}, {@code http 127.0.0.1}
 * @param steps what was changed; passwords are not kept, as they are never shown
 * @param undid numbers of the entries that this one took back; empty if it is no undo
 */
public record HistoryEntry(long number, Instant time, String author, List<Step> steps, List<Long> undid) {

    public HistoryEntry {
        steps = List.copyOf(steps);
        undid = List.copyOf(undid);
    }

    /** One that is no undo. */
    public HistoryEntry(long number, Instant time, String author, List<Step> steps) {
        this(number, time, author, steps, List.of());
    }

    /**
     * One parameter.
     *
     * @param wasSet whether {@code from} was set and not the default
     * @param isSet whether {@code to} is set and not the default
     */
    public record Step(String module, String key, String from, boolean wasSet, String to, boolean isSet) {}
}
