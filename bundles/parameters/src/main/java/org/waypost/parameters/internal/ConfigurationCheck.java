package org.waypost.parameters.internal;

import java.util.Collections;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.osgi.framework.Constants;
import org.waypost.parameters.Parameter;
import org.waypost.parameters.ParameterException;

/**
 * Puts right what a configuration says before its component sees it: text becomes the type the parameter has, and in the place of
 * a value that is refused comes the last good one, or the default. So one bad line of a file spoils none of the others. Complains
 * once about each. State: the last good values and the complaints, by PID.
 */
final class ConfigurationCheck {

    // What Configuration Admin, Declarative Services and those who read files add to a configuration.
    private static final List<String> FOREIGN =
            List.of("service.", "felix.", "component.", "osgi.", "objectClass", ":", "_");

    private final Supplier<Map<String, Map<String, Parameter>>> index;
    private final ParameterChecks components;
    private final Consumer<String> complain;
    private final Map<String, Map<String, Object>> good = new HashMap<>();
    private final Map<String, Set<String>> complaints = new HashMap<>();

    ConfigurationCheck(
            Supplier<Map<String, Map<String, Parameter>>> index,
            ParameterChecks components,
            Consumer<String> complain) {
        this.index = index;
        this.components = components;
        this.complain = complain;
    }

    /** Puts the configuration right in its place. Leaves those alone that are not of a known PID. */
    void correct(Dictionary<String, Object> configuration) {
        String pid = pid(configuration);
        Map<String, Parameter> known = index.get().get(pid);
        if (known == null) {
            return;
        }
        Judgement judgement = judge(pid, known, configuration);
        Set<String> news = new LinkedHashSet<>(judgement.complaints());
        for (String key : Collections.list(configuration.keys())) {
            if (!known.containsKey(key) && FOREIGN.stream().noneMatch(key::startsWith)) {
                news.add(unknown(pid, key, known));
            }
        }
        Map<String, Object> now = judgement.values();
        known.keySet().forEach(configuration::remove);
        now.forEach(configuration::put);
        synchronized (this) {
            good.put(pid, now);
            Set<String> old = complaints.put(pid, Set.copyOf(news));
            if (old != null) {
                news.removeAll(old);
            }
        }
        news.forEach(complain);
    }

    /** What is in force of a PID with that configuration, by key; empty if there is no such PID. */
    Map<String, InForce> inForce(String pid, Dictionary<String, Object> configuration) {
        return judge(pid, index.get().getOrDefault(pid, Map.of()), configuration)
                .inForce();
    }

    /** What is in force of a parameter with that configuration of its PID. */
    InForce inForce(Parameter parameter, Dictionary<String, Object> configuration) {
        // With its bundle going this moment, the parameter is all that is known of the PID.
        Map<String, InForce> all = inForce(parameter.pid(), configuration);
        return all.containsKey(parameter.key())
                ? all.get(parameter.key())
                : judge(parameter.pid(), Map.of(parameter.key(), parameter), configuration)
                        .inForce()
                        .get(parameter.key());
    }

    /**
     * What would be in force of a PID, by key, with that configuration and some parameters changed.
     *
     * @param texts what they are to be; empty for the default
     * @throws ParameterException if a value is refused
     */
    Map<String, InForce> require(
            String pid, Map<Parameter, Optional<String>> texts, Dictionary<String, Object> configuration) {
        Map<Parameter, Optional<Object>> values = new LinkedHashMap<>();
        texts.forEach((parameter, text) -> values.put(parameter, text.map(parameter::parse)));
        Judgement judgement = judge(pid, index.get().getOrDefault(pid, Map.of()), configuration);
        judgement.require(values);
        return judgement.inForce();
    }

    // Not while others wait for this: it calls components, which have locks of their own.
    private Judgement judge(String pid, Map<String, Parameter> known, Dictionary<String, Object> configuration) {
        Map<String, Object> before;
        synchronized (this) {
            before = good.getOrDefault(pid, Map.of());
        }
        return new Judgement(pid, known, components, before, configuration);
    }

    // A targeted PID goes on after a bar (OSGi Compendium 104.3.2).
    private static String pid(Dictionary<String, Object> configuration) {
        String pid = String.valueOf(configuration.get(Constants.SERVICE_PID));
        int bar = pid.indexOf('|');
        return bar < 0 ? pid : pid.substring(0, bar);
    }

    private String unknown(String pid, String key, Map<String, Parameter> known) {
        String elsewhere = index.get().values().stream()
                .flatMap(keys -> Stream.ofNullable(keys.get(key)))
                .map(Parameter::pid)
                .findFirst()
                .map(other -> "; it belongs to " + other)
                .orElseGet(() -> NearMatches.hint(key, known.keySet()));
        return pid + " has no parameter '" + key + "', the line is ignored" + elsewhere;
    }
}
