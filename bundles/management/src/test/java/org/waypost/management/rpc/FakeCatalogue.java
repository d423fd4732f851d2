package org.waypost.management.rpc;

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

/** A few parameters, kept in a map. */
final class FakeCatalogue implements ParameterCatalogue {

    private final Map<String, String> values = new HashMap<>();
    private final List<String> authors = new ArrayList<>();
    private final List<Parameter> parameters = List.of(
            parameter("waypost.http", "token", Type.SECRET, "", Integer.MAX_VALUE),
            parameter("waypost.registrar", "compat", Type.TEXT, "kamailio", Integer.MAX_VALUE),
            parameter("waypost.registrar", "default_expires", Type.INTEGER, "3600", Integer.MAX_VALUE),
            parameter("waypost.registrar", "min_expires", Type.INTEGER, "60", 1000),
            parameter("waypost.registrar", "realm_prefix", Type.TEXT, "", Integer.MAX_VALUE),
            parameter("waypost.transport", "server_signature", Type.BOOLEAN, "true", 1),
            parameter("waypost.transport", "tcp_max_connections", Type.INTEGER, "16384", 1_000_000),
            parameter("waypost.transport", "tcp_max_message", Type.INTEGER, "65535", 1_000_000),
            parameter("waypost.usrloc", "hash_size", Type.INTEGER, "10", 30));

    /** Who made changes, the last one last. */
    List<String> authors() {
        return authors;
    }

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
        for (Change change : changes) {
            String name = parameter(change.module(), change.key()).name();
            change.value().ifPresentOrElse(value -> values.put(name, value), () -> values.remove(name));
        }
        authors.add(author);
        return applied;
    }

    @Override
    public Applied check(List<Change> changes) {
        List<String> notices = new ArrayList<>();
        for (Change change : changes) {
            change.value().ifPresent(parameter(change.module(), change.key())::parse);
            if (change.value().filter("30"::equals).isPresent()) {
                notices.add("min_expires 60 raises default_expires 30");
            }
        }
        return new Applied(List.of(), notices);
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
        return values.containsKey(parameter.name());
    }

    @Override
    public String startValue(Parameter parameter) {
        return parameter.defaultValue();
    }

    private static Parameter parameter(String pid, String key, Type type, String value, long max) {
        return new Parameter(pid, key, type, value, 0, max, List.of(), "What " + key + " is for.");
    }
}
