package org.waypost.parameters.text;

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

/** A catalogue of a few parameters, some of which are set. */
final class FixedCatalogue implements ParameterCatalogue {

    private final Map<String, String> set = new HashMap<>();
    private final List<Parameter> parameters = List.of(
            of("waypost.proxy", "enable_full_lr", Type.INTEGER, "0"),
            of("waypost.registrar", "default_q", Type.INTEGER, "-1"),
            of("waypost.registrar", "max_contacts", Type.INTEGER, "0"),
            of("waypost.registrar", "received_param", Type.TEXT, "received"),
            of("waypost.registrar.path", "use_path", Type.INTEGER, "0"),
            of("waypost.transport", "server_signature", Type.BOOLEAN, "true"),
            of("waypost.usrloc", "use_domain", Type.INTEGER, "0"),
            of("waypost.usrloc", "xavp_contact", Type.TEXT, ""),
            of("waypost.usrloc.jdbc", "db_password", Type.SECRET, ""),
            of("waypost.usrloc.jdbc", "db_url", Type.TEXT, ""));

    FixedCatalogue(Change... changes) {
        for (Change change : changes) {
            Parameter parameter = parameter(change.module(), change.key());
            set.put(
                    parameter.name(),
                    parameter.parse(change.value().orElseThrow()).toString());
        }
    }

    private static Parameter of(String pid, String key, Type type, String value) {
        boolean isNumber = type == Type.INTEGER;
        return new Parameter(pid, key, type, value, isNumber ? -1 : 0, isNumber ? 1000 : 255, List.of(), "");
    }

    @Override
    public List<String> modules() {
        return parameters.stream().map(Parameter::module).distinct().toList();
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
        return set.getOrDefault(parameter.name(), parameter.defaultValue());
    }

    @Override
    public boolean isSet(Parameter parameter) {
        return set.containsKey(parameter.name());
    }

    @Override
    public String startValue(Parameter parameter) {
        return value(parameter);
    }

    @Override
    public Applied apply(String author, List<Change> changes, Consumer<String> progress) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Applied check(List<Change> changes) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<HistoryEntry> history() {
        return List.of();
    }

    @Override
    public Applied undo(String author, int entries, Consumer<String> progress) {
        throw new UnsupportedOperationException();
    }
}
