package org.waypost.shell.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.waypost.shell.text.TextTable.Cell;
import org.waypost.shell.text.TextTable.Column;

class TextTableTest {

    @Test
    void alignsColumnsWithoutTrailingSpace() {
        TextTable table = new TextTable("A", "B");
        table.row("long one", "x");
        table.row("y", "");
        assertThat(table.lines(80)).containsExactly("A         B", "long one  x", "y");
    }

    @Test
    void alignsNumbersToTheRight() {
        TextTable table = new TextTable("AORS", "NAME");
        table.row(7, "x");
        table.row(Optional.empty(), "y");
        table.row(new Cell("1.234.567", 1234567), "z");
        assertThat(table.lines(80)).containsExactly("     AORS  NAME", "        7  x", "        -  y", "1.234.567  z");
    }

    @Test
    void alignsToTheLeftWhatIsNowhereThere() {
        TextTable table = new TextTable("ADVERTISED", "NAME");
        table.row(Optional.empty(), "x");
        assertThat(table.lines(80)).containsExactly("ADVERTISED  NAME", "-           x");
    }

    @Test
    void cutsTheWidestTextButNoNumber() {
        TextTable table = new TextTable("A", "B", "C");
        table.row("a".repeat(10), "b".repeat(90), 1234567890123L);
        assertThat(table.lines(40).get(1)).hasSize(40).isEqualTo("aaaaaaaaaa  " + "b".repeat(11) + "..  1234567890123");
        assertThat(table.lines(Output.UNLIMITED).get(1)).hasSize(117);
    }

    @Test
    void cutsWhatRowsAreKnownByAtLast() {
        TextTable table = new TextTable(Column.whole("NAME"), Column.of("VALUE"));
        table.row("n".repeat(50), "v".repeat(40));
        assertThat(table.lines(60).get(1)).isEqualTo("n".repeat(50) + "  " + "v".repeat(6) + "..");
        assertThat(table.lines(30).get(1)).isEqualTo("n".repeat(20) + "..  " + "v".repeat(4) + "..");
    }

    @Test
    void marksRowsAndLeavesTheColumnOutIfThereIsNone() {
        TextTable table = new TextTable(Column.of("NAME"), Column.mark("*", "changed"), Column.hidden("pid"));
        table.row("a", false, "x");
        assertThat(table.lines(80)).containsExactly("NAME", "a");
        table.row("b", true, "y");
        assertThat(table.lines(80)).containsExactly("NAME", "a", "b     *");
        assertThat(Json.text(table.objects()))
                .isEqualTo(
                        "[{\"name\":\"a\",\"changed\":false,\"pid\":\"x\"},{\"name\":\"b\",\"changed\":true,\"pid\":\"y\"}]");
    }

    @Test
    void hasNumbersBooleansListsAndTimesInJson() {
        TextTable table =
                new TextTable(Column.of("IN USE AS", "role"), Column.of("LEFT"), Column.of("UP"), Column.of("SINCE"));
        table.row(List.of("a", "b"), new Cell("permanent", -1), true, Instant.EPOCH);
        table.row(Optional.empty(), 5, false, Optional.of(Instant.EPOCH));
        assertThat(Json.text(table.objects()))
                .isEqualTo("[{\"role\":[\"a\",\"b\"],\"left\":-1,\"up\":true,\"since\":\"1970-01-01T00:00:00Z\"},"
                        + "{\"role\":null,\"left\":5,\"up\":false,\"since\":\"1970-01-01T00:00:00Z\"}]");
        assertThat(table.lines(80).get(1)).startsWith("a, b       permanent  yes  ");
    }

    @Test
    void countsColumnsOfTheTerminalAndNotCharacters() {
        TextTable table = new TextTable("A", "B");
        table.row("日本", "x");
        table.row("abcd", "y");
        table.row("e\u0301", "z");
        assertThat(table.lines(80)).containsExactly("A     B", "日本  x", "abcd  y", "e\u0301     z");
        assertThat(TerminalText.cut("日本日本", 5)).isEqualTo("日..");
    }

    @Test
    void movesNoCursor() {
        TextTable table = new TextTable("A");
        table.row("a\u001b[2Jb\nc");
        assertThat(table.lines(80).get(1)).isEqualTo("a\\x1b[2Jb\\x0ac");
        assertThat(Json.text("\u001b\u009b\u007f")).isEqualTo("\"\\u001B\\u009b\\u007f\"");
    }
}
