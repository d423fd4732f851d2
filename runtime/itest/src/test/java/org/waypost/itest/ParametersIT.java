package org.waypost.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.waypost.itest.kit.ConfigFile;
import org.waypost.itest.kit.SharedContainer;
import org.waypost.itest.kit.WaypostContainer;

/** The shipped configuration files say what the running bundles say: the same parameters with the same defaults. */
@ExtendWith(SharedContainer.class)
class ParametersIT {

    /** What {@code cfg:help} prints of one parameter; long values go over several lines. */
    private static final Pattern HELP = Pattern.compile(
            "(?s)^([a-z_]+)\\.(\\S+) \\(PID (\\S+)\\)\n.*?\n    default  (.*?)\n    in force ", Pattern.MULTILINE);

    private final WaypostContainer waypost;

    ParametersIT(WaypostContainer waypost) {
        this.waypost = waypost;
    }

    @Test
    void everyFileListsTheParametersOfItsBundleAtTheirDefaults() {
        Map<String, Map<String, String>> files = new TreeMap<>();
        ConfigFile.readAll(WaypostContainer.home().resolve("config"))
                .forEach(file -> files.put(file.pid(), withoutSpace(file.defaults())));
        assertThat(files.keySet()).contains("waypost.registrar", "waypost.transport", "waypost.usrloc");
        assertThat(files).isEqualTo(described());
    }

    @Test
    void everyLineOfTheFilesCanBeUncommented() {
        try (WaypostContainer uncommented = WaypostContainer.startWithAllDefaultsInItsFiles()) {
            assertThat(uncommented.log()).doesNotContain(" WARN ", " ERROR ");
            List<String> changed = uncommented
                    .exec("cfg:list")
                    .lines()
                    .filter(line -> line.matches("\\S+ +\\S+ +\\* +\\S+ +\\S.*")) // a star may be a value too
                    .toList();
            assertThat(changed).hasSize(2).allMatch(line -> line.contains(" listen "));
        }
    }

    @Test
    void everyParameterIsExplained() {
        for (String module : modules()) {
            List<String> help = waypost.exec("cfg:help " + module).lines().toList();
            for (String key : keys(module)) {
                assertThat(help.get(help.indexOf(key) + 1))
                        .as("what is below %s of %s", key, module)
                        .matches("    \\S.*");
            }
        }
    }

    /** Defaults by key by PID, as the bundles' Metatype has them. */
    private Map<String, Map<String, String>> described() {
        String commands = modules().stream()
                .flatMap(module -> keys(module).stream().map(key -> "cfg:help " + module + " " + key))
                .collect(Collectors.joining(";"));
        Map<String, Map<String, String>> byPid = new TreeMap<>();
        Matcher help = HELP.matcher(waypost.exec(commands));
        while (help.find()) {
            String value = help.group(4).strip().replaceFirst("^\"\"$", "");
            byPid.computeIfAbsent(help.group(3), pid -> new TreeMap<>()).put(help.group(2), value);
        }
        byPid.replaceAll((pid, defaults) -> withoutSpace(defaults));
        return byPid;
    }

    private List<String> modules() {
        return waypost.exec("cfg:list")
                .lines()
                .skip(1)
                .map(line -> line.split(" ")[0])
                .distinct()
                .toList();
    }

    /** The keys stand at the beginning of a line, what is said of them does not. */
    private List<String> keys(String module) {
        return waypost.exec("cfg:help " + module)
                .lines()
                .filter(line -> line.matches("\\S+"))
                .toList();
    }

    private static Map<String, String> withoutSpace(Map<String, String> defaults) {
        Map<String, String> stripped = new TreeMap<>(defaults);
        stripped.replaceAll((key, value) -> value.replaceAll("\\s+", ""));
        return stripped;
    }
}
