package org.waypost.kemi.textops;

import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.waypost.kemi.Arguments;
import org.waypost.kemi.Codes;
import org.waypost.kemi.Functions;
import org.waypost.kemi.Messages;
import org.waypost.kemi.TargetUri;
import org.waypost.kemi.Variables;
import org.waypost.sip.PseudoVariables;
import org.waypost.sip.SipContext;
import org.waypost.sip.SipMessage;
import org.waypost.sip.Value;

/** Substitutions such as {@code /from/to/gi}, in the message, in one header, or in the Request-URI. */
final class SubstFunctions {

    private static final int NO_MATCH = -2;

    private final Supplier<PseudoVariables> variables;

    SubstFunctions(Supplier<PseudoVariables> variables) {
        this.variables = variables;
    }

    void add(Functions table) {
        table.add(
                        "subst",
                        "s",
                        "Substitutes in headers and body.",
                        (c, a) -> in(c, Arguments.text(a, 0), Splices.headers(Messages.inHand(c))))
                .add(
                        "subst_body",
                        "s",
                        "Substitutes in the body.",
                        (c, a) -> in(c, Arguments.text(a, 0), Splices.body(Messages.inHand(c))))
                .add(
                        "subst_hf",
                        "sss",
                        "Substitutes in headers of a name: f the first, l the last, a all.",
                        this::inHeader)
                .add("subst_uri", "s", "Substitutes in the Request-URI.", (c, a) -> {
                    Optional<String> uri = applied(c, a, TargetUri.of(c));
                    uri.ifPresent(changed -> TargetUri.set(c, changed));
                    return Codes.of(uri.isPresent());
                })
                .add("subst_user", "s", "Substitutes in the user of the Request-URI.", (c, a) -> {
                    String user =
                            TargetUri.parse(c).map(uri -> uri.user().toString()).orElse("");
                    return Codes.of(applied(c, a, user)
                            .filter(changed -> TargetUri.user(c, changed))
                            .isPresent());
                })
                .add(
                        "regex_substring",
                        "ssiis",
                        "Sets a variable to a group of a match: text, expression, group, groups," + " variable.",
                        this::substring);
    }

    private Optional<String> applied(SipContext context, Object[] arguments, String text) {
        return Substitution.parse(Arguments.text(arguments, 0))
                .flatMap(substitution -> substitution.apply(context, variables.get(), text));
    }

    private int in(SipContext context, String expression, int from) {
        Optional<Substitution> substitution = Substitution.parse(expression);
        return Codes.of(substitution.isPresent()
                && replace(
                        context,
                        substitution.get(),
                        from,
                        Messages.inHand(context).octets().length()));
    }

    private boolean replace(SipContext context, Substitution substitution, int from, int to) {
        String text = Messages.inHand(context).octets().toString().substring(from, to);
        Matcher matcher = Regex.matcher(substitution.pattern(), text);
        boolean found = false;
        while ((substitution.all() || !found) && Regex.find(matcher)) {
            found = true;
            String filled = substitution.filled(context, variables.get(), matcher);
            Splices.of(context).replace(context, from + matcher.start(), from + matcher.end(), filled);
        }
        return found;
    }

    private Object inHeader(SipContext context, Object[] arguments) {
        SipMessage message = Messages.inHand(context);
        String name = Arguments.text(arguments, 0);
        String which = Arguments.text(arguments, 2);
        Optional<Substitution> substitution = Substitution.parse(Arguments.text(arguments, 1));
        if (substitution.isEmpty()) {
            return Codes.FALSE;
        }
        int index = which.startsWith("l") ? Messages.lastIndexOf(message, name) : Messages.indexOf(message, name, 0);
        boolean found = false;
        while (index >= 0) {
            int from = message.headerValue(index).offset() - message.octets().offset();
            found |= replace(
                    context,
                    substitution.get(),
                    from,
                    from + message.headerValue(index).length());
            index = which.startsWith("a") ? Messages.indexOf(message, name, index + 1) : -1;
        }
        return Codes.of(found);
    }

    private Object substring(SipContext context, Object[] arguments) {
        Optional<Pattern> pattern = Regex.compile(Arguments.text(arguments, 1), Pattern.MULTILINE);
        int group = Arguments.integer(arguments, 2);
        if (pattern.isEmpty() || group < 0 || group >= Arguments.integer(arguments, 3)) {
            return Codes.FALSE;
        }
        Matcher matcher = Regex.matcher(pattern.get(), Arguments.text(arguments, 0));
        if (!Regex.find(matcher) || group > matcher.groupCount() || matcher.group(group) == null) {
            return NO_MATCH;
        }
        return Codes.of(
                Variables.set(variables.get(), context, Arguments.text(arguments, 4), Value.of(matcher.group(group))));
    }
}
