package org.waypost.management.rpc;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.waypost.management.rpc.CfgVariables.Variable;
import org.waypost.parameters.Applied;
import org.waypost.parameters.Change;
import org.waypost.parameters.Parameter;
import org.waypost.parameters.ParameterCatalogue;
import org.waypost.parameters.ParameterException;

/**
 * The methods {@code cfg.…}: parameters under the names, with the results and the errors of Kamailio's module cfg_rpc. What is wrong
 * with a value stands in the member data of the error. State: the changes that wait for {@code cfg.commit}.
 */
@Component(service = RpcMethods.class)
public final class CfgMethods implements RpcMethods {

    private static final String NOT_SET = "Failed to set the variable";
    private static final String NO_INSTANCE = "Wrong group syntax. Use \"group[id]\"";
    private static final List<String> GROUP = List.of("group");
    private static final List<String> VARIABLE = List.of("group", "name");
    private static final List<String> VALUE = List.of("group", "name", "value");

    private final ParameterCatalogue catalogue;
    private final CfgVariables variables;

    // By variable, so that it cannot grow beyond the parameters there are.
    private final Map<Variable, Change> delayed = new LinkedHashMap<>();

    @Activate
    public CfgMethods(@Reference ParameterCatalogue catalogue) {
        this.catalogue = catalogue;
        this.variables = new CfgVariables(catalogue);
    }

    /** What a value must look like. */
    private enum Kind {
        ANY,
        NUMBER,
        TEXT
    }

    @Override
    public List<RpcMethod> methods() {
        return List.of(
                new RpcMethod("cfg.list", GROUP, "The parameters, or those of a group.", (a, author) -> list(a)),
                new RpcMethod("cfg.get", VARIABLE, "A parameter's value, or all of a group.", (a, author) -> get(a)),
                new RpcMethod("cfg.help", VARIABLE, "What a parameter is for.", (a, author) -> help(a)),
                setter("cfg.set", Kind.ANY),
                setter("cfg.seti", Kind.NUMBER),
                setter("cfg.sets", Kind.TEXT),
                setter("cfg.set_now_int", Kind.NUMBER),
                setter("cfg.set_now_string", Kind.TEXT),
                delayer("cfg.set_delayed", Kind.ANY),
                delayer("cfg.set_delayed_int", Kind.NUMBER),
                delayer("cfg.set_delayed_string", Kind.TEXT),
                new RpcMethod("cfg.diff", List.of(), "The changes that wait for cfg.commit.", (a, author) -> diff()),
                new RpcMethod("cfg.commit", List.of(), "Makes the changes that wait.", (a, author) -> commit(author)),
                new RpcMethod("cfg.rollback", List.of(), "Forgets the changes that wait.", (a, author) -> rollback()),
                new RpcMethod(
                        "cfg.reset",
                        VARIABLE,
                        "Takes a parameter, or all of a group, back to its default.",
                        this::reset),
                new RpcMethod(
                        "cfg.del", VARIABLE, "As in Kamailio; groups have no instances here.", (a, author) -> del(a)),
                new RpcMethod(
                        "cfg.del_delayed",
                        VARIABLE,
                        "As in Kamailio; groups have no instances here.",
                        (a, author) -> del(a)));
    }

    private RpcMethod setter(String name, Kind kind) {
        return new RpcMethod(
                name,
                VALUE,
                "Sets a parameter, now and for good.",
                (arguments, author) -> set(arguments, kind, author));
    }

    private RpcMethod delayer(String name, Kind kind) {
        return new RpcMethod(
                name,
                VALUE,
                "Sets a parameter when cfg.commit is called.",
                (arguments, author) -> delay(arguments, kind));
    }

    private List<String> list(Arguments arguments) {
        return arguments.text(0).map(variables::group).orElseGet(variables::all).stream()
                .map(variable -> variable.group() + ": " + variable.name())
                .toList();
    }

    private Object get(Arguments arguments) {
        String group = arguments.text(0, RpcFault.of(500, "Failed to get the parameters"));
        Optional<String> name = arguments.text(1).filter(text -> !text.isEmpty());
        if (name.isEmpty() && arguments.values().size() > 1 && arguments.text(1).isEmpty()) {
            throw RpcFault.of(500, "Failed to get the parameters");
        }
        if (name.isEmpty()) {
            return variables.values(group);
        }
        return variables.value(variables
                .find(group, name.get())
                .orElseThrow(() -> RpcFault.of(400, "Failed to get the variable", unknown(group, name.get()))));
    }

