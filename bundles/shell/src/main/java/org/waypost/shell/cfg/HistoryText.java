package org.waypost.shell.cfg;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.waypost.parameters.HistoryEntry;
import org.waypost.parameters.Parameter;
import org.waypost.parameters.ParameterCatalogue;
import org.waypost.shell.text.Output;
import org.waypost.shell.text.TextTable;
import org.waypost.shell.text.TextTable.Cell;
import org.waypost.shell.text.TextTable.Column;

/** What was changed, as operators see it. */
final class HistoryText {

    private static final int NARROW = 100;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("MM-dd HH:mm");

    private final ParameterCatalogue catalogue;

    HistoryText(ParameterCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** A row for each parameter; number, time and author stand in the first row of a change. */
    TextTable table(List<HistoryEntry> entries) {
        TextTable table = new TextTable(
                Column.of("NO"),
                Column.whole("TIME"),
                Column.of("AUTHOR"),
                Column.whole("PARAMETER"),
                Column.of("FROM"),
                Column.of("TO"));
        for (HistoryEntry entry : entries) {
            String author = entry.author() + (entry.undid().isEmpty() ? "" : ", undo of " + numbers(entry.undid()));
            boolean isFirst = true;
            for (HistoryEntry.Step step : entry.steps()) {
                table.row(
                        new Cell(isFirst ? Long.toString(entry.number()) : "", entry.number()),
                        isFirst ? time(entry.time()) : "",
                        isFirst ? author : "",
                        step.module() + "." + step.key(),
                        shown(step, step.from()),
                        shown(step, step.to()));
                isFirst = false;
            }
        }
        return table;
    }

    /** A change for JSON. */
    Map<String, Object> object(HistoryEntry entry) {
        List<Map<String, Object>> steps = new ArrayList<>();
        for (HistoryEntry.Step step : entry.steps()) {
            Optional<Parameter> parameter = find(step);
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("module", step.module());
            object.put("parameter", step.key());
            object.put("from", json(parameter, step.from()));
            object.put("from_default", !step.wasSet());
            object.put("to", json(parameter, step.to()));
            object.put("to_default", !step.isSet());
            steps.add(object);
        }
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("number", entry.number());
        object.put("time", entry.time());
        object.put("author", entry.author());
        object.put("undo_of", entry.undid());
        object.put("changes", steps);
        return object;
    }

    // A bundle may have gone since, and its parameters with it.
    private Optional<Parameter> find(HistoryEntry.Step step) {
        return catalogue.modules().contains(step.module())
                ? catalogue.parameters(step.module()).stream()
                        .filter(parameter -> parameter.key().equals(step.key()))
                        .findFirst()
                : Optional.empty();
    }

    private String shown(HistoryEntry.Step step, String value) {
        return find(step)
                .map(parameter -> ParameterText.quoted(parameter, value))
                .orElse(value);
    }

    // On a narrow terminal the values need the room of the date.
    private static Object time(Instant time) {
        ZonedDateTime local = time.atZone(ZoneId.systemDefault());
        if (Output.width() >= NARROW) {
            return time;
        }
        return (local.toLocalDate().equals(LocalDate.now()) ? TIME : DAY).format(local);
    }

    private static Object json(Optional<Parameter> parameter, String value) {
        return parameter.map(it -> ParameterText.json(it, value)).orElse(value);
    }

    private static String numbers(List<Long> numbers) {
        long first = numbers.stream().min(Long::compare).orElseThrow();
        long last = numbers.stream().max(Long::compare).orElseThrow();
        return first == last ? Long.toString(first) : first + " to " + last;
    }
}
