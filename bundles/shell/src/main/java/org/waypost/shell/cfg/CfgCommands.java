package org.waypost.shell.cfg;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.waypost.parameters.HistoryEntry;
import org.waypost.parameters.ParameterCatalogue;
import org.waypost.shell.text.Json;
import org.waypost.shell.text.JsonArray;
import org.waypost.shell.text.Output;
import org.waypost.shell.text.Pages;
import org.waypost.shell.text.Paragraph;
import org.waypost.shell.text.TextTable;

/** The commands {@code cfg:…} that look: the parameters of the running server, and what was changed. */
@Component(
        service = CfgCommands.class,
        property = {
            "osgi.command.scope=cfg",
            "osgi.command.function=list",
            "osgi.command.function=get",
            "osgi.command.function=help",
            "osgi.command.function=diff",
            "osgi.command.function=history"
        })
public final class CfgCommands {

    private static final int USUAL_HISTORY = 20;

    private final ParameterCatalogue catalogue;
    private final ParameterText text;

    @Activate
    public CfgCommands(@Reference ParameterCatalogue catalogue) {
        this.catalogue = catalogue;
        this.text = new ParameterText(catalogue);
    }

    @Descriptor(
            "list all parameters, or those of some modules, with the value in force; * marks those that differ from the"
                    + " default: cfg:list registrar")
    public void list(
            @Descriptor("as a JSON array") @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json,
            @Descriptor("modules, such as registrar; without any, all") String... modules) {
        text.table(modules.length == 0 ? catalogue.modules() : List.of(modules)).print(json);
    }

    @Descriptor(
            "show the value of a parameter that is in force: cfg:get registrar default_expires; or of all of a module")
    public void get(
            @Descriptor("as a JSON object") @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json,
            @Descriptor("the module, such as registrar") String module,
            @Descriptor("the parameter; without one, all") String... key) {
        if (key.length == 0) {
            getAll(json, module);
            return;
        }
        var parameter = catalogue.parameter(module, Words.only(key));
        if (json) {
            Json.print(text.valued(parameter));
        } else {
            Output.stream().println(parameter.shown(catalogue.value(parameter)));
        }
    }

    @Descriptor(
            "explain the parameters of a module, or one of them with what it takes, its default and the value in force:"
                    + " cfg:help registrar default_expires")
    public void help(
            @Descriptor("as JSON") @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json,
            @Descriptor("the module, such as registrar") String module,
            @Descriptor("the parameter; without one, all") String... key) {
        if (key.length > 0) {
            var parameter = catalogue.parameter(module, Words.only(key));
            if (json) {
                Json.print(text.explained(parameter));
            } else {
                text.explain(parameter);
            }
        } else if (json) {
            try (JsonArray array = JsonArray.open()) {
                catalogue.parameters(module).forEach(parameter -> array.add(text.explained(parameter)));
            }
        } else {
            try (Pages pages = Pages.open()) {
                for (var parameter : catalogue.parameters(module)) {
                    pages.line(parameter.key());
                    Paragraph.labelled("    ", parameter.description()).forEach(pages::line);
                }
            }
        }
    }

    @Descriptor(
            "list the parameters that differ from their default or from what they were when the server had started; * marks"
                    + " the latter: cfg:diff --start")
    public void diff(
            @Descriptor("only those that were changed since the server had started")
                    @Parameter(names = "--start", presentValue = "true", absentValue = "false")
                    boolean start,
            @Descriptor("as a JSON array") @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json) {
        TextTable table = text.differences(!start);
        if (json || !table.isEmpty()) {
            table.print(json);
        } else {
            Output.stream()
                    .println("every parameter is "
                            + (start ? "as it was when the server had started" : "at its default"));
        }
    }

    @Descriptor("show the last changes, by whomever and in whatever way; 20 if not told how many: cfg:history 5")
    public void history(
            @Descriptor("as a JSON array, an object for each change")
                    @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json,
            @Descriptor("how many") String... count) {
        int wanted = Words.count("the number of changes", count, USUAL_HISTORY);
        List<HistoryEntry> all = catalogue.history();
        List<HistoryEntry> last = all.subList(Math.max(0, all.size() - wanted), all.size());
        HistoryText history = new HistoryText(catalogue);
        if (json) {
            try (JsonArray array = JsonArray.open()) {
                last.forEach(entry -> array.add(history.object(entry)));
            }
        } else if (last.isEmpty()) {
            Output.stream().println("nothing was changed yet");
        } else {
            history.table(last).print(false);
        }
    }

    private void getAll(boolean json, String module) {
        if (json) {
            Map<String, Object> values = new LinkedHashMap<>();
            for (var parameter : catalogue.parameters(module)) {
                values.put(parameter.key(), ParameterText.json(parameter, catalogue.value(parameter)));
            }
            Json.print(values);
            return;
        }
        try (Pages pages = Pages.open()) {
            for (var parameter : catalogue.parameters(module)) {
                pages.line(parameter.key() + " = " + parameter.shown(catalogue.value(parameter)));
            }
        }
    }
}
