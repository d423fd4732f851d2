package org.waypost.shell;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.waypost.parameters.Parameter;
import org.waypost.parameters.Parameter.Option;
import org.waypost.parameters.Parameter.Type;
import org.waypost.parameters.ParameterCatalogue;
import org.waypost.parameters.ParameterException;

/** A catalogue of a few parameters, kept in a map. */
final class FakeCatalogue implements ParameterCatalogue {

    private final Map<String, String> values = new HashMap<>();
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
    public void set(String module, Map<String, String> wanted, Consumer<String> progress) {
        wanted.forEach((key, value) -> {
            Parameter parameter = parameter(module, key);
            if (key.equals("db_url")) {
                progress.accept("copying location to jdbc: 1 of 2 records (50 %)");
            }
            values.put(parameter.name(), parameter.parse(value).toString());
        });
    }

    private static Parameter of(String pid, String key, String value) {
        return new Parameter(pid, key, Type.TEXT, value, 0, Integer.MAX_VALUE, List.of(), "");
    }

    private static Parameter of(String pid, String key, String value, long min, long max, String description) {
        return new Parameter(pid, key, Type.INTEGER, value, min, max, List.of(), description);
    }
}
