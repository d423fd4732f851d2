package org.waypost.pv;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.waypost.pv.spec.Description;
import org.waypost.pv.standard.Sockets;
import org.waypost.pv.standard.StandardVariables;
import org.waypost.pv.transform.Transformations;

class ReadmeTest {

    @Test
    void listsEveryVariableAndTransformation() throws IOException {
        List<String> listed;
        try (Stream<String> lines = Files.lines(Path.of("README.md"))) {
            listed = lines.filter(line -> line.startsWith("| `")).toList();
        }

        assertThat(listed).containsExactlyElementsOf(table());
    }

    private static List<String> table() {
        StandardVariables variables = new StandardVariables(Engines.alone(), new Sockets());
        return Stream.concat(
                        variables.descriptions().stream().map(ReadmeTest::variable),
                        Transformations.descriptions().stream().map(ReadmeTest::transformation))
                .toList();
    }

    private static String variable(Description variable) {
        return row(variable.syntax(), variable.assignable() ? "yes" : "", variable.text());
    }

    private static String transformation(Description transformation) {
        return row(transformation.syntax(), transformation.text());
    }

    private static String row(String syntax, String... cells) {
        return "| `" + syntax.replace("|", "\\|") + "` | " + String.join(" | ", cells) + " |";
    }

    /** Prints the rows, for the README. */
    public static void main(String[] arguments) {
        table().forEach(System.out::println);
    }
}
