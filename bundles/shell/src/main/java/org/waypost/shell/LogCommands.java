package org.waypost.shell;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.waypost.parameters.ParameterCatalogue;

/** The commands {@code log:…}: a shorter way to the parameters level and levels of the module logging. */
@Component(
        service = LogCommands.class,
        property = {"osgi.command.scope=log", "osgi.command.function=level"})
public final class LogCommands {

    private static final String MODULE = "logging";
    private static final String ROOT = "root";
    private static final String DEFAULT = "DEFAULT";
    static final List<String> LEVELS = List.of("ERROR", "WARN", "INFO", "DEBUG", "TRACE", "OFF");

    private final ParameterCatalogue catalogue;

    @Activate
    public LogCommands(@Reference ParameterCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    @Descriptor("list the levels that are set")
    public void level() {
        TextTable table = new TextTable("LOGGER", "LEVEL");
        table.row(ROOT, value("level"));
        levels().forEach(table::row);
        table.print(Output.stream());
    }

    @Descriptor("show the level of a logger")
    public void level(@Descriptor("package or class, such as org.waypost.registrar") String logger) {
        Map<String, String> levels = levels();
        String name = logger;
        while (!levels.containsKey(name) && name.contains(".")) {
            name = name.substring(0, name.lastIndexOf('.'));
        }
        Output.stream().println(levels.getOrDefault(name, value("level")));
    }

    @Descriptor("set the level of a logger, now and for good: log:level org.waypost.registrar DEBUG")
    public void level(
            @Descriptor("package or class, such as org.waypost.registrar, or root") String logger,
            @Descriptor("ERROR, WARN, INFO, DEBUG, TRACE or OFF; default takes it back") String level) {
        String wanted = level.toUpperCase(Locale.ROOT);
        boolean isDefault = wanted.equals(DEFAULT);
        if (logger.equals(ROOT)) {
            catalogue.set(
                    MODULE,
                    "level",
                    isDefault ? catalogue.parameter(MODULE, "level").defaultValue() : wanted);
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
        catalogue.set(
                MODULE,
                "levels",
                levels.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .collect(Collectors.joining(",")));
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
