package org.waypost.parameters.internal;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Finds the names somebody may have meant: those a few keystrokes away, and those that hold the word typed. */
final class NearMatches {

    private static final int MOST = 3;

    private NearMatches() {}

    /** {@code ; did you mean a, b?}, or nothing if no name is near. */
    static String hint(String typed, Collection<String> names) {
        String near = of(typed, names).stream().collect(Collectors.joining(", "));
        return near.isEmpty() ? "" : "; did you mean " + near + "?";
    }

    /** The nearest names, the nearest first. */
    static List<String> of(String typed, Collection<String> names) {
        int tolerance = Math.max(1, typed.length() / 4);
        return names.stream()
                .filter(name -> distance(typed, name) <= tolerance || typed.length() > 3 && name.contains(typed))
                .sorted((a, b) -> Integer.compare(distance(typed, a), distance(typed, b)))
                .limit(MOST)
                .toList();
    }

    // Levenshtein: insertions, deletions and replacements that turn one into the other.
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(above, row[j - 1]));
                diagonal = above;
            }
        }
        return row[b.length()];
    }
}
