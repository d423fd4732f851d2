package org.waypost.kemi.textops;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * POSIX extended expressions as scripts write them, run by {@link Pattern}. What is matched comes off the wire, so a
 * match that takes too many steps is given up and counts as none.
 */
public final class Regex {

    private static final Logger LOG = LoggerFactory.getLogger(Regex.class);
    private static final int MOST_KEPT = 1000;
    private static final int MOST_STEPS = 2_000_000;
    private static final ConcurrentMap<String, Optional<Pattern>> KEPT = new ConcurrentHashMap<>();

    private Regex() {}

    /** The expression without regard to case; empty, with a line in the log, if it is none. */
    public static Optional<Pattern> compile(String expression) {
        return compile(expression, Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);
    }

    static Optional<Pattern> compile(String expression, int flags) {
        if (KEPT.size() >= MOST_KEPT) {
            KEPT.clear();
        }
        return KEPT.computeIfAbsent((char) flags + expression, key -> compiled(key.substring(1), flags));
    }

    private static Optional<Pattern> compiled(String expression, int flags) {
        try {
            return Optional.of(Pattern.compile(translated(expression), flags | Pattern.UNIX_LINES));
        } catch (PatternSyntaxException e) {
            LOG.warn("'{}' is no regular expression: {}", expression, e.getDescription());
            return Optional.empty();
        }
    }

    /** Goes on to the next match; false if there is none or it takes too long to find. */
    public static boolean find(Matcher matcher) {
        try {
            return matcher.find();
        } catch (Steps.Exceeded | StackOverflowError e) {
            LOG.debug("A match of '{}' takes too long", matcher.pattern());
            return false;
        }
    }

    public static Matcher matcher(Pattern pattern, String text) {
        return pattern.matcher(new Steps(text));
    }

    // In brackets POSIX knows classes by name, and no escapes.
    static String translated(String expression) {
        StringBuilder java = new StringBuilder();
        boolean bracket = false;
        int first = -1;
        for (int i = 0; i < expression.length(); i++) {
            char sign = expression.charAt(i);
            if (!bracket) {
                java.append(sign);
                if (sign == '\\' && i + 1 < expression.length()) {
                    java.append(expression.charAt(++i));
                } else if (sign == '[') {
                    bracket = true;
                    first = i + 1;
                    if (first < expression.length() && expression.charAt(first) == '^') {
                        java.append('^');
                        i++;
                        first++;
                    }
                }
            } else if (sign == ']' && i > first) {
                java.append(sign);
                bracket = false;
            } else if (sign == '[' && expression.startsWith("[:", i) && expression.indexOf(":]", i) > 0) {
                int end = expression.indexOf(":]", i);
                java.append("\\p{")
                        .append(name(expression.substring(i + 2, end)))
                        .append('}');
                i = end + 1;
            } else if (sign == '[' || sign == ']' || sign == '&' || sign == '\\') {
                java.append('\\').append(sign);
            } else {
                java.append(sign);
            }
        }
        return java.toString();
    }

    private static String name(String posix) {
        return switch (posix) {
            case "alpha" -> "Alpha";
            case "digit" -> "Digit";
            case "alnum" -> "Alnum";
            case "upper" -> "Upper";
            case "lower" -> "Lower";
            case "space" -> "Space";
            case "punct" -> "Punct";
            case "xdigit" -> "XDigit";
            case "blank" -> "Blank";
            case "cntrl" -> "Cntrl";
            case "graph" -> "Graph";
            case "print" -> "Print";
            default -> posix;
        };
    }

    /** A text that counts how often it is looked at. */
    private static final class Steps implements CharSequence {

        /** Ends a match. */
        private static final class Exceeded extends RuntimeException {
            private static final long serialVersionUID = 1;

            private Exceeded() {
                super("too many steps", null, false, false);
            }
        }

        private final String text;
        private int left = MOST_STEPS;

        private Steps(String text) {
            this.text = text;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            if (--left < 0) {
                throw new Exceeded();
            }
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
