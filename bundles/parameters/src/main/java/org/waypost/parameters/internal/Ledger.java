package org.waypost.parameters.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.waypost.parameters.HistoryEntry;
import org.waypost.parameters.HistoryEntry.Step;
import org.waypost.parameters.Parameter;

/**
 * Knows what was in force when it looked last, and so what has changed since. State: the values it knows, and those it saw first, by PID
 * and key.
 */
final class Ledger {

    private final Function<String, Map<Parameter, InForce>> look;
    private final Map<String, Map<String, InForce>> known = new HashMap<>();
    private final Map<String, Map<String, String>> first = new HashMap<>();

    /** @param look gives what is in force of a PID now; nothing if it is not there */
    Ledger(Function<String, Map<Parameter, InForce>> look) {
        this.look = look;
    }

    /** Takes what is in force now as what was in force at the start. */
    synchronized void start(Collection<String> pids) {
        known.clear();
        first.clear();
        changes(pids, parameter -> true);
    }

    /** Of what was changed before this knew anything, as the history has it: what was in force before. */
    synchronized void startedBefore(List<HistoryEntry> history, Function<Step, Optional<Parameter>> find) {
        for (int i = history.size() - 1; i >= 0; i--) {
            for (Step step : history.get(i).steps()) {
                find.apply(step)
                        .ifPresent(parameter -> first.computeIfAbsent(parameter.pid(), pid -> new HashMap<>())
                                .put(parameter.key(), step.from()));
            }
        }
    }

    /** What was in force at the start; empty if it is not known. */
    synchronized Optional<String> startValue(Parameter parameter) {
        return Optional.ofNullable(first.getOrDefault(parameter.pid(), Map.of()).get(parameter.key()));
    }

    /** What has changed of those PIDs since the last look at those parameters. What was not known before has not changed. */
    synchronized List<Step> changes(Collection<String> pids, Predicate<Parameter> which) {
        List<Step> steps = new ArrayList<>();
        for (String pid : pids) {
            look.apply(pid).forEach((parameter, now) -> {
                if (which.test(parameter)) {
                    change(parameter, now).ifPresent(steps::add);
                }
            });
        }
        return steps;
    }

    private Optional<Step> change(Parameter parameter, InForce now) {
        InForce before =
                known.computeIfAbsent(parameter.pid(), pid -> new HashMap<>()).put(parameter.key(), now);
        first.computeIfAbsent(parameter.pid(), pid -> new HashMap<>()).putIfAbsent(parameter.key(), now.value());
        // An updated bundle may have another default: nobody changed that.
        if (before == null || before.equals(now) || !before.isSet() && !now.isSet()) {
            return Optional.empty();
        }
        return Optional.of(new Step(
                parameter.module(),
                parameter.key(),
                parameter.shown(before.value()),
                before.isSet(),
                parameter.shown(now.value()),
                now.isSet()));
    }
}
