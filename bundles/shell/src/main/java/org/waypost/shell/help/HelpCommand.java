package org.waypost.shell.help;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.waypost.shell.text.CommandException;
import org.waypost.shell.text.JsonArray;
import org.waypost.shell.text.Operator;
import org.waypost.shell.text.Output;
import org.waypost.shell.text.Pages;
import org.waypost.shell.text.Paragraph;
import org.waypost.shell.text.TextTable;
import org.waypost.shell.text.TextTable.Column;

/** The command {@code help}: Waypost's commands as their annotations describe them. Goes before Gogo's command of the same name. */
@Component(
        service = HelpCommand.class,
        property = {"osgi.command.scope=gogo", "osgi.command.function=help", "service.ranking:Integer=1"})
public final class HelpCommand {

    // Session variable of Gogo.
    private static final String COMMANDS = ".commands";
    private static final String INDENT = "    ";

    private final Commands commands;

    @Activate
    public HelpCommand(BundleContext context) {
        commands = new Commands(context);
    }

    @Descriptor("list the commands, or those of a scope; or explain one: help cfg:set")
    public void help(
            @Descriptor("Gogo's own commands, too")
                    @Parameter(
                            names = {"-a", "--all"},
                            presentValue = "true",
                            absentValue = "false")
                    boolean all,
            @Descriptor("as a JSON array") @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json,
            @Descriptor("a command, such as cfg:set, or a scope, such as cfg") String... several) {
        String[] names = Arrays.stream(several).distinct().toArray(String[]::new);
        List<Command> found = new ArrayList<>();
        for (Command command : commands.all().values()) {
            if (names.length == 0 || Set.of(names).contains(command.scope()) || isNamed(command, names)) {
                found.add(command);
            }
        }
        if (found.isEmpty()) {
            throw unknown(names);
        }
        if (json) {
            try (JsonArray array = JsonArray.open()) {
                found.forEach(command -> array.add(object(command)));
            }
        } else if (found.stream().anyMatch(command -> isNamed(command, names))) {
            try (Pages pages = Pages.open()) {
                found.forEach(command -> command.methods().forEach(method -> explain(command, method, pages)));
            }
        } else {
            list(found, all);
        }
    }

    // Also as Kamailio has it, with a dot.
    private static boolean isNamed(Command command, String... names) {
        Set<String> all = Set.of(names);
        return all.contains(command.name())
                || all.contains(command.function())
                || all.contains(command.scope() + "." + command.function());
    }

    private static void list(List<Command> found, boolean all) {
        TextTable table = new TextTable(Column.whole("COMMAND"), Column.of("WHAT IT DOES"));
        for (Command command : found) {
            table.row(
                    command.name(),
                    Example.of(Command.description(command.methods().get(0)), command)
                            .text()
                            .split("; ", 2)[0]);
        }
        table.print(false);
        if (all) {
            Paragraph.print(Output.stream(), "", "of Gogo: " + String.join(" ", gogo()));
        }
        Output.stream()
                .println("help COMMAND explains one, with an example" + (all ? "" : "; help --all adds those of Gogo"));
    }

    private static void explain(Command command, Method method, Pages pages) {
        Example example = Example.of(Command.description(method), command);
        pages.line(usage(command, method));
        Paragraph.labelled(INDENT, example.text()).forEach(pages::line);
        Map<String, String> words = new LinkedHashMap<>();
        Command.arguments(method).forEach(word -> words.put(word.name().toUpperCase(Locale.ROOT), word.description()));
        Command.options(method)
                .forEach(option -> words.put(
                        String.join(", ", option.names()) + (option.takesValue() ? " ..." : ""), option.description()));
        int width = words.keySet().stream().mapToInt(String::length).max().orElse(0);
        words.forEach((word, text) -> Paragraph.labelled(INDENT + word + " ".repeat(width - word.length() + 2), text)
                .forEach(pages::line));
        if (!example.line().isEmpty()) {
            pages.line(INDENT + "example: " + example.line());
        }
    }

    private static String usage(Command command, Method method) {
        String options = Command.options(method).stream()
                .map(option -> " [" + option.names().get(option.names().size() - 1)
                        + (option.takesValue() ? " ..." : "") + "]")
                .collect(Collectors.joining());
        String arguments = Command.arguments(method).stream()
                .map(word -> " "
                        + (word.repeats()
                                ? "[" + word.name().toUpperCase(Locale.ROOT) + "...]"
                                : word.name().toUpperCase(Locale.ROOT)))
                .collect(Collectors.joining());
        return command.name() + options + arguments;
    }

    private static Map<String, Object> object(Command command) {
        List<Map<String, Object>> forms = new ArrayList<>();
        for (Method method : command.methods()) {
            Example example = Example.of(Command.description(method), command);
            Map<String, Object> form = new LinkedHashMap<>();
            form.put("usage", usage(command, method));
            form.put("description", example.text());
            form.put("example", example.line());
            forms.add(form);
        }
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("command", command.name());
        object.put("forms", forms);
        return object;
    }

    private static CommandException unknown(String... names) {
        for (String name : names) {
            if (gogo().contains(name.replaceFirst("^gogo:", ""))) {
                return new CommandException(
                        "'" + name + "' is a command of Gogo; '" + name + " --help' may explain it");
            }
        }
        return new CommandException(
                "there is no command '" + String.join(" ", names) + "'; 'help' lists those there are");
    }

    private static Set<String> gogo() {
        Set<String> names = new TreeSet<>();
        Object all = Operator.session().map(session -> session.get(COMMANDS)).orElse(Set.of());
        if (all instanceof Iterable<?> commands) {
            for (Object command : commands) {
                if (command.toString().startsWith("gogo:")
                        && !command.toString().contains("__")) {
                    names.add(command.toString().substring("gogo:".length()));
                }
            }
        }
        return names;
    }
}
