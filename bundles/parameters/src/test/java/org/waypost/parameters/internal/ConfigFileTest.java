package org.waypost.parameters.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.waypost.parameters.Parameter;
import org.waypost.parameters.Parameter.Type;

class ConfigFileTest {

    private static final List<Parameter> ALL = List.of(
            new Parameter("waypost.test", "alpha", Type.INTEGER, "1", 0, 9, List.of(), "Seconds of\n  alpha"),
            new Parameter("waypost.test", "beta", Type.TEXT, "", 0, 9, List.of(), ""));

    @TempDir
    Path directory;

    @Test
    void replacesTheLineAndKeepsTheOthers() throws IOException {
        write("# ours\nalpha = 1\n\n!beta\nbeta: x\n");
        set("alpha", "5");
        assertThat(read()).isEqualTo("# ours\nalpha = 5\n\n!beta\nbeta: x\n");
    }

    @Test
    void writesBelowTheCommentThatShowsTheDefault() throws IOException {
        write("# About alpha, seconds\n# alpha = 1\n\n# About beta\n# beta =\n");
        set("alpha", "5");
        assertThat(read()).isEqualTo("# About alpha, seconds\n# alpha = 1\nalpha = 5\n\n# About beta\n# beta =\n");
    }

    @Test
    void appendsWhatTheFileDoesNotName() throws IOException {
        write("beta = x");
        set("alpha", "5");
        assertThat(read()).isEqualTo("beta = x\nalpha = 5\n");
    }

    @Test
    void replacesEverySpellingOfTheKeyAndItsContinuation() throws IOException {
        write("  alpha:1\nbeta = x\\\n  alpha = no\nalpha \\\n  2\nalphabet = 3\n");
        set("alpha", "5");
        assertThat(read()).isEqualTo("alpha = 5\nbeta = x\\\n  alpha = no\nalphabet = 3\n");
    }

    @Test
    void keepsTheLineEndsOfTheFile() throws IOException {
        write("alpha = 1\r\nbeta = x\r\n");
        set("beta", "y");
        assertThat(read()).isEqualTo("alpha = 1\r\nbeta = y\r\n");
    }

    @Test
    void makesAFileThatShowsEveryDefault() throws IOException {
        set("beta", "y");
        assertThat(read()).isEqualTo("# Seconds of alpha\n# alpha = 1\n\n# beta = \nbeta = y\n\n");
    }

    @Test
    void changesSeveralAtOnce() throws IOException {
        write("# ours\nalpha = 1\nbeta = x\n");
        Map<String, Optional<String>> values = new LinkedHashMap<>();
        values.put("alpha", Optional.empty());
        values.put("beta", Optional.of("y"));
        values.put("gamma", Optional.of("3"));
        new ConfigFile(file()).change(values, ALL);
        assertThat(read()).isEqualTo("# ours\nbeta = y\ngamma = 3\n");
    }

    @Test
    void makesNoFileToTakeSomethingOut() throws IOException {
        new ConfigFile(file()).change(Map.of("alpha", Optional.empty()), ALL);
        assertThat(file()).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "C:\\temp\\", "a=b:c#d!e", "Grüße €", "$avp(s:rcv)", "a\\u0041"})
    void readsBackAsItWasSet(String value) throws IOException {
        write("# comment\n");
        set("beta", value);
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file())) {
            properties.load(reader);
        }
        assertThat(properties).containsOnly(Map.entry("beta", value));
    }

    @Test
    void keepsPermissionsAndLeavesNoOtherFile() throws IOException {
        write("beta = secret\n");
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-------"));
        set("beta", "other");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        try (var files = Files.list(directory)) {
            assertThat(files).containsExactly(file());
        }
    }

    @Test
    void writesThroughASymbolicLink() throws IOException {
        Path real = Files.writeString(directory.resolve("real"), "alpha = 1\n");
        Files.createSymbolicLink(file(), real);
        set("alpha", "5");
        assertThat(Files.isSymbolicLink(file())).isTrue();
        assertThat(Files.readString(real)).isEqualTo("alpha = 5\n");
    }

    private Path file() {
        return directory.resolve("waypost.test.cfg");
    }

    private void write(String text) throws IOException {
        Files.writeString(file(), text);
    }

    private String read() throws IOException {
        return Files.readString(file());
    }

    private void set(String key, String value) throws IOException {
        new ConfigFile(file()).change(Map.of(key, Optional.of(value)), ALL);
    }
}
