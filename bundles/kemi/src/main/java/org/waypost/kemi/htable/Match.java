package org.waypost.kemi.htable;

import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** How names and values are compared with what a script asks for. */
final class Match {

    private Match() {}

    /** By operator {@code eq ne re sw}; empty if there is no such operator or the expression is malformed. */
    static Optional<Predicate<String>> by(String operator, String wanted) {
        return switch (operator) {
            case "eq" -> Optional.of(wanted::equals);
            case "ne" -> Optional.of(text -> !text.equals(wanted));
            case "sw" -> Optional.of(text -> text.startsWith(wanted));
            case "re" -> expression(wanted);
            default -> Optional.empty();
        };
    }

    /** By a regular expression that may match anywhere, in any case. */
    static Optional<Predicate<String>> expression(String expression) {
        try {
            Pattern pattern = Pattern.compile(expression, Pattern.CASE_INSENSITIVE);
            return Optional.of(text -> finds(pattern, text));
        } catch (PatternSyntaxException malformed) {
            return Optional.empty();
        }
    }

    // A long text can be too deep for an expression such as (a|b)*; it comes from the network and must not end the
    // script.
    private static boolean finds(Pattern pattern, String text) {
        try {
            return pattern.matcher(text).find();
        } catch (StackOverflowError tooDeep) {
            return false;
        }
    }

    /** As {@code $shtcn} and {@code $shtcv} compare: {@code ==x} equal, {@code %~x} begins with, {@code ~%x} ends with, else {@code ~~x}. */
    static Optional<Predicate<String>> counting(String text) {
        String rest = text.length() < 2 ? "" : text.substring(2);
        if (text.startsWith("==")) {
            return Optional.of(rest::equals);
        }
        if (text.startsWith("%~")) {
            return Optional.of(name -> name.startsWith(rest));
        }
        if (text.startsWith("~%")) {
            return Optional.of(name -> name.endsWith(rest));
        }
        return expression(text.startsWith("~~") ? rest : text);
    }
}
