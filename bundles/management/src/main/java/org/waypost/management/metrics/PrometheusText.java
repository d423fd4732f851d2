package org.waypost.management.metrics;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Metrics in the text format of Prometheus, version 0.0.4. A family is begun, then come its samples. State: the text, and the family
 * that was begun.
 */
final class PrometheusText {

    /** Type of the response. */
    static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    /** What a metric is. */
    enum Type {
        COUNTER,
        GAUGE,
        HISTOGRAM,
        SUMMARY
    }

    private static final Pattern NO_NAME = Pattern.compile("[^a-zA-Z0-9_]");

    private final StringBuilder text = new StringBuilder(16_384);
    private String family = "";

    /** The words as a metric's name: joined by underscores, what is not allowed in one replaced by underscores. */
    static String name(String... words) {
        return NO_NAME.matcher(String.join("_", words)).replaceAll("_");
    }

    /** Begins a metric; all its samples follow. */
    PrometheusText family(String name, Type type, String help) {
        family = name;
        text.append("# HELP ").append(name).append(' ');
        text.append(help.replace("\\", "\\\\").replace("\n", "\\n")).append('\n');
        text.append("# TYPE ").append(name).append(' ').append(type.name().toLowerCase(java.util.Locale.ROOT));
        text.append('\n');
        return this;
    }

    /** A sample without labels. */
    PrometheusText sample(double value) {
        return sample(Map.of(), value);
    }

    PrometheusText sample(String label, String labelValue, double value) {
        return sample(Map.of(label, labelValue), value);
    }

    PrometheusText sample(Map<String, String> labels, double value) {
        return sample("", labels, value);
    }

    /** @param suffix such as {@code _bucket} */
    PrometheusText sample(String suffix, Map<String, String> labels, double value) {
        text.append(family).append(suffix);
        String separator = "{";
        for (Map.Entry<String, String> label : new LinkedHashMap<>(labels).entrySet()) {
            text.append(separator).append(label.getKey()).append("=\"");
            text.append(escaped(label.getValue())).append('"');
            separator = ",";
        }
        text.append(labels.isEmpty() ? " " : "} ").append(number(value)).append('\n');
        return this;
    }

    /** Begins a metric that has one sample. */
    PrometheusText gauge(String name, String help, double value) {
        return family(name, Type.GAUGE, help).sample(value);
    }

    /** Begins a metric that has one sample. */
    PrometheusText counter(String name, String help, double value) {
        return family(name, Type.COUNTER, help).sample(value);
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    /** As Go reads it: {@code +Inf}, {@code NaN}, whole numbers without a point. */
    static String number(double value) {
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
