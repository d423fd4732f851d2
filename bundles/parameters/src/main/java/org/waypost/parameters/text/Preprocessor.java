package org.waypost.parameters.text;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.waypost.parameters.text.Token.Kind;

/**
 * Knows what the directives of a Kamailio configuration say: which names are defined, and whether the part that is being read counts.
 * Substitutions are not made, but what they would change is known. State: that.
 */
final class Preprocessor {

    private static final Pattern SUBSTDEF = Pattern.compile("[\"'](.)(.+?)\\1");
    private static final int DEEPEST = 16;

    private final Map<String, String> defined = new HashMap<>();
    private final Set<String> substituted = new HashSet<>();
    private final Deque<Boolean> conditions = new ArrayDeque<>();

    /** Whether what comes counts. */
    boolean counts() {
        return !conditions.contains(false);
    }

    /**
     * Takes a directive in.
     *
     * @return why it is not understood; empty if it is, or does not matter
     */
    Optional<String> take(String directive) {
        String[] words = directive.substring(2).strip().split("\\s+", 3);
        String name = words.length > 1 ? words[1] : "";
        String rest = words.length > 2 ? words[2] : "";
        switch (words[0]) {
            case "ifdef" -> conditions.push(isDefined(name));
            case "ifndef" -> conditions.push(!isDefined(name));
            case "ifexp" -> {
                // both ways at once would set too much
                conditions.push(false);
                return Optional.of("this condition is not understood, what depends on it is left out");
            }
            case "else" -> {
                if (!conditions.isEmpty()) {
                    conditions.push(!conditions.pop());
                }
            }
            case "endif" -> conditions.poll();
            default -> {
                return counts() ? define(words[0], name, rest, directive) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private Optional<String> define(String word, String name, String rest, String directive) {
        switch (word) {
            case "define", "def", "trydef", "trydefine" -> defined.putIfAbsent(name, rest);
            case "redef", "redefine" -> defined.put(name, rest);
            case "substdef", "substdefs" -> substdef(directive);
            case "subst" -> {
                return Optional.of("#!subst is not understood: what it would change is taken as it stands");
            }
            case "include_file", "import_file" -> {
                return Optional.of("it is not read; import that file itself");
            }
            default -> {
                // such as #!KAMAILIO
            }
        }
        return Optional.empty();
    }

    // #!substdef "!NAME!text!g": any sign may part them
    private void substdef(String directive) {
        Matcher matcher = SUBSTDEF.matcher(directive);
        if (matcher.find()) {
            substituted.add(matcher.group(2));
        }
    }

    private boolean isDefined(String name) {
        return defined.containsKey(name) || substituted.contains(name);
    }

    /** The string or number that a name stands for; empty if it is not defined, or as something else. */
    Optional<Token> value(Token name) {
        Token token = name;
        for (int i = 0; i < DEEPEST && token.kind() == Kind.NAME && defined.containsKey(token.text()); i++) {
            Tokens tokens = new Tokens(defined.get(token.text()));
            token = tokens.next();
            if (tokens.next().kind() != Kind.END) {
                return Optional.empty();
            }
        }
        return token.kind() == Kind.STRING || token.kind() == Kind.NUMBER ? Optional.of(token) : Optional.empty();
    }

    /** The name in a text that a substitution would replace. */
    Optional<String> substituted(String text) {
        return substituted.stream().filter(text::contains).findFirst();
    }
}
