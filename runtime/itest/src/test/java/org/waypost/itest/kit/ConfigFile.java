package org.waypost.itest.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A file {@code config/<pid>.cfg} as it is shipped: every parameter commented out at its default.
 *
 * @param defaults what stands behind the key, by key
 */
public record ConfigFile(String pid, Map<String, String> defaults) {

    private static final Pattern DEFAULT =
            Pattern.compile("#\\s*([a-z][A-Za-z0-9_.-]*)\\s*=\\s*(?:\"(.*)\"|(.*?))\\s*");

    private static final Pattern SET = Pattern.compile("([a-z][A-Za-z0-9_.-]*)\\s*=\\s*(?:\"(.*)\"|(.*?))\\s*");

    /** The files of a folder, by PID. */
    public static List<ConfigFile> readAll(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".cfg"))
                    .sorted()
                    .map(ConfigFile::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the file of a PID sets, by key, as an operator reads it. */
    public static Map<String, String> set(Path folder, String pid) {
        Map<String, String> set = new TreeMap<>();
        try {
            for (String line : Files.readAllLines(folder.resolve(pid + ".cfg"))) {
                Matcher matcher = SET.matcher(line);
                if (matcher.matches()) {
                    String quoted = matcher.group(2);
                    set.put(matcher.group(1), quoted == null ? matcher.group(3) : quoted);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return set;
    }

    /** The name the shell knows the module by: {@code registrar} for {@code waypost.registrar.path} too. */
    public String module() {
        return pid.split("\\.")[1];
    }

    private static ConfigFile read(Path file) {
        Map<String, String> defaults = new TreeMap<>();
        try {
            for (String line : Files.readAllLines(file)) {
                Matcher matcher = DEFAULT.matcher(line);
                if (matcher.matches()) {
                    String quoted = matcher.group(2);
                    defaults.put(matcher.group(1), quoted == null ? matcher.group(3) : quoted);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ConfigFile(file.getFileName().toString().replace(".cfg", ""), defaults);
    }
}
