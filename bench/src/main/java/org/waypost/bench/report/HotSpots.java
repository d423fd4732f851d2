package org.waypost.bench.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;

/** What a flight recording says about where the time of a server goes and what it allocates. */
public final class HotSpots {

    private static final String OWN_CODE = "org.waypost.";

    /** Weights by what they are counted under. */
    private static final class Count {
        private final Map<String, Long> weights = new HashMap<>();
        private long total;

        void add(String name, long weight) {
            weights.merge(name, weight, Long::sum);
            total += weight;
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
        try (RecordingFile file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) {
                spots.add(file.readEvent());
            }
        }
        return spots;
    }

    /** Tables of {@code top} rows each. */
    public String text(int top) {
        double each = 1.0 / requests;
        return threads.text("samples by thread", top, 1, "samples")
                + methods.text("samples by the method on top (native ones that wait count too)", top, 1, "samples")
                + ownMethods.text("samples by the topmost method of Waypost", top, 1, "samples")
                + allocatedClasses.text("allocation by class", top, each, "B/request")
                + allocatingMethods.text(
                        "allocation by class and the topmost method of Waypost", top, each, "B/request");
    }

    private void add(RecordedEvent event) {
        RecordedStackTrace stack = event.getStackTrace();
        if (stack == null || stack.getFrames().isEmpty()) {
            return;
        }
        List<RecordedFrame> frames = stack.getFrames();
        switch (event.getEventType().getName()) {
            case "jdk.ExecutionSample", "jdk.NativeMethodSample" -> {
                threads.add(event.getThread("sampledThread").getJavaName(), 1);
                methods.add(name(frames.get(0), false), 1);
                ownMethods.add(own(frames).orElse("(none)"), 1);
            }
            case "jdk.ObjectAllocationSample" -> {
                String type = event.getClass("objectClass").getName();
                allocatedClasses.add(type, event.getLong("weight"));
                allocatingMethods.add(
                        type + "  " + own(frames).orElse(name(frames.get(0), true)), event.getLong("weight"));
            }
            default -> {
                // Of no interest here.
            }
        }
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
