package org.waypost.shell;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows of cells in columns, no line longer than 80: where they need more, the last two columns are cut, the wider one first. */
final class TextTable {

    static final int WIDTH = 80;
    private static final String GAP = "  ";
    private static final String CUT = "..";

    private final List<String[]> rows = new ArrayList<>();

    TextTable(String... heading) {
        rows.add(heading);
    }

    void row(String... cells) {
        rows.add(cells);
    }

    void print(PrintStream out) {
        int[] widths = widths();
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.length; i++) {
                line.append(i == 0 ? "" : GAP).append(pad(cut(row[i], widths[i]), widths[i]));
            }
            out.println(line.toString().stripTrailing());
        }
    }

    /** {@code text} at most {@code width} long. */
    static String cut(String text, int width) {
        return text.length() <= width ? text : text.substring(0, Math.max(0, width - CUT.length())) + CUT;
    }

    private int[] widths() {
        int[] widths = new int[rows.get(0).length];
        for (String[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        int room = WIDTH - GAP.length() * (widths.length - 1);
        while (Arrays.stream(widths).sum() > room) {
            int last = widths.length - 1;
            widths[widths[last] >= widths[last - 1] ? last : last - 1]--;
        }
        return widths;
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(width - text.length());
    }
}
