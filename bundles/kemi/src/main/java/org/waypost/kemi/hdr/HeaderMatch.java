package org.waypost.kemi.hdr;

import java.util.Locale;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.waypost.kemi.Arguments;
import org.waypost.kemi.Messages;
import org.waypost.sip.SipMessage;

/** Compares the headers of one name with a text, whatever the case of the letters. */
final class HeaderMatch {

    private HeaderMatch() {}

    /** Name, operator, text and which of the headers, as {@code match_content} takes them. */
    static boolean matches(SipMessage message, Object[] arguments) {
        String name = Arguments.text(arguments, 0);
        Optional<BiPredicate<String, String>> operator = operator(Arguments.text(arguments, 1));
        String which = Arguments.text(arguments, 3);
        int first = Messages.indexOf(message, name, 0);
        if (name.isEmpty() || operator.isEmpty() || which.isEmpty() || first < 0) {
            return false;
        }
        String text = Arguments.text(arguments, 2).toLowerCase(Locale.ROOT);
        return switch (which.charAt(0)) {
            case 'f' -> operator.get().test(value(message, first), text);
            case 'l' -> operator.get().test(value(message, Messages.lastIndexOf(message, name)), text);
            case 'o' -> count(message, name, operator.get(), text, true) > 0;
            case 'a' -> count(message, name, operator.get(), text, false) == 0;
            default -> false;
        };
    }

    private static int count(
            SipMessage message, String name, BiPredicate<String, String> operator, String text, boolean wanted) {
        int count = 0;
        for (int i = Messages.indexOf(message, name, 0); i >= 0; i = Messages.indexOf(message, name, i + 1)) {
            if (operator.test(value(message, i), text) == wanted) {
                count++;
            }
        }
        return count;
    }

    private static Optional<BiPredicate<String, String>> operator(String name) {
        return switch (name) {
            case "eq" -> Optional.of(String::equals);
            case "ne" -> Optional.of((value, text) -> !value.equals(text));
            case "sw" -> Optional.of(String::startsWith);
            case "in" -> Optional.of(String::contains);
            default -> Optional.empty();
        };
    }

    private static String value(SipMessage message, int index) {
        return message.headerValue(index).toString().toLowerCase(Locale.ROOT);
    }
}
