package org.waypost.shell.text;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Text broken between words into lines that fit the terminal. */
public final class Paragraph {

    private Paragraph() {}

    public static void print(PrintStream out, String indent, String text) {
        lines(indent, indent, text, Output.proseWidth()).forEach(out::println);
    }

    /** With {@code label} before the first line and as much space before the others. */
    public static void labelled(PrintStream out, String label, String text) {
        labelled(label, text).forEach(out::println);
    }

    /** The lines of {@link #labelled(PrintStream, String, String)}. */
    public static List<String> labelled(String label, String text) {
        return lines(label, " ".repeat(label.length()), text, Output.proseWidth());
    }

    static List<String> lines(String first, String indent, String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(first);
        for (String word : text.strip().split("\\s+")) {
            if (line.length() > indent.length() && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line = new StringBuilder(indent);
            }
            line.append(line.length() > indent.length() ? " " : "").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
