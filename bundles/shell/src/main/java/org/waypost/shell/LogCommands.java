package org.waypost.shell;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.waypost.parameters.Change;
import org.waypost.parameters.ParameterCatalogue;
import org.waypost.shell.text.CommandException;
import org.waypost.shell.text.Json;
import org.waypost.shell.text.Operator;
import org.waypost.shell.text.Output;
import org.waypost.shell.text.TextTable;

/** The commands {@code log:…}: a shorter way to the parameters level and levels of the module logging. */
@Component(
        service = LogCommands.class,
        property = {"osgi.command.scope=log", "osgi.command.function=level"})
public final class LogCommands {

    private static final String MODULE = "logging";
    private static final String ROOT = "root";
    private static final String DEFAULT = "DEFAULT";
    public static final List<String> LEVELS = List.of("ERROR", "WARN", "INFO", "DEBUG", "TRACE", "OFF");

    private final ParameterCatalogue catalogue;

    @Activate
    public LogCommands(@Reference ParameterCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    @Descriptor("list the levels that are set: log:level")
    public void level(
            @Descriptor("as a JSON array") @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json) {
        TextTable table = new TextTable("LOGGER", "LEVEL");
        table.row(ROOT, value("level"));
        levels().forEach(table::row);
        table.print(json);
    }

    @Descriptor("show the level of a logger: log:level org.waypost.registrar")
    public void level(
            @Descriptor("as a JSON object") @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json,
            @Descriptor("package or class, such as org.waypost.registrar") String logger) {
        Map<String, String> levels = levels();
        String name = logger;
        while (!levels.containsKey(name) && name.contains(".")) {
            name = name.substring(0, name.lastIndexOf('.'));
        }
        String level = levels.getOrDefault(name, value("level"));
        if (json) {
            Json.print(Map.of("logger", logger, "level", level));
        } else {
            Output.stream().println(level);
        }
    }

    @Descriptor("set the level of a logger, now and for good: log:level org.waypost.registrar DEBUG")
    public void level(
            @Descriptor("package or class, such as org.waypost.registrar, or root") String logger,
            @Descriptor("ERROR, WARN, INFO, DEBUG, TRACE or OFF; default takes it back") String level) {
        String wanted = level.toUpperCase(Locale.ROOT);
        boolean isDefault = wanted.equals(DEFAULT);
        if (logger.equals(ROOT)) {
            change(isDefault ? Change.reset(MODULE, "level") : Change.set(MODULE, "level", wanted));
            return;
        }
        if (!logger.matches("[\\w.$-]+")) {
            throw new CommandException("'" + logger + "' is no logger; the name of a package or class is wanted");
        }
        if (!isDefault && !LEVELS.contains(wanted)) {
            throw new CommandException(
                    "level: '" + level + "' is refused; one of " + String.join(", ", LEVELS) + ", default is wanted");
        }
        Map<String, String> levels = levels();
        levels.remove(logger);
        if (!isDefault) {
            levels.put(logger, wanted);
        }
        String all = levels.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(","));
        change(all.isEmpty() ? Change.reset(MODULE, "levels") : Change.set(MODULE, "levels", all));
    }

    private void change(Change change) {
        catalogue
                .apply(Operator.name(), List.of(change), line -> {})
                .notices()
                .forEach(notice -> Output.stream().println("notice: " + notice));
    }

    private String value(String key) {
        return catalogue.value(catalogue.parameter(MODULE, key));
    }

    private Map<String, String> levels() {
        Map<String, String> levels = new TreeMap<>();
        for (String entry : value("levels").split(",")) {
            int equals = entry.indexOf('=');
            if (equals > 0) {
                levels.put(
                        entry.substring(0, equals).strip(),
                        entry.substring(equals + 1).strip());
            }
        }
        return levels;
    }
}
