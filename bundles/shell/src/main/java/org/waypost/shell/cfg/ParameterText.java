package org.waypost.shell.cfg;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.waypost.parameters.Parameter;
import org.waypost.parameters.ParameterCatalogue;
import org.waypost.parameters.ParameterException;
import org.waypost.shell.text.Output;
import org.waypost.shell.text.Paragraph;
import org.waypost.shell.text.TextTable;
import org.waypost.shell.text.TextTable.Cell;
import org.waypost.shell.text.TextTable.Column;

/** Parameters and their values as operators see them, in tables, in sentences and in JSON; without what is secret. */
final class ParameterText {

    private final ParameterCatalogue catalogue;

    ParameterText(ParameterCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** For a table: the text, or what JSON has of it. */
    static Cell cell(Parameter parameter, String value) {
        return new Cell(parameter.shown(value), json(parameter, value));
    }

    /** A number or boolean as such. */
    static Object json(Parameter parameter, String value) {
        switch (parameter.type()) {
            case INTEGER, LONG, BOOLEAN:
                try {
                    return parameter.parse(value);
                } catch (ParameterException e) {
                    return value;
                }
            default:
                return parameter.shown(value);
        }
    }

    /** For a sentence, where an empty one could not be seen. */
    static String quoted(Parameter parameter, String value) {
        return value.isEmpty() ? "\"\"" : parameter.shown(value);
    }

    /** All parameters of these modules. */
    TextTable table(List<String> modules) {
        TextTable table = new TextTable(
                modules.size() == 1 ? Column.hidden("module") : Column.whole("MODULE"),
                Column.whole("PARAMETER"),
                Column.mark("*", "changed"),
                Column.of("VALUE"),
                Column.of("DEFAULT"),
                Column.hidden("type"),
                Column.hidden("pid"));
        for (String module : modules) {
            for (Parameter parameter : catalogue.parameters(module)) {
                String value = catalogue.value(parameter);
                table.row(
                        module,
                        parameter.key(),
                        !value.equals(parameter.defaultValue()),
                        cell(parameter, value),
                        cell(parameter, parameter.defaultValue()),
                        type(parameter),
                        parameter.pid());
            }
        }
        return table;
    }

    /**
     * The parameters that differ from what they were when the server had started.
     *
     * @param orDefault and those that differ from their default
     */
    TextTable differences(boolean orDefault) {
        TextTable table = new TextTable(
                Column.whole("MODULE"),
                Column.whole("PARAMETER"),
                Column.mark("*", "changed_since_start"),
                Column.of("VALUE"),
                Column.of("AT START", "start"),
                Column.of("DEFAULT"));
        for (String module : catalogue.modules()) {
            for (Parameter parameter : catalogue.parameters(module)) {
                String value = catalogue.value(parameter);
                String first = catalogue.startValue(parameter);
                boolean isNew = !value.equals(first);
                if (isNew || orDefault && !value.equals(parameter.defaultValue())) {
                    table.row(
                            module,
                            parameter.key(),
                            isNew,
                            cell(parameter, value),
                            cell(parameter, first),
                            cell(parameter, parameter.defaultValue()));
                }
            }
        }
        return table;
    }

    /** All there is to know of a parameter. */
    void explain(Parameter parameter) {
        PrintStream out = Output.stream();
        out.println(parameter.name() + " (PID " + parameter.pid() + ")");
        Paragraph.print(out, "    ", parameter.description());
        Paragraph.labelled(out, "    takes     ", parameter.wanted());
        Paragraph.labelled(out, "    default   ", quoted(parameter, parameter.defaultValue()));
        Paragraph.labelled(out, "    in force  ", quoted(parameter, catalogue.value(parameter)));
    }

    /** The same for JSON. */
    Map<String, Object> explained(Parameter parameter) {
        Map<String, Object> object = valued(parameter);
        Map<String, Object> options = new LinkedHashMap<>();
        parameter.options().forEach(option -> options.put(option.value(), option.label()));
        object.put("type", type(parameter));
        object.put("takes", parameter.wanted());
        object.put("options", options);
        object.put("description", parameter.description());
        object.put("pid", parameter.pid());
        return object;
    }

    /** Its name and value for JSON. */
    Map<String, Object> valued(Parameter parameter) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("module", parameter.module());
        object.put("parameter", parameter.key());
        object.put("value", json(parameter, catalogue.value(parameter)));
        object.put("default", json(parameter, parameter.defaultValue()));
        return object;
    }

    private static String type(Parameter parameter) {
        return parameter.type().name().toLowerCase(Locale.ROOT);
    }
}
