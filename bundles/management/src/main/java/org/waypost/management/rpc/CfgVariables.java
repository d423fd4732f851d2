package org.waypost.management.rpc;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.waypost.parameters.Parameter;
import org.waypost.parameters.ParameterCatalogue;

/**
 * The parameters of all bundles as variables of Kamailio's configuration framework: a group is a module, and those that Kamailio can
 * change at run time too have its names and come first. The group {@code tcp}, of Kamailio's core, is part of the module transport here.
 */
final class CfgVariables {

    /**
     * A variable.
     *
     * @param name Kamailio's
     */
    record Variable(String group, String name, Parameter parameter) {}

    private static final List<String> REGISTRAR = List.of(
            "realm_pref",
            "default_expires",
            "default_expires_range",
            "expires_range",
            "min_expires",
            "max_expires",
            "max_contacts",
            "retry_after",
            "case_sensitive",
            "default_q",
            "append_branches",
            "use_expired_contacts");

    private static final Map<String, String> RENAMED = Map.of("realm_pref", "realm_prefix");

    private static final String TCP = "tcp";
    private static final List<String> TCP_NAMES = List.of(
            "connect_timeout",
            "send_timeout",
            "connection_lifetime",
            "max_connections",
            "conn_wq_max",
            "wq_max",
            "accept_aliases");

    private final ParameterCatalogue catalogue;

    CfgVariables(ParameterCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** All variables, by group. */
    List<Variable> all() {
        List<Variable> all = new ArrayList<>();
        catalogue.modules().forEach(group -> all.addAll(group(group)));
        all.addAll(tcp());
        return all;
    }

    /** Those of a group; empty if there is none. */
    List<Variable> group(String group) {
        if (group.equals(TCP)) {
            return tcp();
        }
        if (!catalogue.modules().contains(group)) {
            return List.of();
        }
        List<Variable> variables = new ArrayList<>();
        for (Parameter parameter : catalogue.parameters(group)) {
            variables.add(new Variable(group, name(parameter), parameter));
        }
        variables.sort(Comparator.comparingInt(CfgVariables::rank).thenComparing(Variable::name));
        return variables;
    }

    /** The variable of that name, Kamailio's or that of the parameter. */
    Optional<Variable> find(String group, String name) {
        return group(group).stream()
                .filter(variable -> variable.name().equals(name)
                        || variable.parameter().key().equals(name))
                .findFirst();
    }

    /** The value in force as JSON has it: a number, or text; passwords are left out. Empty if it is a text that is not set. */
    Optional<Object> value(Variable variable) {
        Parameter parameter = variable.parameter();
        String value = catalogue.value(parameter);
        if (value.isEmpty() && !catalogue.isSet(parameter)) {
            return Optional.empty();
        }
        return Optional.of(typed(parameter, value));
    }

    /** A value of a parameter as JSON has it. */
    static Object typed(Parameter parameter, String value) {
        return switch (parameter.type()) {
            case INTEGER, LONG -> Long.parseLong(value);
            // Kamailio has no other truth values.
            case BOOLEAN -> Boolean.TRUE.equals(parameter.parse(value)) ? 1 : 0;
            case TEXT, SECRET -> parameter.shown(value);
        };
    }

    /** Name and value of each variable of a group. */
    Map<String, Object> values(String group) {
        Map<String, Object> values = new LinkedHashMap<>();
        group(group).forEach(variable -> values.put(variable.name(), value(variable)));
        return values;
    }

    private List<Variable> tcp() {
        List<Variable> variables = new ArrayList<>();
        for (Variable variable : group("transport")) {
            String name = variable.name().replaceFirst("^tcp_", "");
            if (!name.equals(variable.name()) && TCP_NAMES.contains(name)) {
                variables.add(new Variable(TCP, name, variable.parameter()));
            }
        }
        return variables;
    }

    private static int rank(Variable variable) {
        int rank = variable.group().equals("registrar") ? REGISTRAR.indexOf(variable.name()) : -1;
        return rank < 0 ? REGISTRAR.size() : rank;
    }

    private static String name(Parameter parameter) {
        return RENAMED.entrySet().stream()
                .filter(renamed -> parameter.module().equals("registrar")
                        && parameter.key().equals(renamed.getValue()))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(parameter.key());
    }
}
