package org.waypost.control.config;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** Reads a {@code .cfg} file: {@code key = value} lines in the syntax of {@link Properties}, every value a text. */
final class ConfigFile {

    private ConfigFile() {}

    /**
     * @throws IllegalArgumentException if it is no such file
     */
    static Map<String, String> read(Path file) throws IOException {
        Properties lines = new Properties();
        lines.load(new ByteArrayInputStream(Files.readAllBytes(file)));
        Map<String, String> values = new TreeMap<>();
        lines.forEach(
                (key, value) -> values.put(key.toString(), value.toString().strip()));
        if (values.remove("") != null) {
            throw new IllegalArgumentException("it has a line without a key");
        }
        return values;
    }
}
