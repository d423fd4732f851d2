package org.waypost.shell.cfg;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.waypost.parameters.Change;
import org.waypost.parameters.ParameterCatalogue;

/** The changes between {@code cfg:begin} and {@code cfg:commit}, with what the values were when each was typed. */
final class PendingChanges {

    private final Map<String, Pending> changes = new LinkedHashMap<>();

    /**
     * One of them.
     *
     * @param before the value that was in force when the first change of this parameter was typed
     */
    record Pending(Change change, String before) {}

    /** Of one parameter, the last change counts. */
    synchronized void add(Change change, String value) {
        changes.merge(
                change.module() + "." + change.key(),
                new Pending(change, value),
                (first, next) -> new Pending(next.change(), first.before()));
    }

    synchronized List<Pending> all() {
        return new ArrayList<>(changes.values());
    }

    /** Those whose parameter has another value now than when they were typed. */
    List<Pending> conflicts(ParameterCatalogue catalogue) {
        return all().stream()
                .filter(pending -> !catalogue
                        .value(catalogue.parameter(
                                pending.change().module(), pending.change().key()))
                        .equals(pending.before()))
                .toList();
    }
}
