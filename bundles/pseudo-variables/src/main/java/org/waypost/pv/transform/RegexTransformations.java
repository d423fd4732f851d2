package org.waypost.pv.transform;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.waypost.sip.Value;

/**
 * {@code {re.subst,/match/replacement/flags}}. What is matched may come off the wire, so each evaluation may look at so many
 * characters and no more, whatever the expression: one that backtracks without end gives null.
 */
final class RegexTransformations {

    private static final int LONGEST = 8192;
    private static final int LONGEST_RESULT = 1 << 20;
    private static final int MOST_STEPS = 200_000;

    private RegexTransformations() {}

    static void define(Catalog catalog) {
        catalog.define(
                "re.subst",
                "/match/replacement/flags",
                "With what matches an extended regular expression replaced; in the replacement \\0 is the match, \\1 to \\9 its"
                        + " groups; flags: g all matches, i any case, s the dot matches line ends",
                RegexTransformations::substitution);
    }

    private static Transformation substitution(Arguments arguments) {
        String expression = arguments.raw();
        if (expression.isEmpty()) {
            throw arguments.refused("there is no expression");
        }
        char mark = expression.charAt(0);
        int middle = next(expression, mark, 1);
        int end = middle < 0 ? -1 : next(expression, mark, middle + 1);
        if (end < 0) {
            throw arguments.refused("it is not " + mark + "match" + mark + "replacement" + mark + "flags");
        }
        boolean all = false;
        int options = 0;
        for (char flag : expression.substring(end + 1).toCharArray()) {
            switch (flag) {
                case 'g' -> all = true;
                case 'i' -> options |= Pattern.CASE_INSENSITIVE;
                case 's' -> options |= Pattern.DOTALL;
                default -> throw arguments.refused("'" + flag + "' is no flag");
            }
        }
        try {
            Pattern pattern = Pattern.compile(expression.substring(1, middle), options);
            if (pattern.matcher("").find()) {
                throw arguments.refused("its expression matches nothing at all");
            }
            return substitution(
                    pattern, Replacement.of(expression.substring(middle + 1, end), arguments.compiler()), all);
        } catch (PatternSyntaxException malformed) {
            throw arguments.refused(malformed.getDescription());
        }
    }

    private static Transformation substitution(Pattern pattern, Replacement replacement, boolean all) {
        return (value, context) -> {
            if (value.isNull() || value.text().isEmpty() || value.text().length() > LONGEST) {
                return Value.NULL;
            }
            try {
                Matcher matcher = pattern.matcher(new CountedText(value.text(), new int[] {MOST_STEPS}));
                StringBuilder out = new StringBuilder(value.text().length() + 16);
                int from = 0;
                while (matcher.find()) {
                    out.append(value.text(), from, matcher.start());
                    replacement.append(out, matcher, context);
                    from = matcher.end();
                    if (out.length() > LONGEST_RESULT) {
                        return Value.NULL;
                    }
                    if (!all) {
                        break;
                    }
                }
                return from == 0 && out.isEmpty()
                        ? value
                        : Value.of(out.append(value.text(), from, value.text().length())
                                .toString());
            } catch (TooManySteps | StackOverflowError endless) {
                return Value.NULL;
            }
        };
    }

    private static int next(String text, char mark, int from) {
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) == '\\') {
                i++;
            } else if (text.charAt(i) == mark) {
                return i;
            }
        }
        return -1;
    }

    /** Text that may be looked at so often. */
    private record CountedText(String text, int[] steps) implements CharSequence {

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            if (--steps[0] < 0) {
                throw new TooManySteps();
            }
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new CountedText(text.substring(start, end), steps);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    private static final class TooManySteps extends RuntimeException {

        private static final long serialVersionUID = 1;

        TooManySteps() {
            super("too many steps", null, false, false);
        }
    }
}
