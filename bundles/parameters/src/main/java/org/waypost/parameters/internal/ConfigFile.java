package org.waypost.parameters.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.waypost.parameters.Parameter;
import org.waypost.parameters.text.PropertiesLine;

/**
 * Changes lines of a {@code .cfg} file (the syntax of {@link java.util.Properties}) and leaves the others as they are: the
 * operator's comments and order stay. The new file takes the place of the old one in one step, so no reader sees half of it.
 */
final class ConfigFile {

    private static final Pattern SEPARATOR = Pattern.compile("(?<!\\\\)[=:\\s]");

    private final Path path;

    ConfigFile(Path path) {
        this.path = path;
    }

    /**
     * Sets parameters in the file and takes the lines of others out of it; the comments stay. A file is made if there is none and
     * something is set, with a comment for each of {@code all} that its PID has.
     *
     * @param values by key; empty for one that is taken out
     */
    void change(Map<String, Optional<String>> values, Iterable<Parameter> all) throws IOException {
        boolean isThere = Files.exists(path);
        if (!isThere && values.values().stream().allMatch(Optional::isEmpty)) {
            return;
        }
        Path file = isThere ? path.toRealPath() : path.toAbsolutePath();
        String text = isThere ? Files.readString(file, StandardCharsets.ISO_8859_1) : template(all);
        List<String> before = text.lines().toList();
        List<String> lines = before;
        for (Map.Entry<String, Optional<String>> value : values.entrySet()) {
            String key = value.getKey();
            lines = value.getValue().isPresent()
                    ? with(
                            lines,
                            key,
                            key + " = " + PropertiesLine.escape(value.getValue().get()))
                    : without(lines, key);
        }
        if (!isThere || !lines.equals(before)) {
            replace(file, lines.stream().map(line -> line + newline(text)).collect(Collectors.joining()));
        }
    }

    /** All there is in the file; empty if there is none. */
    Optional<String> read() throws IOException {
        return Files.exists(path) ? Optional.of(Files.readString(path, StandardCharsets.ISO_8859_1)) : Optional.empty();
    }

    /** Puts that in the place of all there is in the file, or removes the file. */
    void write(Optional<String> text) throws IOException {
        if (text.isPresent()) {
            replace(Files.exists(path) ? path.toRealPath() : path.toAbsolutePath(), text.get());
        } else {
            Files.deleteIfExists(path);
        }
    }

    private static String newline(String text) {
        return text.contains("\r\n") ? "\r\n" : "\n";
    }

    // In the place of the first line about that key; the others go.
    private static List<String> with(List<String> lines, String key, String line) {
        List<String> result = without(lines, key);
        int at = 0;
        while (at < result.size() && result.get(at).equals(lines.get(at))) {
            at++;
        }
        boolean wasThere = result.size() < lines.size();
        result.add(wasThere ? at : placeFor(key, result), line);
        return result;
    }

    private static List<String> without(List<String> lines, String key) {
        List<String> result = new ArrayList<>();
        for (int i = 0; i < lines.size(); ) {
            int next = i + 1;
            if (PropertiesLine.isComment(lines.get(i))) {
                result.add(lines.get(i));
            } else {
                while (next < lines.size() && PropertiesLine.isContinued(lines.get(next - 1))) {
                    next++;
                }
                if (!key(lines.get(i)).equals(key)) {
                    result.addAll(lines.subList(i, next));
                }
            }
            i = next;
        }
        return result;
    }

    // After the comment that shows its default, as in the files that come with Waypost; else at the end.
    private static int placeFor(String key, List<String> lines) {
        Pattern shown = Pattern.compile("\\s*[#!]\\s*" + Pattern.quote(key) + "\\s*[=:].*");
        for (int i = 0; i < lines.size(); i++) {
            if (shown.matcher(lines.get(i)).matches()) {
                return i + 1;
            }
        }
        return lines.size();
    }

    private static String key(String line) {
        return SEPARATOR.split(line.stripLeading(), 2)[0];
    }

    private static String template(Iterable<Parameter> all) {
        StringBuilder text = new StringBuilder();
        for (Parameter parameter : all) {
            if (!parameter.description().isEmpty()) {
                text.append("# ")
                        .append(parameter.description().replaceAll("\\s+", " "))
                        .append('\n');
            }
            text.append("# ")
                    .append(parameter.key())
                    .append(" = ")
                    .append(parameter.defaultValue())
                    .append("\n\n");
        }
        return text.toString();
    }

    private static void replace(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Path next = file.resolveSibling('.' + file.getFileName().toString() + ".new");
        try {
            Files.write(
                    next,
                    text.getBytes(StandardCharsets.ISO_8859_1),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.SYNC);
            if (Files.exists(file) && Files.getFileStore(file).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(next, Files.getPosixFilePermissions(file));
            }
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(next);
        }
    }
}
