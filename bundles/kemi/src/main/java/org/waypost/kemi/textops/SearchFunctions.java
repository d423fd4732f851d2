package org.waypost.kemi.textops;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.waypost.kemi.Arguments;
import org.waypost.kemi.Codes;
import org.waypost.kemi.Functions;
import org.waypost.kemi.Messages;
import org.waypost.sip.SipContext;
import org.waypost.sip.SipMessage;

/** Searches the message, and adds text behind what was found. Expressions have no regard to case. */
final class SearchFunctions {

    private static final int NO_TEXT = -2;

    private SearchFunctions() {}

    static void add(Functions table) {
        table.add(
                        "search",
                        "s",
                        "Whether an expression matches in the message.",
                        (c, a) -> Codes.of(finds(
                                Arguments.text(a, 0),
                                Messages.inHand(c).octets().toString())))
                .add(
                        "search_body",
                        "s",
                        "Whether an expression matches in the body.",
                        (c, a) -> Codes.of(finds(
                                Arguments.text(a, 0), Messages.inHand(c).body().toString())))
                .add(
                        "search_str",
                        "ss",
                        "Whether an expression matches in a text; -2 if the text is empty.",
                        (c, a) -> Arguments.text(a, 0).isEmpty()
                                ? (Object) NO_TEXT
                                : Codes.of(finds(Arguments.text(a, 1), Arguments.text(a, 0))))
                .add(
                        "search_hf",
                        "sss",
                        "Whether an expression matches in headers of a name: f the first, l the last, a any.",
                        SearchFunctions::searchHeader)
                .add(
                        "search_append",
                        "ss",
                        "Adds a text behind the first match in headers or body.",
                        (c, a) -> append(c, a, Splices.headers(Messages.inHand(c))))
                .add(
                        "search_append_body",
                        "ss",
                        "Adds a text behind the first match in the body.",
                        (c, a) -> append(c, a, Splices.body(Messages.inHand(c))));
    }

    private static boolean finds(String expression, String text) {
        Optional<Pattern> pattern = Regex.compile(expression);
        return pattern.isPresent() && Regex.find(Regex.matcher(pattern.get(), text));
    }

    private static Object searchHeader(SipContext context, Object[] arguments) {
        SipMessage message = Messages.inHand(context);
        String name = Arguments.text(arguments, 0);
        String expression = Arguments.text(arguments, 1);
        String which = Arguments.text(arguments, 2);
        int first = Messages.indexOf(message, name, 0);
        if (first < 0) {
            return Codes.FALSE;
        }
        if (which.startsWith("f")) {
            return Codes.of(finds(expression, message.headerValue(first).toString()));
        }
        if (which.startsWith("l")) {
            return Codes.of(finds(
                    expression,
                    message.headerValue(Messages.lastIndexOf(message, name)).toString()));
        }
        for (int i = first; i >= 0; i = Messages.indexOf(message, name, i + 1)) {
            if (finds(expression, message.headerValue(i).toString())) {
                return Codes.TRUE;
            }
        }
        return Codes.FALSE;
    }

    private static int append(SipContext context, Object[] arguments, int from) {
        Optional<Pattern> pattern = Regex.compile(Arguments.text(arguments, 0));
        String text = Messages.inHand(context).octets().toString().substring(from);
        if (pattern.isEmpty()) {
            return Codes.FALSE;
        }
        Matcher matcher = Regex.matcher(pattern.get(), text);
        if (!Regex.find(matcher)) {
            return Codes.FALSE;
        }
        String added = matcher.group() + Arguments.text(arguments, 1);
        Splices.of(context).replace(context, from + matcher.start(), from + matcher.end(), added);
        return Codes.TRUE;
    }
}
