package org.waypost.parameters;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Some parameters and their values in a map, for the tests of those who use a catalogue. */
public class MapCatalogue implements ParameterCatalogue {

    private final List<Parameter> parameters;
    private final Map<String, String> values = new HashMap<>();
    private final List<String> authors = new ArrayList<>();

    public MapCatalogue(Parameter... parameters) {
        this.parameters = List.of(parameters);
    }

    /** Who made changes, the last one last. */
    public final List<String> authors() {
        return authors;
    }

    @Override
    public final List<String> modules() {
        return parameters.stream().map(Parameter::module).distinct().sorted().toList();
    }

    @Override
    public final List<Parameter> parameters(String module) {
        return parameters.stream()
                .filter(parameter -> parameter.module().equals(module))
                .toList();
    }

    @Override
    public final Parameter parameter(String module, String key) {
        return parameters(module).stream()
                .filter(parameter -> parameter.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new ParameterException("module " + module + " has no parameter '" + key + "'"));
    }

    @Override
    public final String value(Parameter parameter) {
        return values.getOrDefault(parameter.name(), parameter.defaultValue());
    }

    @Override
    public final boolean isSet(Parameter parameter) {
        return values.containsKey(parameter.name());
    }

    @Override
    public String startValue(Parameter parameter) {
        return parameter.defaultValue();
    }

    @Override
    public Applied apply(String author, List<Change> changes, Consumer<String> progress) {
        Applied applied = check(changes);
        authors.add(author);
        for (Change change : changes) {
            Parameter parameter = parameter(change.module(), change.key());
            change.value()
                    .ifPresentOrElse(
                            value -> values.put(
                                    parameter.name(), parameter.parse(value).toString()),
                            () -> values.remove(parameter.name()));
        }
        return applied;
    }

    /** Says what would have another value; the one notice there is comes with a default_expires of 30. */
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
        return List.of();
    }

    @Override
    public Applied undo(String author, int entries, Consumer<String> progress) {
        throw new ParameterException("there is nothing to undo");
    }
}
