package org.waypost.shell;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.waypost.parameters.Parameter;
import org.waypost.parameters.ParameterCatalogue;

/** The commands {@code cfg:…}: the parameters of the running server, read and changed. */
@Component(
        service = CfgCommands.class,
        property = {
            "osgi.command.scope=cfg",
            "osgi.command.function=list",
            "osgi.command.function=get",
            "osgi.command.function=set",
            "osgi.command.function=help"
        })
public final class CfgCommands {

    private final ParameterCatalogue catalogue;

    @Activate
    public CfgCommands(@Reference ParameterCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    @Descriptor("list all parameters with the value in force; * marks those that differ from the default")
    public void list() {
        TextTable table = new TextTable("MODULE", "PARAMETER", "", "VALUE", "DEFAULT");
        for (String module : catalogue.modules()) {
            for (Parameter parameter : catalogue.parameters(module)) {
                String[] cells = cells(parameter);
                table.row(module, cells[0], cells[1], cells[2], cells[3]);
            }
        }
        table.print(Output.stream());
    }

    @Descriptor("list the parameters of a module with the value in force; * marks those that differ from the default")
    public void list(@Descriptor("the module, such as registrar") String module) {
        TextTable table = new TextTable("PARAMETER", "", "VALUE", "DEFAULT");
        catalogue.parameters(module).forEach(parameter -> table.row(cells(parameter)));
        table.print(Output.stream());
    }

    @Descriptor("show the value of a parameter that is in force: cfg:get registrar default_expires")
    public void get(
            @Descriptor("the module, such as registrar") String module, @Descriptor("the parameter") String key) {
        Parameter parameter = catalogue.parameter(module, key);
        Output.stream().println(parameter.shown(catalogue.value(parameter)));
    }

    @Descriptor(
            "set a parameter, now and for good: cfg:set registrar default_expires 1800; shows how far it is if that takes a"
                    + " while, as a change of db_mode does, and sets nothing if it fails")
    public void set(
            @Descriptor("the module, such as registrar") String module,
            @Descriptor("the parameter") String key,
            @Descriptor("the new value; \"\" for an empty one") String value) {
        Parameter parameter = catalogue.parameter(module, key);
        String before = catalogue.value(parameter);
        PrintStream out = Output.stream();
        // Gogo makes a null of the word null.
        catalogue.set(module, Map.of(key, String.valueOf(value)), line -> {
            out.println(line);
            out.flush();
        });
        String after = catalogue.value(parameter);
        out.println(parameter.name() + " = " + parameter.shown(after) + " (was " + parameter.shown(before) + ")");
    }

    @Descriptor("explain the parameters of a module")
    public void help(@Descriptor("the module, such as registrar") String module) {
        PrintStream out = Output.stream();
        for (Parameter parameter : catalogue.parameters(module)) {
            out.println(parameter.key());
            Paragraph.print(out, "    ", parameter.description());
        }
    }

    @Descriptor("explain a parameter: type, range, default and the value in force")
    public void help(
            @Descriptor("the module, such as registrar") String module, @Descriptor("the parameter") String key) {
        Parameter parameter = catalogue.parameter(module, key);
        PrintStream out = Output.stream();
        out.println(parameter.name() + " (PID " + parameter.pid() + ")");
        Paragraph.print(out, "    ", parameter.description());
        Paragraph.labelled(out, "    takes     ", parameter.wanted());
        Paragraph.labelled(out, "    default   ", quoted(parameter.defaultValue()));
        Paragraph.labelled(out, "    in force  ", quoted(parameter.shown(catalogue.value(parameter))));
    }

    private String[] cells(Parameter parameter) {
        String value = catalogue.value(parameter);
        boolean changed = !value.equals(parameter.defaultValue());
        List<String> shown = List.of(parameter.shown(value), parameter.shown(parameter.defaultValue()));
        return new String[] {parameter.key(), changed ? "*" : "", shown.get(0), shown.get(1)};
    }

    private static String quoted(String value) {
        return value.isEmpty() ? "\"\"" : value;
    }
}
