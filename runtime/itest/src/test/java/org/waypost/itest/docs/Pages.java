package org.waypost.itest.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.waypost.itest.kit.WaypostContainer;

/**
 * The pages of {@code docs/} of which parts come from the code: what stands between {@code <!-- parameters PID -->}, or {@code <!--
 * functions -->}, and {@code <!-- end -->} is made of the bundles' own descriptions. Run by hand through the script {@code describe}; a test tells when a page is out of
 * date.
 */
public final class Pages {

    static final Path FOLDER = Path.of("../../docs");

    private static final Pattern PART =
            Pattern.compile("(<!-- parameters (waypost\\.\\S+) -->\n).*?(<!-- end -->)", Pattern.DOTALL);
    private static final Pattern FUNCTIONS = Pattern.compile("(<!-- functions -->\n).*?(<!-- end -->)", Pattern.DOTALL);
    private static final Pattern FUNCTION = Pattern.compile("KSR\\.(?:(\\w+)\\.)?(\\w+)\\((.*?)\\)  (.*)");

    /** The bundle with the parameters of a PID; otherwise it is named as the PID is. */
    private static final Map<String, String> BUNDLES = Map.ofEntries(
            Map.entry("waypost.kemi", "kemi-lua"),
            Map.entry("waypost.htable", "kemi"),
            Map.entry("waypost.pike", "kemi"),
            Map.entry("waypost.nathelper", "kemi"),
            Map.entry("waypost.route", "default-route"),
            Map.entry("waypost.websocket", "sip-transport"),
            Map.entry("waypost.tls", "sip-transport"),
            Map.entry("waypost.dns", "sip-dns"),
            Map.entry("waypost.http", "management"),
            Map.entry("waypost.journal", "operations"),
            Map.entry("waypost.auth_db", "auth-db"));

    private Pages() {}

    /** Rewrites the pages. */
    public static void main(String[] args) throws IOException {
        try (WaypostContainer waypost = WaypostContainer.start()) {
            String functions = waypost.exec("kemi:functions");
            for (Path page : all()) {
                Files.writeString(page, upToDate(Files.readString(page), functions));
            }
        }
    }

    /** The pages there are. */
    static List<Path> all() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }

    /**
     * The page with its parts made anew.
     *
     * @param functions what the command {@code kemi:functions} prints
     */
    static String upToDate(String page, String functions) throws IOException {
        Properties examples = examples();
        String withParameters = PART.matcher(page)
                .replaceAll(part ->
                        Matcher.quoteReplacement(part.group(1) + parameters(part.group(2), examples) + part.group(3)));
        return FUNCTIONS
                .matcher(withParameters)
                .replaceAll(part -> Matcher.quoteReplacement(part.group(1) + tables(functions) + part.group(2)));
    }

    /** A table for each module of what {@code kemi:functions} prints. */
    private static String tables(String functions) {
        Map<String, StringBuilder> tables = new TreeMap<>();
        for (Matcher function = FUNCTION.matcher(functions); function.find(); ) {
            String module = function.group(1) == null ? "KSR" : "KSR." + function.group(1);
            tables.computeIfAbsent(
                            module, name -> new StringBuilder("\n## " + name + "\n\n| Function | |\n|---|---|\n"))
                    .append("| `%s(%s)` | ".formatted(function.group(2), function.group(3)))
                    .append(function.group(4).strip().replace("|", "\\|"))
                    .append(" |\n");
        }
        return String.join("", tables.values()) + "\n";
    }

    /** An example value for each parameter, by {@code module.name}. */
    static Properties examples() throws IOException {
        Properties examples = new Properties();
        try (var reader = Files.newBufferedReader(FOLDER.resolve("examples/parameters.properties"))) {
            examples.load(reader);
        }
        return examples;
    }

    private static String parameters(String pid, Properties examples) {
        String module =
                pid.split("\\.")[1]; // the shell knows what belongs to waypost.registrar.path as the registrar's
        StringBuilder text = new StringBuilder();
        for (Metatype.Parameter parameter : Metatype.of(jar(pid), pid)) {
            String example = examples.getProperty(module + "." + parameter.name());
            if (example == null) {
                throw new IllegalStateException(
                        "examples/parameters.properties has no value for " + module + "." + parameter.name());
            }
            text.append("\n### ").append(parameter.name()).append("\n\n");
            text.append(parameter.type()).append(", default ");
            text.append(parameter.defaultValue().isEmpty() ? "empty" : "`" + parameter.defaultValue() + "`");
            text.append(parameter.range().isEmpty() ? "" : ", takes " + parameter.range())
                    .append(". ");
            text.append(parameter.description().replaceFirst(" \\(-?\\d+\\.\\.\\d+\\)$", ""))
                    .append(".\n\n");
            text.append("    cfg:set ")
                    .append(module)
                    .append(' ')
                    .append(parameter.name())
                    .append(' ');
            text.append(example.matches("[\\w.,:/-]+") ? example : "'" + example + "'")
                    .append("\n");
        }
        return text.append('\n').toString();
    }

    private static Path jar(String pid) {
        String bundle =
                BUNDLES.getOrDefault(pid, pid.replaceFirst("^waypost\\.", "").replace('.', '-'));
        try (Stream<Path> jars = Files.list(WaypostContainer.home().resolve("system"))) {
            return jars.filter(jar -> jar.getFileName().toString().startsWith("org.waypost." + bundle + "-0"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("bundle " + bundle + " is not assembled"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
