package org.waypost.control.status;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Renders the status for people. */
final class StatusText {

    private StatusText() {}

    static String of(Map<String, Object> status) {
        StringBuilder text = new StringBuilder();
        line(text, "Waypost", status.get("version") + ", process " + status.get("pid") + ", up " + uptime(status));
        line(text, "config", status.get("config"));
        line(text, "data", status.get("data"));
        line(text, "heap", megabytes(status.get("heapUsed")) + " of " + megabytes(status.get("heapMax")) + " MB");
        line(text, "listening", orNothing(String.join(", ", strings(status.get("listening")))));
        if (!strings(status.get("http")).isEmpty()) {
            line(text, "http", String.join(", ", strings(status.get("http"))));
        }
        line(text, "bindings", orNothing(bindings(entries(status.get("bindings")))));
        line(text, "features", features(entries(status.get("features"))));
        for (Map<String, Object> jar : maps(status.get("deployed"))) {
            String reason = jar.get("reason").toString();
            line(text, "deploy", jar.get("file") + ": " + jar.get("state") + (reason.isEmpty() ? "" : ", " + reason));
        }
        line(text, "components", components(status));
        for (Map<String, Object> each : maps(status.get("unsatisfied"))) {
            text.append("  ")
                    .append(each.get("name"))
                    .append(" (")
                    .append(each.get("bundle"))
                    .append("): ");
            text.append(each.get("reason")).append('\n');
        }
        List<Map<String, Object>> bundles = maps(status.get("bundles"));
        long active = bundles.stream()
                .filter(bundle -> bundle.get("state").equals("active"))
                .count();
        line(text, "bundles", active + " of " + bundles.size() + " active");
        for (Map<String, Object> bundle : bundles) {
            text.append(String.format(
                    Locale.ROOT,
                    "%4d  %-10s %-16s %s%n",
                    bundle.get("id"),
                    bundle.get("state"),
                    bundle.get("version"),
                    bundle.get("name")));
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String name, Object value) {
        text.append(String.format(Locale.ROOT, "%-11s%s%n", name, value));
    }

    private static String features(Map<String, Object> states) {
        return states.entrySet().stream()
                .map(feature -> feature.getKey()
                        + (feature.getValue().equals("started") ? "" : " (" + feature.getValue() + ")"))
                .collect(Collectors.joining(", "));
    }

    private static String components(Map<String, Object> status) {
        if (!status.containsKey("components")) {
            return "unknown: there is no component runtime";
        }
        return status.get("components") + " work, "
                + maps(status.get("unsatisfied")).size() + " do not";
    }

    private static String bindings(Map<String, Object> tables) {
        return tables.entrySet().stream()
                .map(table -> {
                    Map<String, Object> counts = entries(table.getValue());
                    return table.getKey() + ": "
                            + (counts.containsKey("error")
                                    ? counts.get("error")
                                    : counts.get("aors") + " AoRs, " + counts.get("contacts") + " contacts");
                })
                .collect(Collectors.joining("; "));
    }

    private static String uptime(Map<String, Object> status) {
        long seconds = ((Number) status.get("uptime")).longValue();
        return String.format(
                Locale.ROOT,
                "%d d %02d:%02d:%02d",
                seconds / 86400,
                seconds / 3600 % 24,
                seconds / 60 % 60,
                seconds % 60);
    }

    private static long megabytes(Object bytes) {
        return ((Number) bytes).longValue() >> 20;
    }

    private static String orNothing(String text) {
        return text.isEmpty() ? "nothing" : text;
    }

    @SuppressWarnings("unchecked")
    private static List<String> strings(Object list) {
        return list == null ? List.of() : (List<String>) list;
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> maps(Object list) {
        return list == null ? List.of() : (List<Map<String, Object>>) list;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> entries(Object map) {
        return map == null ? Map.of() : (Map<String, Object>) map;
    }
}
