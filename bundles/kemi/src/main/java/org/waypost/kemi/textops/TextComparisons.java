package org.waypost.kemi.textops;

import java.util.Locale;
import java.util.function.BiPredicate;
import org.waypost.kemi.Arguments;
import org.waypost.kemi.Codes;
import org.waypost.kemi.Functions;

/** Compares texts that have nothing to do with the message. */
final class TextComparisons {

    private static final int OTHERWISE = -2;

    private TextComparisons() {}

    static void add(Functions table) {
        table.add(
                        "cmp_str",
                        "ss",
                        "Compares two texts: 1 if equal, -2 if the first comes earlier, else -1.",
                        (c, a) -> compare(Arguments.text(a, 0), Arguments.text(a, 1)))
                .add(
                        "cmp_istr",
                        "ss",
                        "As cmp_str, without regard to case.",
                        (c, a) -> compare(lower(a, 0), lower(a, 1)))
                .add(
                        "starts_with",
                        "ss",
                        "Whether a text begins with another; -1 if it is shorter, -2 if not.",
                        (c, a) -> startsWith(Arguments.text(a, 0), Arguments.text(a, 1)))
                .add(
                        "ends_with",
                        "ss",
                        "Whether a text ends with another.",
                        (c, a) -> Codes.of(Arguments.text(a, 0).endsWith(Arguments.text(a, 1))))
                .add(
                        "str_find",
                        "ss",
                        "Place of a text in another, counted from 1; -1 if it is not there.",
                        (c, a) -> find(Arguments.text(a, 0), Arguments.text(a, 1)))
                .add(
                        "str_ifind",
                        "ss",
                        "As str_find, without regard to case.",
                        (c, a) -> find(lower(a, 0), lower(a, 1)))
                .add(
                        "in_list",
                        "sss",
                        "Whether a text is in a list with that separator.",
                        (c, a) -> inList(a, String::equals))
                .add(
                        "in_list_prefix",
                        "sss",
                        "Whether a text begins with one in a list with that separator.",
                        (c, a) -> inList(a, String::startsWith));
    }

    private static String lower(Object[] arguments, int index) {
        return Arguments.text(arguments, index).toLowerCase(Locale.ROOT);
    }

    private static int compare(String one, String other) {
        if (one.equals(other)) {
            return Codes.TRUE;
        }
        return one.compareTo(other) < 0 ? OTHERWISE : Codes.FALSE;
    }

    private static int startsWith(String text, String beginning) {
        if (text.length() < beginning.length()) {
            return Codes.FALSE;
        }
        return text.startsWith(beginning) ? Codes.TRUE : OTHERWISE;
    }

    // An empty text is found behind the end, as in Kamailio.
    private static int find(String text, String wanted) {
        if (text.isEmpty()) {
            return Codes.FALSE;
        }
        int index = wanted.isEmpty() ? text.length() : text.indexOf(wanted);
        return index < 0 ? Codes.FALSE : index + 1;
    }

    private static int inList(Object[] arguments, BiPredicate<String, String> matches) {
        String wanted = Arguments.text(arguments, 0);
        String list = Arguments.text(arguments, 1);
        String separator = Arguments.text(arguments, 2);
        if (wanted.isEmpty() || list.isEmpty() || separator.isEmpty()) {
            return Codes.FALSE;
        }
        int start = 0;
        while (start <= list.length()) {
            int next = list.indexOf(separator.charAt(0), start);
            int end = next < 0 ? list.length() : next;
            String entry = list.substring(start, end).trim();
            if (!entry.isEmpty() && matches.test(wanted, entry)) {
                return Codes.TRUE;
            }
            start = end + 1;
        }
        return Codes.FALSE;
    }
}
