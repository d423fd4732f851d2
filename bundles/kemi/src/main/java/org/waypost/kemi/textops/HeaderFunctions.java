package org.waypost.kemi.textops;

import java.util.Locale;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import org.waypost.kemi.Arguments;
import org.waypost.kemi.Codes;
import org.waypost.kemi.Functions;
import org.waypost.kemi.Messages;
import org.waypost.sip.HeaderName;
import org.waypost.sip.Octets;
import org.waypost.sip.SipContext;
import org.waypost.sip.SipMessage;

/** Finds and removes headers by name, expression, place and content. */
final class HeaderFunctions {

    private static final int NONE_REMOVED = 2;
    private static final String[] PRIVACY = {"user", "header", "session", "none", "critical", "id"};

    private HeaderFunctions() {}

    static void add(Functions table) {
        table.add(
                        "is_present_hf",
                        "s",
                        "Whether the message has a header of a name.",
                        (c, a) -> Codes.of(Messages.indexOf(Messages.inHand(c), Arguments.text(a, 0), 0) >= 0))
                .add(
                        "is_present_hf_re",
                        "s",
                        "Whether the message has a header whose name matches.",
                        (c, a) -> Codes.of(named(Messages.inHand(c), Arguments.text(a, 0)) >= 0))
                .add("remove_hf", "s", "Removes all headers of a name.", (c, a) -> {
                    remove(c, index -> Messages.isNamed(Messages.inHand(c), index, Arguments.text(a, 0)));
                    return Codes.TRUE;
                })
                .add(
                        "remove_hf_re",
                        "s",
                        "Removes all headers whose name matches; -1 if there is none.",
                        (c, a) -> matching(c, Arguments.text(a, 0), ""))
                .add(
                        "remove_hf_exp",
                        "ss",
                        "Removes all headers whose name matches the first but not the second expression.",
                        (c, a) -> matching(c, Arguments.text(a, 0), Arguments.text(a, 1)))
                .add(
                        "remove_hf_idx",
                        "si",
                        "Removes the header of a name and place, the last being -1; 2 if there is none.",
                        (c, a) -> removeAt(c, Arguments.text(a, 0), Arguments.integer(a, 1)))
                .add(
                        "remove_hf_match",
                        "sss",
                        "Removes headers of a name whose value compares (eq, ne, re) with a text.",
                        HeaderFunctions::removeContent)
                .add(
                        "is_privacy",
                        "s",
                        "Whether Privacy asks for that.",
                        (c, a) -> Codes.of(isPrivacy(
                                Messages.inHand(c), Arguments.text(a, 0).toLowerCase(Locale.ROOT))));
    }

    private static int remove(SipContext context, IntPredicate wanted) {
        int count = Messages.inHand(context).headerCount();
        int removed = 0;
        for (int i = 0; i < count; i++) {
            if (wanted.test(i)) {
                context.edits().remove(i);
                removed++;
            }
        }
        return removed;
    }

    private static int named(SipMessage message, String expression) {
        Optional<Pattern> pattern = Regex.compile(expression);
        for (int i = 0; pattern.isPresent() && i < message.headerCount(); i++) {
            if (matches(pattern.get(), message.headerText(i))) {
                return i;
            }
        }
        return -1;
    }

    private static int matching(SipContext context, String expression, String exception) {
        SipMessage message = Messages.inHand(context);
        Optional<Pattern> pattern = Regex.compile(expression);
        Optional<Pattern> but = exception.isEmpty() ? Optional.empty() : Regex.compile(exception);
        return Codes.of(pattern.isPresent()
                && remove(
                                context,
                                index -> matches(pattern.get(), message.headerText(index))
                                        && !(but.isPresent() && matches(but.get(), message.headerText(index))))
                        > 0);
    }

    private static boolean matches(Pattern pattern, Octets text) {
        return Regex.find(Regex.matcher(pattern, text.toString()));
    }

    private static int removeAt(SipContext context, String name, int place) {
        SipMessage message = Messages.inHand(context);
        int index = -1;
        if (place < 0) {
            index = place == -1 ? Messages.lastIndexOf(message, name) : -1;
        } else {
            index = Messages.indexOf(message, name, 0);
            for (int i = 0; i < place && index >= 0; i++) {
                index = Messages.indexOf(message, name, index + 1);
            }
        }
        if (index < 0) {
            return NONE_REMOVED;
        }
        context.edits().remove(index);
        return Codes.TRUE;
    }

    private static Object removeContent(SipContext context, Object[] arguments) {
        SipMessage message = Messages.inHand(context);
        String name = Arguments.text(arguments, 0);
        String text = Arguments.text(arguments, 2);
        Optional<Pattern> pattern = Arguments.text(arguments, 1).equals("re") ? Regex.compile(text) : Optional.empty();
        IntPredicate content = switch (Arguments.text(arguments, 1)) {
            case "eq" -> index -> message.headerValue(index).contentEquals(text);
            case "ne" -> index -> !message.headerValue(index).contentEquals(text);
            case "re" -> index -> pattern.isPresent() && matches(pattern.get(), message.headerValue(index));
            default -> index -> false;
        };
        return Codes.of(remove(context, index -> Messages.isNamed(message, index, name) && content.test(index)) > 0);
    }

    // RFC 3323 4.2
    private static boolean isPrivacy(SipMessage message, String wanted) {
        boolean known = false;
        for (String value : PRIVACY) {
            known |= value.equals(wanted);
        }
        for (String value : message.first(HeaderName.PRIVACY).toString().split("[;,]")) {
            if (known && value.trim().equalsIgnoreCase(wanted)) {
                return true;
            }
        }
        return false;
    }
}
