package org.waypost.itest.exchange;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Compares replies line by line; only seconds to expiry may be some less than expected, for the time that passed. */
final class Differences {

    /** Seconds that a busy machine takes from a REGISTER to the last reply that shows its contact; one less in what was recorded. */
    private static final int LONGEST_EXCHANGE = 3;

    private static final Pattern EXPIRES = Pattern.compile("(?<=;expires=|=>expires\\)\\)? -> |@NOW@\\+)-?\\d+");

    private static final Pattern CONTACTS = Pattern.compile("(?m)^Contact: (.*)");

    private static final Pattern ROUTE = Pattern.compile("(?m)^Route: .*");

    private Differences() {}

    /** What differs between a recorded reply and the one that came: every line, their order and number. */
    static List<String> exact(String expected, String got) {
        String[] wanted = lines(expected);
        String[] came = lines(got);
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

    /** The same, with the contacts of the header Contact in any order. */
    static List<String> inAnyOrder(String expected, String got) {
        return exact(contactsSorted(expected), contactsSorted(got));
    }

    private static String contactsSorted(String reply) {
        return CONTACTS.matcher(reply)
                .replaceAll(
                        line -> Matcher.quoteReplacement(Stream.of(line.group(1).split(", (?=<)"))
                                .sorted()
                                .collect(Collectors.joining(", ", "Contact: ", ""))));
    }

    /**
     * The lines; of a relayed request with the headers sorted by name and the parameters of its Vias too, since their order means
     * nothing, and with one Route a line, since a list means the same (RFC 3261 7.3.1).
     */
    private static String[] lines(String message) {
        String[] lines = message.split("\n");
        if (lines[0].equals(Exchange.RELAYED)) {
            lines = ROUTE.matcher(message)
                    .replaceAll(route -> route.group().replaceAll(",\\s*(?=<)", "\nRoute: "))
                    .split("\n");
            int start = Math.min(2, lines.length);
            for (int i = start; i < lines.length; i++) {
                lines[i] = lines[i].startsWith("Via: ") ? sorted(lines[i]) : lines[i];
            }
            Arrays.sort(lines, start, lines.length, Comparator.comparing(line -> line.split(":")[0]));
        }
        return lines;
    }

    private static String sorted(String via) {
        String[] parts = via.split(";");
        Arrays.sort(parts, 1, parts.length);
        return String.join(";", parts);
    }

    /**
     * What is missing of a reply that was written by hand: a start line and some headers. {@code !Name} stands for a
     * header that must not be there, {@code ~} comes before a regular expression.
     */
    static List<String> required(String expected, String got) {
        List<String> came = List.of(got.split("\n"));
        return Stream.of(expected.split("\n"))
                .filter(rule -> came.stream().anyMatch(line -> isAbout(rule, line)) == rule.startsWith("!"))
                .map(rule -> "expected: " + rule + "\n     got: " + got)
                .toList();
    }

    private static boolean isAbout(String rule, String line) {
        return switch (rule.charAt(0)) {
            case '!' -> line.regionMatches(true, 0, rule.substring(1) + ":", 0, rule.length());
            case '~' -> line.matches(rule.substring(1));
            default -> same(rule, line);
        };
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
            long passed = Long.parseLong(wanted.group()) - Long.parseLong(came.group());
            if (passed < -1 || passed > LONGEST_EXCHANGE) {
                return false;
            }
        }
        return true;
    }
}
