package org.waypost.console;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.waypost.parameters.Applied;
import org.waypost.parameters.Change;
import org.waypost.parameters.HistoryEntry;
import org.waypost.parameters.Parameter;
import org.waypost.parameters.Parameter.Type;
import org.waypost.parameters.ParameterCatalogue;
import org.waypost.parameters.ParameterException;

/** Three parameters in a map: a number, a secret, and a URL with a password. */
final class FakeParameters implements ParameterCatalogue {

    final Map<String, String> values = new HashMap<>();
    final List<String> authors = new ArrayList<>();

    private final List<Parameter> parameters = List.of(
            new Parameter("waypost.http", "token", Type.SECRET, "", 0, 99, List.of(), "Who may ask"),
            new Parameter("waypost.registrar", "retry_after", Type.INTEGER, "0", 0, 100, List.of(), "Seconds"),
            new Parameter("waypost.usrloc.jdbc", "db_url", Type.TEXT, "", 0, 999, List.of(), "Where the database is"));

    @Override
    public List<String> modules() {
        return parameters.stream().map(Parameter::module).toList();
    }

    @Override
    public List<Parameter> parameters(String module) {
        return parameters.stream().filter(each -> each.module().equals(module)).toList();
    }

    @Override
    public Parameter parameter(String module, String key) {
        return parameters(module).stream()
                .filter(each -> each.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new ParameterException("module " + module + " has no parameter '" + key + "'"));
    }

    @Override
    public String value(Parameter parameter) {
        return values.getOrDefault(parameter.key(), parameter.defaultValue());
    }

    @Override
    public Applied apply(String author, List<Change> changes, Consumer<String> progress) {
        Applied applied = check(changes);
        authors.add(author);
        changes.forEach(change -> change.value()
                .ifPresentOrElse(value -> values.put(change.key(), value), () -> values.remove(change.key())));
        return applied;
    }

    @Override
    public Applied check(List<Change> changes) {
        List<Applied.Step> steps = new ArrayList<>();
        for (Change change : changes) {
            Parameter parameter = parameter(change.module(), change.key());
            change.value().ifPresent(parameter::parse);
            steps.add(
                    new Applied.Step(parameter, value(parameter), change.value().orElse(parameter.defaultValue())));
        }
        return new Applied(steps, List.of("mind the gap"));
    }

    @Override
    public List<HistoryEntry> history() {
        return List.of();
    }

    @Override
    public Applied undo(String author, int entries, Consumer<String> progress) {
        throw new ParameterException("there is nothing to undo");
    }

    @Override
    public boolean isSet(Parameter parameter) {
        return values.containsKey(parameter.key());
    }

    @Override
    public String startValue(Parameter parameter) {
        return parameter.defaultValue();
    }
}
