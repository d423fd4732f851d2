package org.waypost.parameters.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.waypost.parameters.HistoryEntry;
import org.waypost.parameters.HistoryEntry.Step;
import org.waypost.parameters.Parameter;

/**
 * Knows what was in force when it looked last, and so what has changed since. State: the values it knows, and those it saw first, by the
 * name of the parameter.
 */
final class Ledger {

    private final Function<String, Map<Parameter, InForce>> look;
    private final Object looking = new Object();
    private final Map<String, InForce> known = new HashMap<>();
    private final Map<String, String> first = new HashMap<>();

    /** @param look gives what is in force of a PID now; nothing if it is not there */
    Ledger(Function<String, Map<Parameter, InForce>> look) {
        this.look = look;
    }

    /** Knows what the history says, and nothing else: what differs when it looks next has changed while nobody looked. */
    synchronized void start(List<HistoryEntry> history) {
        known.clear();
        first.clear();
        for (HistoryEntry entry : history) {
            for (Step step : entry.steps()) {
                if (Parameter.isMasked(step.to())) {
                    known.remove(name(step));
                } else {
                    known.put(name(step), new InForce(step.to(), step.isSet()));
                }
            }
        }
    }

    /** Takes what was in force before those entries as what was in force at the start. */
    synchronized void startedBefore(List<HistoryEntry> history) {
        for (int i = history.size() - 1; i >= 0; i--) {
            history.get(i).steps().forEach(step -> first.put(name(step), step.from()));
        }
    }

    /** What was in force at the start, or when the parameter came; empty if it is not known. */
    synchronized Optional<String> startValue(Parameter parameter) {
        return Optional.ofNullable(first.get(parameter.name()));
    }

    /** What has changed of those PIDs since the last look. What was not known before has not changed. */
    List<Step> changes(Collection<String> pids) {
        synchronized (looking) {
            return changes(lookAt(pids));
        }
    }

    /** What has changed of those parameters since the last look. */
    List<Step> changesOf(Collection<Parameter> parameters) {
        synchronized (looking) {
            Map<Parameter, InForce> now =
                    lookAt(parameters.stream().map(Parameter::pid).distinct().toList());
            now.keySet().retainAll(parameters);
            return changes(now);
        }
    }

    // Components are asked, which may take its time: only who looks too waits meanwhile.
    private Map<Parameter, InForce> lookAt(Collection<String> pids) {
        Map<Parameter, InForce> now = new LinkedHashMap<>();
        pids.forEach(pid -> now.putAll(look.apply(pid)));
        return now;
    }

    private synchronized List<Step> changes(Map<Parameter, InForce> now) {
        List<Step> steps = new ArrayList<>();
        now.forEach((parameter, value) -> change(parameter, value).ifPresent(steps::add));
        return steps;
    }

    private Optional<Step> change(Parameter parameter, InForce now) {
        InForce before = known.put(parameter.name(), now);
        first.putIfAbsent(parameter.name(), now.value());
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

    private static String name(Step step) {
        return step.module() + '.' + step.key();
    }
}
