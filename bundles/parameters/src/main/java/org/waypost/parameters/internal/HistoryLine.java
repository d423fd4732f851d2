package org.waypost.parameters.internal;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.waypost.parameters.HistoryEntry;
import org.waypost.parameters.HistoryEntry.Step;

/** An entry of the history as a line of JSON. */
final class HistoryLine {

    private HistoryLine() {}

    /** The line, with its end. */
    static String write(HistoryEntry entry) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("number", entry.number());
        line.put("time", entry.time().toString());
        line.put("author", entry.author());
        line.put("steps", entry.steps().stream().map(HistoryLine::map).toList());
        line.put("undid", entry.undid());
        try {
            return JSON.std.asString(line) + '\n';
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The entry; empty if the line is none, or only the beginning of one. */
    static Optional<HistoryEntry> read(String line) {
        try {
            Map<String, Object> map = JSON.std.mapFrom(line);
            List<Step> steps = new ArrayList<>();
            for (Object step : (List<?>) map.get("steps")) {
                steps.add(step((Map<?, ?>) step));
            }
            List<Long> undid = new ArrayList<>();
            for (Object number : (List<?>) map.get("undid")) {
                undid.add(((Number) number).longValue());
            }
            return Optional.of(new HistoryEntry(
                    ((Number) map.get("number")).longValue(),
                    Instant.parse(text(map, "time")),
                    text(map, "author"),
                    steps,
                    undid));
        } catch (IOException | ClassCastException | NullPointerException | DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static Map<String, Object> map(Step step) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("module", step.module());
        map.put("key", step.key());
        map.put("from", step.from());
        map.put("wasSet", step.wasSet());
        map.put("to", step.to());
        map.put("isSet", step.isSet());
        return map;
    }

    private static Step step(Map<?, ?> map) {
        return new Step(
                text(map, "module"),
                text(map, "key"),
                text(map, "from"),
                (Boolean) map.get("wasSet"),
                text(map, "to"),
                (Boolean) map.get("isSet"));
    }

    private static String text(Map<?, ?> map, String key) {
        return map.get(key).toString();
    }
}
