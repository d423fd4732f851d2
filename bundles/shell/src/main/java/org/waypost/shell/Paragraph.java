package org.waypost.shell;

import java.io.PrintStream;

/** Text broken into lines of at most 80 between words. */
final class Paragraph {

    private Paragraph() {}

    static void print(PrintStream out, String indent, String text) {
        print(out, indent, indent, text);
    }

    /** With {@code label} before the first line and as much space before the others. */
    static void labelled(PrintStream out, String label, String text) {
        print(out, label, " ".repeat(label.length()), text);
    }

    private static void print(PrintStream out, String first, String indent, String text) {
        StringBuilder line = new StringBuilder(first);
        for (String word : text.strip().split("\\s+")) {
            if (line.length() > indent.length() && line.length() + 1 + word.length() > TextTable.WIDTH) {
                out.println(line);
                line = new StringBuilder(indent);
            }
            line.append(line.length() > indent.length() ? " " : "").append(word);
        }
        out.println(line);
    }
}
