package org.waypost.shell;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.waypost.parameters.Applied;
import org.waypost.parameters.Change;
import org.waypost.parameters.HistoryEntry;
import org.waypost.parameters.Parameter;
import org.waypost.parameters.Parameter.Option;
import org.waypost.parameters.Parameter.Type;
import org.waypost.parameters.ParameterCatalogue;
import org.waypost.parameters.ParameterException;

/** A catalogue of a few parameters, kept in a map. */
public final class FakeCatalogue implements ParameterCatalogue {

    private final Map<String, String> values = new HashMap<>();
    private final List<HistoryEntry> history = new ArrayList<>();
    private final List<Parameter> parameters = List.of(
            of("waypost.registrar", "case_sensitive", "0", 0, 1, "Whether AoRs differ by case"),
            of("waypost.registrar", "default_expires", "3600", 0, Integer.MAX_VALUE, "Seconds a contact lasts"),
            new Parameter(
                    "waypost.registrar",
                    "realm_prefix",
                    Type.TEXT,
                    "",
                    0,
                    Integer.MAX_VALUE,
                    List.of(),
                    "A prefix of the domain that is cut off before the AoR is looked up, as many words as it takes to"
                            + " fill more than one line of a terminal that is eighty columns wide"),
            of("waypost.logging", "level", "INFO"),
            of("waypost.logging", "levels", ""),
            new Parameter(
                    "waypost.usrloc.jdbc",
                    "db_password",
                    Type.SECRET,
                    "",
                    0,
                    Integer.MAX_VALUE,
                    List.of(),
                    "Of the database"),
            of("waypost.usrloc.jdbc", "db_url", ""),
            new Parameter(
                    "waypost.usrloc",
                    "matching_mode",
                    Type.INTEGER,
                    "0",
                    0,
                    3,
                    List.of(new Option("0", "contact"), new Option("1", "contact and Call-ID")),
                    "What makes two contacts the same"));

    @Override
    public List<String> modules() {
        return parameters.stream().map(Parameter::module).distinct().sorted().toList();
    }

    @Override
    public List<Parameter> parameters(String module) {
        return parameters.stream()
                .filter(parameter -> parameter.module().equals(module))
                .toList();
    }

    @Override
    public Parameter parameter(String module, String key) {
        return parameters(module).stream()
                .filter(parameter -> parameter.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new ParameterException("module " + module + " has no parameter '" + key + "'"));
    }

    @Override
    public String value(Parameter parameter) {
        return values.getOrDefault(parameter.name(), parameter.defaultValue());
    }

    @Override
    public Applied apply(String author, List<Change> changes, Consumer<String> progress) {
        Applied applied = check(changes);
        List<HistoryEntry.Step> kept = new ArrayList<>();
        for (Change change : changes) {
            Parameter parameter = parameter(change.module(), change.key());
            if (change.key().equals("db_url")) {
                progress.accept("copying location to jdbc: 1 of 2 records (50 %)");
            }
            String before = value(parameter);
            boolean wasSet = isSet(parameter);
            change.value()
                    .ifPresentOrElse(
                            value -> values.put(
                                    parameter.name(), parameter.parse(value).toString()),
                            () -> values.remove(parameter.name()));
            kept.add(new HistoryEntry.Step(
                    change.module(),
                    change.key(),
                    parameter.shown(before),
                    wasSet,
                    parameter.shown(value(parameter)),
                    isSet(parameter)));
        }
        if (!applied.steps().isEmpty()) {
            history.add(new HistoryEntry(history.size() + 1, Instant.ofEpochSecond(1_800_000_000), author, kept));
        }
        return applied;
    }

    @Override
    public Applied check(List<Change> changes) {
        List<Applied.Step> steps = new ArrayList<>();
        List<String> notices = new ArrayList<>();
        for (Change change : changes) {
            Parameter parameter = parameter(change.module(), change.key());
            String after = change.value()
                    .map(value -> parameter.parse(value).toString())
                    .orElse(parameter.defaultValue());
            if (!after.equals(value(parameter))) {
                steps.add(new Applied.Step(parameter, value(parameter), after));
            }
            if (change.key().equals("default_expires") && after.equals("30")) {
                notices.add("min_expires 60 raises default_expires 30");
            }
        }
        return new Applied(steps, notices);
    }

    @Override
    public List<HistoryEntry> history() {
        return List.copyOf(history);
    }

    @Override
    public Applied undo(String author, int entries, Consumer<String> progress) {
        if (entries > history.size()) {
            throw new ParameterException("there are " + history.size() + " changes to undo");
        }
        List<Change> changes = new ArrayList<>();
        List<HistoryEntry> undone = history.subList(history.size() - entries, history.size());
        for (int i = undone.size() - 1; i >= 0; i--) {
            undone.get(i)
                    .steps()
                    .forEach(step -> changes.add(new Change(
                            step.module(), step.key(), step.wasSet() ? Optional.of(step.from()) : Optional.empty())));
        }
        return apply(author, changes, progress);
    }

    @Override
    public boolean isSet(Parameter parameter) {
        return values.containsKey(parameter.name());
    }

    @Override
    public String startValue(Parameter parameter) {
        return parameter.key().equals("case_sensitive") ? "1" : parameter.defaultValue();
    }

    private static Parameter of(String pid, String key, String value) {
        return new Parameter(pid, key, Type.TEXT, value, 0, Integer.MAX_VALUE, List.of(), "");
    }

    private static Parameter of(String pid, String key, String value, long min, long max, String description) {
        return new Parameter(pid, key, Type.INTEGER, value, min, max, List.of(), description);
    }
}
