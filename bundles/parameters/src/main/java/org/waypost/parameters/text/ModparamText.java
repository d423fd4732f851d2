package org.waypost.parameters.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.waypost.parameters.Change;
import org.waypost.parameters.Parameter;
import org.waypost.parameters.Parameter.Type;
import org.waypost.parameters.ParameterCatalogue;
import org.waypost.parameters.ParameterException;
import org.waypost.parameters.text.Imported.Skipped;

/** Parameters as the {@code modparam(…)} lines of a Kamailio configuration. */
public final class ModparamText {

    private static final Pattern PLAIN = Pattern.compile("[\\w-]+(\\|[\\w-]+)*");

    // Modules of Kamailio whose parameters another module has here.
    private static final Map<String, String> ELSEWHERE = Map.of("rr", "proxy", "tm", "proxy");

    private ModparamText() {}

    /**
     * The parameters with the values in force, a line each. Of those that hold a password, only a comment.
     *
     * @param all also those that have their default because nothing else was set
     */
    public static String write(ParameterCatalogue catalogue, boolean all) {
        StringBuilder text = new StringBuilder();
        for (Parameter parameter : Exported.parameters(catalogue, all)) {
            String value = catalogue.value(parameter);
            boolean isShown = parameter.shown(value).equals(value);
            text.append(isShown ? line(parameter, value) : "# " + call(parameter, Exported.LEFT_OUT))
                    .append('\n');
        }
        return text.toString();
    }

    /** The line that gives a parameter that value. */
    public static String line(Parameter parameter, String value) {
        return call(
                parameter,
                switch (parameter.type()) {
                    case INTEGER, LONG -> value;
                    case BOOLEAN -> Boolean.TRUE.equals(parameter.parse(value)) ? "1" : "0";
                    default -> quoted(value);
                });
    }

    private static String call(Parameter parameter, String value) {
        return "modparam(\"" + parameter.module() + "\", \"" + parameter.key() + "\", " + value + ")";
    }

    private static String quoted(String value) {
        String escaped = value.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\n", "\\n")
                .replace("\r", "\\r")
                .replace("\t", "\\t");
        return '"' + escaped + '"';
    }

    /**
     * What the lines {@code modparam(…)} of a Kamailio configuration set; of the rest only that is said which may hold further ones. Parts
     * that {@code #!ifdef} leaves out do not count.
     */
    public static Imported read(String text, ParameterCatalogue catalogue) {
        List<Change> changes = new ArrayList<>();
        List<Skipped> skipped = new ArrayList<>();
        for (Modparam line : ModparamReader.read(text)) {
            if (line.isUnderstood()) {
                for (String module : modules(line, catalogue, skipped)) {
                    try {
                        add(catalogue.parameter(module, line.key()), line, changes, skipped);
                    } catch (ParameterException e) {
                        skipped.add(skipped(line, e.getMessage()));
                    }
                }
            } else {
                skipped.add(skipped(line, line.trouble()));
            }
        }
        return new Imported(changes, skipped);
    }

    private static void add(Parameter parameter, Modparam line, List<Change> changes, List<Skipped> skipped) {
        String value = line.value();
        if (parameter.type() == Type.INTEGER || parameter.type() == Type.LONG || parameter.type() == Type.BOOLEAN) {
            value = value.strip();
        }
        try {
            parameter.parse(value);
            changes.add(Change.set(parameter.module(), parameter.key(), value));
        } catch (ParameterException e) {
            skipped.add(new Skipped(line.line(), Exported.masked(line.text()), e.getMessage(), true));
        }
    }

    // Kamailio takes the name of the module as a regular expression for the whole name, in any case.
    private static List<String> modules(Modparam line, ParameterCatalogue catalogue, List<Skipped> skipped) {
        List<String> there = catalogue.modules();
        List<String> found = new ArrayList<>();
        if (PLAIN.matcher(line.module()).matches()) {
            for (String name : line.module().split("\\|")) {
                there.stream()
                        .filter(name::equalsIgnoreCase)
                        .findFirst()
                        .or(() -> elsewhere(name, line.key(), catalogue))
                        .ifPresentOrElse(
                                found::add, () -> skipped.add(skipped(line, "there is no module '" + name + "' here")));
            }
            return found;
        }
        try {
            Pattern pattern = Pattern.compile(line.module(), Pattern.CASE_INSENSITIVE);
            there.stream().filter(module -> pattern.matcher(module).matches()).forEach(found::add);
            if (found.isEmpty()) {
                skipped.add(skipped(line, "no module here matches '" + line.module() + "'"));
            }
        } catch (PatternSyntaxException e) {
            skipped.add(skipped(line, "'" + line.module() + "' is no pattern for modules"));
        }
        return found;
    }

    private static Optional<String> elsewhere(String name, String key, ParameterCatalogue catalogue) {
        return Optional.ofNullable(ELSEWHERE.get(name))
                .filter(module -> catalogue.modules().contains(module)
                        && catalogue.parameters(module).stream()
                                .anyMatch(parameter -> parameter.key().equals(key)));
    }

    private static Skipped skipped(Modparam line, String why) {
        return new Skipped(line.line(), Exported.masked(line.text()), why);
    }
}
