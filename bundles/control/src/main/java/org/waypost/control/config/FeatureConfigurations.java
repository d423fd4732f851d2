package org.waypost.control.config;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.osgi.service.feature.Feature;

/** The configurations that features bring, as text, by PID. */
final class FeatureConfigurations {

    private FeatureConfigurations() {}

    /** Where two features have a value for the same key, the later one of the list counts. */
    static Map<String, Map<String, String>> of(List<Feature> features) {
        Map<String, Map<String, String>> all = new TreeMap<>();
        for (Feature feature : features) {
            feature.getConfigurations().values().forEach(configuration -> {
                Map<String, String> values = all.computeIfAbsent(configuration.getPid(), pid -> new TreeMap<>());
                configuration.getValues().forEach((key, value) -> values.put(key, String.valueOf(value)));
            });
        }
        return all;
    }
}
