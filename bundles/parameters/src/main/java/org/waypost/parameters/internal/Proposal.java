package org.waypost.parameters.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.waypost.parameters.Applied;
import org.waypost.parameters.Parameter;
import org.waypost.parameters.ParameterException;

/** Some changes that were judged, one by one and together with all that is in force, and may be made. */
final class Proposal {

    private final Map<Parameter, Optional<String>> texts;
    private final Map<String, Map<Parameter, Optional<String>>> byPid = new LinkedHashMap<>();
    private final Map<String, Map<String, InForce>> before = new HashMap<>();
    private final Map<String, Map<String, InForce>> after = new HashMap<>();
    private final List<String> notices;

    /**
     * @param texts what is to be set; empty for what is to have its default
     * @param configured the configuration of a PID
     * @throws ParameterException if one of them is refused
     */
    Proposal(
            Map<Parameter, Optional<String>> texts,
            ConfigurationCheck check,
            ParameterChecks components,
            Function<String, Dictionary<String, Object>> configured) {
        this.texts = texts;
        texts.forEach((parameter, text) -> byPid.computeIfAbsent(parameter.pid(), pid -> new LinkedHashMap<>())
                .put(parameter, text));
        byPid.forEach((pid, some) -> {
            Dictionary<String, Object> configuration = configured.apply(pid);
            before.put(pid, check.inForce(pid, configuration));
            after.put(pid, check.require(pid, some, configuration));
        });
        texts.keySet().forEach(this::mustBeThere);
        Function<String, Map<String, InForce>> others = pid -> check.inForce(pid, configured.apply(pid));
        Function<String, Map<String, String>> then = values(after, others);
        components.askJoint(byPid.keySet(), then).ifPresent(refusal -> {
            throw refused(refusal.key(), refusal.wanted());
        });
        notices = new ArrayList<>(components.notices(byPid.keySet(), then));
        // What is no news is not said again.
        notices.removeAll(components.notices(byPid.keySet(), values(before, others)));
    }

    // Its bundle may go this moment.
    private void mustBeThere(Parameter parameter) {
        String key = parameter.key();
        if (!before.get(parameter.pid()).containsKey(key)
                || !after.get(parameter.pid()).containsKey(key)) {
            throw new ParameterException(parameter.name() + " is no parameter any more");
        }
    }

    private static Function<String, Map<String, String>> values(
            Map<String, Map<String, InForce>> some, Function<String, Map<String, InForce>> others) {
        return pid -> (some.containsKey(pid) ? some.get(pid) : others.apply(pid))
                .entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, entry -> entry.getValue().value()));
    }

    // The parameter it names may be one that is not to be changed: then what is to be changed does not go with it.
    private ParameterException refused(String key, String wanted) {
        return texts.keySet().stream()
                .filter(parameter -> parameter.key().equals(key))
                .findFirst()
                .map(parameter -> parameter.refused(after(parameter).value(), wanted))
                .orElseGet(() -> new ParameterException(this + " is refused; " + key + ": " + wanted + " is wanted"));
    }

    private InForce after(Parameter parameter) {
        return after.get(parameter.pid()).get(parameter.key());
    }

    /** The PIDs it is about, in the order in which they are to be changed: as they were asked for. */
    Collection<String> pids() {
        return byPid.keySet();
    }

    /** What is to be set of a PID; empty for what is to have its default. */
    Map<Parameter, Optional<String>> texts(String pid) {
        return byPid.get(pid);
    }

    /** What would become of it. */
    Applied outcome() {
        List<Applied.Step> steps = new ArrayList<>();
        for (Parameter parameter : texts.keySet()) {
            String from = before.get(parameter.pid()).get(parameter.key()).value();
            String to = after(parameter).value();
            if (!from.equals(to)) {
                steps.add(new Applied.Step(parameter, from, to));
            }
        }
        return new Applied(steps, notices);
    }

    /** The parameters it is about. */
    Collection<Parameter> parameters() {
        return texts.keySet();
    }

    /** All it is to set, in one line. */
    @Override
    public String toString() {
        return texts.entrySet().stream()
                .map(text -> text.getKey().name() + " = "
                        + text.getKey()
                                .shown(text.getValue().orElse(text.getKey().defaultValue())))
                .collect(Collectors.joining(", "));
    }
}