    private Object help(Arguments arguments) {
        RpcFault few = RpcFault.of(500, "Failed to get the parameters");
        String group = arguments.text(0, few);
        String name = arguments.text(1, few);
        Parameter parameter = variables
                .find(group, name)
                .map(Variable::parameter)
                .orElseThrow(() -> RpcFault.of(400, "Failed to get the variable description", unknown(group, name)));
        boolean isNumber = CfgVariables.typed(parameter, parameter.defaultValue()) instanceof Number;
        String byDefault = parameter.shown(parameter.defaultValue());
        return "%s; %s, default %s (parameter type is %s)"
                .formatted(
                        parameter.description().replaceFirst("\\.$", ""),
                        parameter.wanted(),
                        byDefault.isEmpty() ? "\"\"" : byDefault,
                        isNumber ? "integer" : "string");
    }

    private Object set(Arguments arguments, Kind kind, String author) {
        Variable variable = variable(arguments);
        return apply(author, List.of(change(variable, value(arguments, variable, kind))));
    }

    private synchronized Object delay(Arguments arguments, Kind kind) {
        Variable variable = variable(arguments);
        Change change = change(variable, value(arguments, variable, kind));
        try {
            variable.parameter().parse(change.value().orElse(""));
        } catch (ParameterException e) {
            throw RpcFault.of(400, NOT_SET, e.getMessage());
        }
        delayed.put(variable, change);
        return Map.of();
    }

    // Kamailio shows the last one only of several; here they are a list.
    private synchronized Object diff() {
        List<Map<String, Object>> changes = delayed.entrySet().stream()
                .map(entry -> difference(entry.getKey(), entry.getValue()))
                .toList();
        return switch (changes.size()) {
            case 0 -> Map.of();
            case 1 -> changes.get(0);
            default -> changes;
        };
    }

    private Map<String, Object> difference(Variable variable, Change change) {
        Map<String, Object> difference = new LinkedHashMap<>();
        difference.put("group name", variable.group());
        difference.put("variable name", variable.name());
        difference.put("old value", variables.value(variable));
        difference.put(
                "new value",
                CfgVariables.typed(variable.parameter(), change.value().orElse("")));
        return difference;
    }

    private synchronized Object commit(String author) {
        Object result = apply(author, List.copyOf(delayed.values()));
        delayed.clear();
        return result;
    }

    private synchronized Object rollback() {
        delayed.clear();
        return Map.of();
    }

    private Object reset(Arguments arguments, String author) {
        String group = arguments.text(0, RpcFault.of(500, "Failed to get the parameters"));
        Optional<String> name = arguments.text(1);
        List<Variable> which = name.map(
                        text -> variables.find(group, text).map(List::of).orElse(List.of()))
                .orElseGet(() -> variables.group(group));
        if (which.isEmpty()) {
            throw RpcFault.of(400, "Failed to reset the group", unknown(group, name.orElse("")));
        }
        return apply(
                author,
                which.stream()
                        .filter(variable -> catalogue.isSet(variable.parameter()))
                        .map(variable -> Change.reset(
                                variable.parameter().module(),
                                variable.parameter().key()))
                        .toList());
    }

    private static Object del(Arguments arguments) {
        boolean isInstance =
                arguments.text(0).filter(group -> group.endsWith("]")).isPresent();
        throw isInstance ? RpcFault.of(400, "Failed to delete the value") : RpcFault.of(400, NO_INSTANCE);
    }

    private Object apply(String author, List<Change> changes) {
        if (changes.isEmpty()) {
            return Map.of();
        }
        try {
            Applied applied = catalogue.apply(author, changes, line -> {});
            return applied.notices().isEmpty() ? Map.of() : Map.of("notices", applied.notices());
        } catch (ParameterException e) {
            throw RpcFault.of(400, NOT_SET, e.getMessage());
        }
    }

    private Variable variable(Arguments arguments) {
        RpcFault few = RpcFault.of(400, NOT_SET, "group, name and value are wanted");
        String group = arguments.text(0, few);
        String name = arguments.text(1, few);
        return variables.find(group, name).orElseThrow(() -> RpcFault.of(400, NOT_SET, unknown(group, name)));
    }

    private static Change change(Variable variable, String value) {
        return Change.set(variable.parameter().module(), variable.parameter().key(), value);
    }

    private static String value(Arguments arguments, Variable variable, Kind kind) {
        String value = arguments.text(2, RpcFault.of(400, NOT_SET, "group, name and value are wanted"));
        if (kind == Kind.NUMBER && !value.strip().matches("[+-]?\\d+")) {
            Parameter parameter = variable.parameter();
            boolean isNumber = CfgVariables.typed(parameter, parameter.defaultValue()) instanceof Number;
            throw RpcFault.of(
                    400,
                    NOT_SET,
                    parameter
                            .refused(value, isNumber ? parameter.wanted() : "an integer")
                            .getMessage());
        }
        return value;
    }

    private String unknown(String group, String name) {
        try {
            return name.isEmpty()
                    ? catalogue.parameters(group).toString()
                    : catalogue.parameter(group, name).name();
        } catch (ParameterException e) {
            return e.getMessage();
        }
    }
}
