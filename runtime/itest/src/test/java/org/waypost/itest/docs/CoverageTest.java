package org.waypost.itest.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/coverage.md} has a row for each name of the module, and each row a test that exists. */
class CoverageTest {

    private static final Path RESOURCES = Path.of("src/test/resources");
    private static final Pattern ROW = Pattern.compile("\\| ([^|]+) \\| `([^`]+)` \\| (.+) \\|");
    private static final Pattern TEST = Pattern.compile("`([^`]+)`");

    private record Row(String kind, String name, String shownBy) {}

    @Test
    void everyNameOfTheModuleHasARow() throws IOException {
        List<String> names = Files.readAllLines(RESOURCES.resolve("module-names.txt")).stream()
                .filter(line -> !line.startsWith("#"))
                .toList();
        assertThat(rows().stream().map(row -> row.kind() + ": " + row.name()))
                .containsExactlyInAnyOrderElementsOf(names);
    }

    @Test
    void everyRowNamesTestsThatExist() throws IOException {
        for (Row row : rows()) {
            Matcher tests = TEST.matcher(row.shownBy());
            List<String> missing = new ArrayList<>();
            int named = 0;
            for (; tests.find(); named++) {
                if (!exists(tests.group(1))) {
                    missing.add(tests.group(1));
                }
            }
            assertThat(named).as("tests of %s", row).isPositive();
            assertThat(missing).as("of %s", row).isEmpty();
        }
    }

    private static List<Row> rows() throws IOException {
        try (Stream<String> lines = Files.lines(Pages.FOLDER.resolve("coverage.md"))) {
            return lines.map(ROW::matcher)
                    .filter(Matcher::matches)
                    .map(row -> new Row(row.group(1), row.group(2), row.group(3)))
                    .toList();
        }
    }

    private static boolean exists(String test) {
        int hash = test.indexOf('#');
        if (hash < 0) {
            return Stream.of("exchanges", "written")
                    .anyMatch(folder -> Files.exists(RESOURCES.resolve(folder).resolve(test + ".sip")));
        }
        try {
            Class<?> type = Class.forName("org.waypost.itest." + test.substring(0, hash));
            return Stream.of(type.getDeclaredMethods()).map(Method::getName).anyMatch(test.substring(hash + 1)::equals);
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
