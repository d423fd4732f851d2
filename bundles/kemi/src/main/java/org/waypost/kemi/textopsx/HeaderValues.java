package org.waypost.kemi.textopsx;

import java.util.ArrayList;
import java.util.List;
import org.waypost.kemi.Arguments;
import org.waypost.kemi.Codes;
import org.waypost.kemi.Functions;
import org.waypost.kemi.Messages;
import org.waypost.sip.Octets;
import org.waypost.sip.SipContext;
import org.waypost.sip.SipMessage;

/** The values of headers that commas separate. A name may be followed by {@code [*]} for all of them. */
final class HeaderValues {

    private static final String ALL = "[*]";

    private HeaderValues() {}

    static void add(Functions table) {
        table.add(
                        "hf_value_exists",
                        "ss",
                        "Whether a header has a value, without regard to case.",
                        (c, a) -> Codes.of(exists(Messages.inHand(c), name(a), Arguments.text(a, 1))))
                .add("append_hf_value", "ss", "Adds a header with a value at the end.", (c, a) -> {
                    c.edits().append(line(name(a), Arguments.text(a, 1)));
                    return Codes.TRUE;
                })
                .add(
                        "insert_hf_value",
                        "ss",
                        "Adds a header with a value before those of its name.",
                        HeaderValues::insert)
                .add(
                        "include_hf_value",
                        "ss",
                        "Adds a value to the first header of a name, unless it is there.",
                        HeaderValues::include)
                .add("exclude_hf_value", "ss", "Removes a value from the headers of a name.", (c, a) -> {
                    exclude(c, name(a), Arguments.text(a, 1));
                    return Codes.TRUE;
                })
                .add("remove_hf_value", "s", "Removes the first value of a header, or all of them.", (c, a) -> {
                    removeFirst(c, a);
                    return Codes.TRUE;
                })
                .add("assign_hf_value", "ss", "Replaces the first value of a header.", HeaderValues::assign)
                .inert("remove_hf_value2", "ss", "Removes a parameter of a header's value.", Codes.TRUE)
                .inert("assign_hf_value2", "ss", "Replaces a parameter of a header's value.", Codes.TRUE);
    }

    private static String name(Object[] arguments) {
        String name = Arguments.text(arguments, 0);
        int bracket = name.indexOf('[');
        return bracket < 0 ? name : name.substring(0, bracket);
    }

    private static String line(String name, String value) {
        return name + ": " + value + "\r\n";
    }

    private static List<String> values(Octets header) {
        List<String> values = new ArrayList<>();
        int start = 0;
        while (start < header.length()) {
            int end = header.elementEnd(start);
            values.add(header.sub(start, end).toString());
            start = end + 1;
        }
        return values;
    }

    private static boolean exists(SipMessage message, String name, String wanted) {
        for (int i = Messages.indexOf(message, name, 0); i >= 0; i = Messages.indexOf(message, name, i + 1)) {
            for (String value : values(message.headerValue(i))) {
                if (value.trim().equalsIgnoreCase(wanted)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static Object insert(SipContext context, Object[] arguments) {
        int index = Messages.indexOf(Messages.inHand(context), name(arguments), 0);
        String line = line(name(arguments), Arguments.text(arguments, 1));
        if (index < 0) {
            context.edits().append(line);
        } else {
            context.edits().insert(index, line);
        }
        return Codes.TRUE;
    }

    private static Object include(SipContext context, Object[] arguments) {
        SipMessage message = Messages.inHand(context);
        String name = name(arguments);
        String value = Arguments.text(arguments, 1);
        if (exists(message, name, value)) {
            return Codes.TRUE;
        }
        int index = Messages.indexOf(message, name, 0);
        if (index < 0) {
            context.edits().append(line(name, value));
        } else {
            replace(context, index, message.headerValue(index) + "," + value);
        }
        return Codes.TRUE;
    }

    private static void exclude(SipContext context, String name, String wanted) {
        SipMessage message = Messages.inHand(context);
        for (int i = Messages.indexOf(message, name, 0); i >= 0; i = Messages.indexOf(message, name, i + 1)) {
            List<String> values = values(message.headerValue(i));
            if (values.removeIf(value -> value.trim().equalsIgnoreCase(wanted))) {
                put(context, i, values);
            }
        }
    }

    private static void removeFirst(SipContext context, Object[] arguments) {
        SipMessage message = Messages.inHand(context);
        String name = name(arguments);
        boolean all = Arguments.text(arguments, 0).endsWith(ALL);
        int index = Messages.indexOf(message, name, 0);
        while (index >= 0) {
            List<String> values = values(message.headerValue(index));
            put(context, index, all || values.isEmpty() ? List.of() : values.subList(1, values.size()));
            index = all ? Messages.indexOf(message, name, index + 1) : -1;
        }
    }

    private static Object assign(SipContext context, Object[] arguments) {
        SipMessage message = Messages.inHand(context);
        int index = Messages.indexOf(message, name(arguments), 0);
        if (index < 0) {
            context.edits().append(line(name(arguments), Arguments.text(arguments, 1)));
            return Codes.TRUE;
        }
        List<String> values = values(message.headerValue(index));
        if (values.isEmpty()) {
            values.add("");
        }
        values.set(0, Arguments.text(arguments, 1));
        put(context, index, values);
        return Codes.TRUE;
    }

    private static void put(SipContext context, int index, List<String> values) {
        if (values.isEmpty()) {
            context.edits().remove(index);
        } else {
            replace(context, index, String.join(",", values));
        }
    }

    private static void replace(SipContext context, int index, String value) {
        context.edits()
                .replace(index, line(Messages.inHand(context).headerText(index).toString(), value));
    }
}
