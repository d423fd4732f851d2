package org.waypost.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {

    @Test
    void alignsColumnsWithoutTrailingSpace() {
        TextTable table = new TextTable("A", "B");
        table.row("long one", "x");
        table.row("y", "");
        assertThat(lines(table)).containsExactly("A         B", "long one  x", "y");
    }

    @Test
    void cutsTheLastTwoColumnsToEighty() {
        TextTable table = new TextTable("A", "B", "C");
        table.row("a".repeat(30), "b".repeat(90), "c".repeat(50));
        assertThat(lines(table).get(1))
                .hasSize(80)
                .isEqualTo("a".repeat(30) + "  " + "b".repeat(21) + "..  " + "c".repeat(21) + "..");
    }

    private static List<String> lines(TextTable table) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        table.print(new PrintStream(out));
        return out.toString().lines().toList();
    }
}
