package org.waypost.parameters.internal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.waypost.parameters.Change;
import org.waypost.parameters.HistoryEntry;
import org.waypost.parameters.HistoryEntry.Step;
import org.waypost.parameters.Parameter;
import org.waypost.parameters.ParameterException;

/**
 * What takes back the last entries of the history: those that no undo took back before, and that are no undo themselves.
 *
 * @param changes what makes each parameter as it was before them
 * @param undid the numbers of the entries
 */
record Undo(List<Change> changes, List<Long> undid) {

    /**
     * @param find gives the parameter of a module and key
     * @throws ParameterException if there are not so many, or one of them cannot be taken back
     */
    static Undo of(List<HistoryEntry> history, int entries, BiFunction<String, String, Parameter> find) {
        if (entries < 1) {
            throw new ParameterException("'" + entries + "' changes cannot be taken back; 1 or more is wanted");
        }
        List<HistoryEntry> last = open(history);
        if (last.size() < entries) {
            throw new ParameterException(
                    last.isEmpty()
                            ? "there is no change to take back"
                            : "there are only " + last.size() + " changes to take back");
        }
        Map<List<String>, Change> changes = new LinkedHashMap<>();
        last = last.subList(0, entries);
        for (int i = last.size() - 1; i >= 0; i--) {
            for (Step step : last.get(i).steps()) {
                // of several entries about a parameter, the oldest knows what was before
                List<String> name = List.of(step.module(), step.key());
                if (!changes.containsKey(name)) {
                    changes.put(name, back(last.get(i).number(), step, find));
                }
            }
        }
        // What came last goes first: a database is named before it is used, and given up the other way round.
        List<Change> backwards = new ArrayList<>(changes.values());
        Collections.reverse(backwards);
        return new Undo(
                List.copyOf(backwards), last.stream().map(HistoryEntry::number).toList());
    }

    // The newest first.
    private static List<HistoryEntry> open(List<HistoryEntry> history) {
        Set<Long> undone = new HashSet<>();
        history.forEach(entry -> undone.addAll(entry.undid()));
        List<HistoryEntry> open = new ArrayList<>(history);
        open.removeIf(entry -> !entry.undid().isEmpty() || undone.contains(entry.number()));
        Collections.reverse(open);
        return open;
    }

    private static Change back(long number, Step step, BiFunction<String, String, Parameter> find) {
        Parameter parameter;
        try {
            parameter = find.apply(step.module(), step.key());
        } catch (ParameterException e) {
            throw new ParameterException("change " + number + " was about " + step.module() + '.' + step.key()
                    + " and cannot be taken back: " + e.getMessage());
        }
        if (!step.wasSet()) {
            return Change.reset(step.module(), step.key());
        }
        if (Parameter.isMasked(step.from())) {
            throw new ParameterException("change " + number + " was about " + parameter.name()
                    + " and cannot be taken back: its old value holds a password, which is not kept");
        }
        return Change.set(step.module(), step.key(), step.from());
    }
}
