package org.waypost.bench.proc;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The live objects of a JVM by class.
 *
 * @param bytes by class name
 */
public record HeapHistogram(Map<String, Long> bytes) {

    private static final Pattern LINE = Pattern.compile("\\s*\\d+:\\s+\\d+\\s+(\\d+)\\s+(\\S+).*");

    /** Forces a full collection and counts what is left. */
    public static HeapHistogram of(long pid) throws IOException {
        return parse(Shell.output("jcmd", Long.toString(pid), "GC.class_histogram"));
    }

    static HeapHistogram parse(String text) {
        Map<String, Long> bytes = new LinkedHashMap<>();
        for (String line : text.split("\n")) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                bytes.merge(matcher.group(2), Long.parseLong(matcher.group(1)), Long::sum);
            }
        }
        if (bytes.isEmpty()) {
            throw new IllegalArgumentException("no class histogram: " + text);
        }
        return new HeapHistogram(bytes);
    }

    /** Bytes of all live objects. */
    public long total() {
        return bytes.values().stream().mapToLong(Long::longValue).sum();
    }

    /** What grew since {@code before}, most first. */
    public List<Map.Entry<String, Long>> growth(HeapHistogram before, int most) {
        List<Map.Entry<String, Long>> growth = new ArrayList<>();
        bytes.forEach((name, now) -> growth.add(Map.entry(name, now - before.bytes.getOrDefault(name, 0L))));
        growth.sort(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()));
        return List.copyOf(growth.subList(0, Math.min(most, growth.size())));
    }
}
