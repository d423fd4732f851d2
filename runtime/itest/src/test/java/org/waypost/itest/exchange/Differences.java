package org.waypost.itest.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Compares replies line by line; only seconds to expiry may be one less than expected, for the time that passed. */
final class Differences {

    private static final Pattern EXPIRES = Pattern.compile("(?<=;expires=)\\d+");

    private Differences() {}

    /** What differs between a recorded reply and the one that came: every line, their order and number. */
    static List<String> exact(String expected, String got) {
        String[] wanted = expected.split("\n");
        String[] came = got.split("\n");
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < Math.max(wanted.length, came.length); i++) {
            String left = i < wanted.length ? wanted[i] : "(nothing)";
            String right = i < came.length ? came[i] : "(nothing)";
            if (!same(left, right)) {
                differences.add("expected: " + left + "\n     got: " + right);
            }
        }
        return differences;
    }

    /** What is missing: {@code expected} is a start line and some headers; {@code !Name} stands for a header that must not be there. */
    static List<String> required(String expected, String got) {
        List<String> differences = new ArrayList<>();
        List<String> came = List.of(got.split("\n"));
        for (String line : expected.split("\n")) {
            boolean unwanted = line.startsWith("!");
            String name = unwanted ? line.substring(1) + ":" : line;
            boolean there = came.stream()
                    .anyMatch(other ->
                            unwanted ? other.regionMatches(true, 0, name, 0, name.length()) : same(line, other));
            if (there == unwanted) {
                differences.add((unwanted ? "not expected: " + name : "expected: " + line) + "\n     got: " + got);
            }
        }
        return differences;
    }

    private static boolean same(String expected, String got) {
        if (!EXPIRES.matcher(expected)
                .replaceAll("#")
                .equals(EXPIRES.matcher(got).replaceAll("#"))) {
            return false;
        }
        Matcher wanted = EXPIRES.matcher(expected);
        Matcher came = EXPIRES.matcher(got);
        while (wanted.find() && came.find()) {
            if (Math.abs(Long.parseLong(wanted.group()) - Long.parseLong(came.group())) > 1) {
                return false;
            }
        }
        return true;
    }
}
