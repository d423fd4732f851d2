package org.waypost.parameters.internal;

import java.util.Collections;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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
    private final Consumer<String> complain;
    private final Map<String, Map<String, Object>> good = new HashMap<>();
    private final Map<String, Set<String>> complaints = new HashMap<>();

    ConfigurationCheck(Supplier<Map<String, Map<String, Parameter>>> index, Consumer<String> complain) {
        this.index = index;
        this.complain = complain;
    }

    /** Puts the configuration right in its place. Leaves those alone that are not of a known PID. */
    void correct(Dictionary<String, Object> configuration) {
        String pid = pid(configuration);
        Map<String, Parameter> known = index.get().get(pid);
        if (known == null) {
            return;
        }
        Set<String> news = new LinkedHashSet<>();
        synchronized (this) {
            Map<String, Object> before = good.getOrDefault(pid, Map.of());
            Map<String, Object> now = new HashMap<>();
            for (String key : Collections.list(configuration.keys())) {
                Parameter parameter = known.get(key);
                if (parameter == null) {
                    if (FOREIGN.stream().noneMatch(key::startsWith)) {
                        news.add(unknown(pid, key, known));
                    }
                    continue;
                }
                try {
                    now.put(key, parameter.parse(String.valueOf(configuration.get(key))));
                } catch (ParameterException e) {
                    Object last = before.get(key);
                    String inForce = last == null ? parameter.defaultValue() : last.toString();
                    news.add(e.getMessage() + "; '" + parameter.shown(inForce) + "' stays in force");
                    if (last == null) {
                        configuration.remove(key);
                    } else {
                        now.put(key, last);
                    }
                }
            }
            now.forEach(configuration::put);
            good.put(pid, now);
            Set<String> old = complaints.put(pid, Set.copyOf(news));
            if (old != null) {
                news.removeAll(old);
            }
        }
        news.forEach(complain);
    }

    /** The value in force if the configuration has {@code value}. */
    synchronized Object inForce(Parameter parameter, Object value) {
        try {
            return parameter.parse(String.valueOf(value));
        } catch (ParameterException e) {
            return good.getOrDefault(parameter.pid(), Map.of()).getOrDefault(parameter.key(), parameter.defaultValue());
        }
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
