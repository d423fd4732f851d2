package org.waypost.parameters.internal;

import java.util.ArrayList;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.waypost.parameters.Parameter;
import org.waypost.parameters.ParameterException;
import org.waypost.sip.ParameterCheck.Refusal;

/**
 * The values of one PID as they come into force: one that is refused, by its type and range or by its component, has given way to the
 * last good one, and that to the default.
 */
final class Judgement {

    private final String pid;
    private final Map<String, Parameter> known;
    private final ParameterChecks components;
    private final Map<String, Object> before;
    private final Map<String, Object> values = new HashMap<>();
    private final Map<String, String> refused = new LinkedHashMap<>();

    /**
     * @param known the parameters of the PID, by key
     * @param before the last good values
     */
    Judgement(
            String pid,
            Map<String, Parameter> known,
            ParameterChecks components,
            Map<String, Object> before,
            Dictionary<String, Object> configuration) {
        this.pid = pid;
        this.known = known;
        this.components = components;
        this.before = before;
        known.forEach((key, parameter) ->
                Optional.ofNullable(configuration.get(key)).ifPresent(value -> read(parameter, value.toString())));
        Optional<Refusal> refusal = refusal();
        while (refusal.isPresent() && giveWay(refusal.get())) {
            refusal = refusal();
        }
    }

    /** The values in force by key; without those that are the default because nothing else was set. */
    Map<String, Object> values() {
        return Map.copyOf(values);
    }

    /** The value in force. */
    Object value(Parameter parameter) {
        return values.getOrDefault(parameter.key(), parameter.defaultValue());
    }

    /** One line about each value that was refused. */
    List<String> complaints() {
        List<String> lines = new ArrayList<>();
        refused.forEach((key, why) -> {
            Parameter parameter = known.get(key);
            lines.add(why + "; '" + parameter.shown(value(parameter).toString()) + "' stays in force");
        });
        return lines;
    }

    /** All parameters of the PID, by key. */
    Map<String, InForce> inForce() {
        Map<String, InForce> all = new HashMap<>();
        known.forEach(
                (key, parameter) -> all.put(key, new InForce(value(parameter).toString(), values.containsKey(key))));
        return all;
    }

    /**
     * Changes some values, all others being as they are.
     *
     * @param wanted the new ones, by parameter; empty for its default
     * @throws ParameterException if the component would refuse one
     */
    void require(Map<Parameter, Optional<Object>> wanted) {
        wanted.forEach((parameter, value) ->
                value.ifPresentOrElse(v -> values.put(parameter.key(), v), () -> values.remove(parameter.key())));
        refusal().ifPresent(refusal -> {
            throw exception(refusal);
        });
    }

    private void read(Parameter parameter, String text) {
        try {
            values.put(parameter.key(), parameter.parse(text));
        } catch (ParameterException e) {
            giveWay(parameter.key(), e);
        }
    }

    private Optional<Refusal> refusal() {
        Map<String, String> texts = new HashMap<>();
        known.forEach((key, parameter) -> texts.put(key, value(parameter).toString()));
        return components.ask(pid, texts);
    }

    private boolean giveWay(Refusal refusal) {
        return giveWay(refusal.key(), exception(refusal));
    }

    // Each key does so twice at most, which is what ends the questions to a component that nothing pleases.
    private boolean giveWay(String key, ParameterException why) {
        Object last = before.get(key);
        if (refused.putIfAbsent(key, why.getMessage()) == null && last != null && !last.equals(values.get(key))) {
            values.put(key, last);
            return true;
        }
        return values.remove(key) != null;
    }

    private ParameterException exception(Refusal refusal) {
        Parameter parameter = known.get(refusal.key());
        return parameter.refused(value(parameter).toString(), refusal.wanted());
    }
}
