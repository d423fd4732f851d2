package org.waypost.bench.proc;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * CPU time of the threads of a process, to tell a server's work from its JVM's.
 *
 * @param nanos by name; threads that differ in a number alone count as one. A thread that ended is missing
 */
public record ThreadTimes(Map<String, Long> nanos) {

    /** The threads of a process as they are now. */
    public static ThreadTimes of(long pid) {
        return of(Path.of("/proc/" + pid + "/task"));
    }

    static ThreadTimes of(Path tasks) {
        Map<String, Long> nanos = new TreeMap<>();
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(tasks)) {
            for (Path thread : threads) {
                try {
                    String name = Files.readString(thread.resolve("comm")).replaceAll("[#\\d\\s-]*$", "");
                    String time = Files.readString(thread.resolve("schedstat")).split(" ")[0];
                    nanos.merge(name, Long.parseLong(time), Long::sum);
                } catch (IOException e) {
                    // It ended in the meantime.
                }
            }
        } catch (IOException e) {
            // The process ended.
        }
        return new ThreadTimes(nanos);
    }

    /** What was spent since {@code before}. */
    public ThreadTimes since(ThreadTimes before) {
        Map<String, Long> spent = new TreeMap<>();
        nanos.forEach((name, now) -> spent.put(name, now - before.nanos.getOrDefault(name, 0L)));
        return new ThreadTimes(spent);
    }

    /** This and the other together. */
    public ThreadTimes plus(ThreadTimes other) {
        Map<String, Long> sum = new TreeMap<>(nanos);
        other.nanos.forEach((name, more) -> sum.merge(name, more, Long::sum));
        return new ThreadTimes(sum);
    }

    /** Microseconds for each of {@code requests}, the most first; what is below 0.1 is left out. */
    public String text(long requests) {
        return nanos.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
                .filter(entry -> entry.getValue() >= 100 * requests)
                .map(entry -> String.format("%s %.1f", entry.getKey(), entry.getValue() / 1e3 / requests))
                .collect(Collectors.joining(", "));
    }
}
