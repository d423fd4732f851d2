package org.waypost.bench.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/**
 * What a flight recording says about where the time of a server goes and what it allocates. Threads that hardly run Java are left out:
 * a sample in native code does not tell whether the thread works or waits.
 */
public final class HotSpots {

    private static final String OWN_CODE = "org.waypost.";
    private static final int LEAST_SHARE_OF_A_THREAD = 20;

    /** Weights by what they are counted under. */
    private static final class Count {
        private final Map<String, Long> weights = new HashMap<>();
        private long total;

        void add(String name, long weight) {
            weights.merge(name, weight, Long::sum);
            total += weight;
        }

        double share(String name) {
            return total == 0 ? 0 : (double) weights.getOrDefault(name, 0L) / total;
        }

        String text(String title, int top, double scale, String unit) {
            StringBuilder text = new StringBuilder(title).append('\n');
            weights.entrySet().stream()
                    .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                    .limit(top)
                    .forEach(entry -> text.append(String.format(
                            "  %5.1f %%  %8.1f %s  %s%n",
                            100.0 * entry.getValue() / total, entry.getValue() * scale, unit, entry.getKey())));
            return text.toString();
        }
    }

    private final long requests;
    private final Count threads = new Count();
    private final Count methods = new Count();
    private final Count ownMethods = new Count();
    private final Count allocatedClasses = new Count();
    private final Count allocatingMethods = new Count();

    private HotSpots(long requests) {
        this.requests = requests;
    }

    /** @param requests number of requests that were answered during the recording */
    public static HotSpots of(Path recording, long requests) throws IOException {
        HotSpots spots = new HotSpots(requests);
        List<RecordedEvent> events = RecordingFile.readAllEvents(recording);
        Count running = new Count();
        events.stream()
                .filter(event -> isA(event, "jdk.ExecutionSample"))
                .forEach(event -> running.add(thread(event), 1));
        Set<String> allocating = new HashSet<>();
        for (RecordedEvent event : events) {
            boolean isSample = isA(event, "jdk.ExecutionSample") || isA(event, "jdk.NativeMethodSample");
            if (isSample && running.share(thread(event)) * LEAST_SHARE_OF_A_THREAD >= 1) {
                spots.addSample(event);
            } else if (isA(event, "jdk.ObjectAllocationSample")
                    && !allocating.add(event.getThread().getJavaName())) {
                // The first sample of a thread weighs all that it allocated before the recording.
                spots.addAllocation(event);
            }
        }
        return spots;
    }

    /** Tables of {@code top} rows each. */
    public String text(int top) {
        double each = 1.0 / requests;
        return threads.text("samples by thread", top, 1, "samples")
                + methods.text("samples by the method on top (receive0 includes waiting)", top, 1, "samples")
                + ownMethods.text("samples by the topmost method of Waypost", top, 1, "samples")
                + allocatedClasses.text("allocation by class", top, each, "B/request")
                + allocatingMethods.text(
                        "allocation by class and the topmost method of Waypost", top, each, "B/request");
    }

    private void addSample(RecordedEvent event) {
        List<RecordedFrame> frames = frames(event);
        if (!frames.isEmpty()) {
            threads.add(thread(event), 1);
            methods.add(name(frames.get(0), false), 1);
            ownMethods.add(own(frames).orElse("(none)"), 1);
        }
    }

    private void addAllocation(RecordedEvent event) {
        List<RecordedFrame> frames = frames(event);
        if (!frames.isEmpty()) {
            String type = event.getClass("objectClass").getName();
            long weight = event.getLong("weight");
            allocatedClasses.add(type, weight);
            allocatingMethods.add(type + "  " + own(frames).orElse(name(frames.get(0), true)), weight);
        }
    }

    private static List<RecordedFrame> frames(RecordedEvent event) {
        return event.getStackTrace() == null ? List.of() : event.getStackTrace().getFrames();
    }

    private static boolean isA(RecordedEvent event, String type) {
        return event.getEventType().getName().equals(type);
    }

    private static String thread(RecordedEvent event) {
        return event.getThread("sampledThread").getJavaName();
    }

    private static Optional<String> own(List<RecordedFrame> frames) {
        return frames.stream()
                .filter(frame -> frame.getMethod().getType().getName().startsWith(OWN_CODE))
                .findFirst()
                .map(frame -> name(frame, true));
    }

    private static String name(RecordedFrame frame, boolean line) {
        String name =
                frame.getMethod().getType().getName() + "." + frame.getMethod().getName();
        return line ? name + ":" + frame.getLineNumber() : name;
    }
}
