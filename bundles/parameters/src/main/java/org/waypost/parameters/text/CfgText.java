package org.waypost.parameters.text;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.waypost.parameters.Change;
import org.waypost.parameters.Parameter;
import org.waypost.parameters.ParameterCatalogue;
import org.waypost.parameters.ParameterException;
import org.waypost.parameters.text.Imported.Skipped;

/**
 * Parameters as the text of {@code .cfg} files, one after the other: a line {@code # waypost.registrar.cfg} stands before the lines of
 * that file.
 */
public final class CfgText {

    private static final Pattern FILE = Pattern.compile("#\\s*(waypost\\.[\\w.-]+)\\.cfg\\s*");

    private CfgText() {}

    /**
     * The parameters with the values in force. Of those that hold a password, only a comment.
     *
     * @param all also those that have their default because nothing else was set
     */
    public static String write(ParameterCatalogue catalogue, boolean all) {
        StringBuilder text = new StringBuilder();
        String pid = "";
        for (Parameter parameter : Exported.parameters(catalogue, all)) {
            if (!parameter.pid().equals(pid)) {
                pid = parameter.pid();
                text.append(text.isEmpty() ? "" : "\n").append("# ").append(pid).append(".cfg\n");
            }
            String value = catalogue.value(parameter);
            text.append(
                    parameter.shown(value).equals(value)
                            ? parameter.key() + " = " + PropertiesLine.escape(value) + '\n'
                            : "# " + parameter.key() + " = " + Exported.LEFT_OUT + '\n');
        }
        return text.toString();
    }

    /** What such a text sets. */
    public static Imported read(String text, ParameterCatalogue catalogue) {
        return read(text, "", catalogue);
    }

    /**
     * What such a text sets.
     *
     * @param pid of the file whose lines it begins with; empty if it says so itself
     */
    public static Imported read(String text, String pid, ParameterCatalogue catalogue) {
        List<Change> changes = new ArrayList<>();
        List<Skipped> skipped = new ArrayList<>();
        List<String> lines = text.lines().toList();
        String file = pid;
        for (int i = 0; i < lines.size(); ) {
            int from = i++;
            String line = lines.get(from);
            Matcher name = FILE.matcher(line.strip());
            if (name.matches()) {
                file = name.group(1);
            }
            if (PropertiesLine.isComment(line)) {
                continue;
            }
            while (i < lines.size() && PropertiesLine.isContinued(lines.get(i - 1))) {
                i++;
            }
            try {
                Change change = change(String.join("\n", lines.subList(from, i)), file, catalogue);
                Optional<String> refusal = refusal(catalogue.parameter(change.module(), change.key()), change);
                if (refusal.isPresent()) {
                    skipped.add(new Skipped(from + 1, Exported.masked(line.strip()), refusal.get(), true));
                } else {
                    changes.add(change);
                }
            } catch (ParameterException e) {
                skipped.add(new Skipped(from + 1, Exported.masked(line.strip()), e.getMessage()));
            }
        }
        return new Imported(changes, skipped);
    }

    private static Change change(String line, String pid, ParameterCatalogue catalogue) {
        if (pid.isEmpty()) {
            throw new ParameterException("no line such as '# waypost.registrar.cfg' stands before it");
        }
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(line));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (IllegalArgumentException e) {
            throw new ParameterException("it cannot be read: " + e.getMessage());
        }
        String key = properties.stringPropertyNames().iterator().next();
        String value = properties.getProperty(key).strip();
        Parameter parameter = catalogue.parameter(Parameter.module(pid), key);
        if (!parameter.pid().equals(pid)) {
            throw new ParameterException(pid + " has no parameter '" + key + "', it belongs to " + parameter.pid());
        }
        return Change.set(parameter.module(), key, value);
    }

    private static Optional<String> refusal(Parameter parameter, Change change) {
        try {
            parameter.parse(change.value().orElseThrow());
            return Optional.empty();
        } catch (ParameterException e) {
            return Optional.of(e.getMessage());
        }
    }
}
