package org.waypost.kemi.textops;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.waypost.kemi.Variables;
import org.waypost.sip.PseudoVariables;
import org.waypost.sip.SipContext;

/**
 * A substitution such as {@code /from/to/gi}: flag g for all matches, i without regard to case, s to let the dot match
 * line ends.
 *
 * @param replacement with {@code \0} to {@code \9} for the match and its groups and pseudo-variables
 */
record Substitution(Pattern pattern, String replacement, boolean all) {

    static Optional<Substitution> parse(String text) {
        if (text.length() < 3) {
            return Optional.empty();
        }
        int middle = separator(text, 1);
        int end = middle < 0 ? -1 : separator(text, middle + 1);
        if (end < 0) {
            return Optional.empty();
        }
        String flags = text.substring(end + 1);
        int options = flags.indexOf('i') < 0 ? 0 : Pattern.CASE_INSENSITIVE;
        options |= flags.indexOf('s') < 0 ? Pattern.MULTILINE : Pattern.DOTALL;
        boolean all = flags.indexOf('g') >= 0;
        String replacement = text.substring(middle + 1, end);
        return Regex.compile(text.substring(1, middle), options)
                .map(pattern -> new Substitution(pattern, replacement, all));
    }

    private static int separator(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) == '\\') {
                i++;
            } else if (text.charAt(i) == text.charAt(0)) {
                return i;
            }
        }
        return -1;
    }

    /** The text with its first match, or all, replaced; empty if there is none. */
    Optional<String> apply(SipContext context, PseudoVariables variables, String text) {
        Matcher matcher = Regex.matcher(pattern, text);
        StringBuilder result = new StringBuilder();
        int position = 0;
        boolean found = false;
        while (Regex.find(matcher) && (all || !found)) {
            found = true;
            result.append(text, position, matcher.start()).append(filled(context, variables, matcher));
            position = matcher.end();
        }
        return found ? Optional.of(result.append(text.substring(position)).toString()) : Optional.empty();
    }

    /**
     * What stands in the place of the match. Only what the script wrote is searched for variables, not what was
     * matched.
     */
    String filled(SipContext context, PseudoVariables variables, Matcher matcher) {
        StringBuilder text = new StringBuilder();
        StringBuilder literal = new StringBuilder();
        for (int i = 0; i < replacement.length(); i++) {
            char sign = replacement.charAt(i);
            if (sign != '\\' || i + 1 == replacement.length()) {
                literal.append(sign);
                continue;
            }
            char escaped = replacement.charAt(++i);
            int group = escaped - '0';
            if (group >= 0 && group <= Math.min(9, matcher.groupCount())) {
                String part = matcher.group(group);
                text.append(expanded(context, variables, literal)).append(part == null ? "" : part);
                literal.setLength(0);
            } else {
                literal.append(unescaped(escaped));
            }
        }
        return text.append(expanded(context, variables, literal)).toString();
    }

    private static String expanded(SipContext context, PseudoVariables variables, StringBuilder literal) {
        String text = literal.toString();
        return Variables.expand(variables, context, text).orElse(text);
    }

    private static char unescaped(char escaped) {
        return switch (escaped) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> escaped;
        };
    }
}
