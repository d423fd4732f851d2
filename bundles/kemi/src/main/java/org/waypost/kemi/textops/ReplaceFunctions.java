package org.waypost.kemi.textops;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.waypost.kemi.Arguments;
import org.waypost.kemi.Codes;
import org.waypost.kemi.Functions;
import org.waypost.kemi.Messages;
import org.waypost.sip.SipContext;
import org.waypost.sip.SipMessage;

/** Replaces text of the headers, the body or both; the first line stays as it is. */
final class ReplaceFunctions {

    private ReplaceFunctions() {}

    /** A part of the message by its offsets. */
    private record Range(int from, int to) {

        static Range all(SipMessage message) {
            return new Range(Splices.headers(message), message.octets().length());
        }

        static Range headers(SipMessage message) {
            return new Range(Splices.headers(message), Splices.body(message));
        }

        static Range body(SipMessage message) {
            return new Range(Splices.body(message), message.octets().length());
        }
    }

    static void add(Functions table) {
        table.add(
                        "replace",
                        "ss",
                        "Replaces the first match in headers or body.",
                        (c, a) -> matches(c, a, all(c), false))
                .add(
                        "replace_all",
                        "ss",
                        "Replaces all matches in headers and body.",
                        (c, a) -> matches(c, a, all(c), true))
                .add(
                        "replace_hdrs",
                        "ss",
                        "Replaces all matches in the headers.",
                        (c, a) -> matches(c, a, Range.headers(Messages.inHand(c)), true))
                .add(
                        "replace_body",
                        "ss",
                        "Replaces the first match in the body.",
                        (c, a) -> matches(c, a, body(c), false))
                .add(
                        "replace_body_all",
                        "ss",
                        "Replaces all matches in the body, line by line.",
                        (c, a) -> matches(c, a, body(c), true))
                .add(
                        "replace_body_atonce",
                        "ss",
                        "Replaces all matches in the body as one text.",
                        (c, a) -> matches(c, a, body(c), true))
                .add(
                        "replace_str",
                        "sss",
                        "Replaces a text in headers or body: f the first, a all.",
                        (c, a) -> texts(c, a, all(c)))
                .add(
                        "replace_hdrs_str",
                        "sss",
                        "Replaces a text in the headers: f the first, a all.",
                        (c, a) -> texts(c, a, Range.headers(Messages.inHand(c))))
                .add(
                        "replace_body_str",
                        "sss",
                        "Replaces a text in the body: f the first, a all.",
                        (c, a) -> texts(c, a, body(c)));
    }

    private static Range all(SipContext context) {
        return Range.all(Messages.inHand(context));
    }

    private static Range body(SipContext context) {
        return Range.body(Messages.inHand(context));
    }

    private static int matches(SipContext context, Object[] arguments, Range range, boolean all) {
        Optional<Pattern> pattern = Regex.compile(Arguments.text(arguments, 0));
        return Codes.of(
                pattern.isPresent() && replace(context, pattern.get(), Arguments.text(arguments, 1), range, all) > 0);
    }

    // A text that is not there is no failure, as in Kamailio.
    private static int texts(SipContext context, Object[] arguments, Range range) {
        String wanted = Arguments.text(arguments, 0);
        if (wanted.isEmpty()) {
            return Codes.FALSE;
        }
        Pattern pattern = Pattern.compile(wanted, Pattern.LITERAL);
        replace(
                context,
                pattern,
                Arguments.text(arguments, 1),
                range,
                Arguments.text(arguments, 2).startsWith("a"));
        return Codes.TRUE;
    }

    private static int replace(SipContext context, Pattern pattern, String text, Range range, boolean all) {
        String part = Messages.inHand(context).octets().toString().substring(range.from(), range.to());
        Matcher matcher = Regex.matcher(pattern, part);
        List<MatchResult> found = new ArrayList<>();
        while ((all || found.isEmpty()) && Regex.find(matcher)) {
            if (matcher.end() > matcher.start()) {
                found.add(matcher.toMatchResult());
            }
        }
        for (MatchResult match : found) {
            Splices.of(context).replace(context, range.from() + match.start(), range.from() + match.end(), text);
        }
        return found.size();
    }
}
