package org.waypost.kemi.pvx;

import java.util.Optional;
import org.waypost.kemi.Arguments;
import org.waypost.kemi.Codes;
import org.waypost.kemi.Functions;
import org.waypost.sip.Octets;
import org.waypost.sip.Parameters;
import org.waypost.sip.SipContext;
import org.waypost.sip.Value;
import org.waypost.sip.Xavps;
import org.waypost.sip.Xavps.Entry;

/** Makes the fields of an extended AVP out of a text of parameters, and the other way round. */
final class XavpText {

    private static final String LIST_FIELD = "v";

    /** Sets a pseudo-variable. */
    @FunctionalInterface
    interface Assignment {
        boolean set(SipContext context, String spec, Value value);
    }

    private final XavpKind kind;
    private final Assignment assignment;

    XavpText(XavpKind kind, Assignment assignment) {
        this.kind = kind;
        this.assignment = assignment;
    }

    void add(Functions table) {
        String prefix = kind.text();
        table.add(
                        prefix + "_params_explode",
                        "ss",
                        "Adds an entry with the fields of a text such as a=1;b=2.",
                        (c, a) -> explode(c, Arguments.text(a, 0), Arguments.text(a, 1)))
                .add(
                        prefix + "_params_implode",
                        "ss",
                        "Sets a variable to the fields of an entry as a text.",
                        (c, a) -> implode(c, Arguments.text(a, 0), Arguments.text(a, 1)));
        if (kind == XavpKind.XAVP) {
            table.add(
                    "xavp_slist_explode",
                    "ssss",
                    "Adds an entry with a field v for each part of a text; mode t trims them.",
                    (c, a) -> split(c, a));
        }
    }

    /** All entries of a list as one line. */
    static String of(Xavps list) {
        StringBuilder text = new StringBuilder();
        for (Entry entry : list.entries()) {
            text.append(entry.name()).append('=');
            text.append(entry.fields()
                    .map(fields -> "{" + of(fields) + "}")
                    .orElse(entry.value().text()));
            text.append(';');
        }
        return text.toString();
    }

    private int explode(SipContext context, String text, String name) {
        if (text.isEmpty()) {
            return Codes.FALSE;
        }
        Octets octets = Octets.of(text);
        Xavps fields = context.xavps().newList();
        Optional<Parameters> parameter = Parameters.next(octets, 0);
        while (parameter.isPresent()) {
            String value = unquoted(parameter.get().value().toString());
            fields.append(Entry.of(parameter.get().name().toString(), Value.of(value)));
            parameter = Parameters.next(octets, parameter.get().end());
        }
        return push(context, name, fields);
    }

    private int implode(SipContext context, String name, String variable) {
        Xavps list = kind.list(context);
        Optional<Xavps> fields = kind.find(list, name, 0).flatMap(Entry::fields);
        if (fields.isEmpty()) {
            return Codes.FALSE;
        }
        StringBuilder text = new StringBuilder();
        for (Entry field : fields.get().entries()) {
            text.append(field.name());
            if (!field.value().text().isEmpty()) {
                text.append('=').append(field.value().text());
            }
            text.append(';');
        }
        return Codes.of(assignment.set(context, variable, Value.of(text.toString())));
    }

    private int split(SipContext context, Object[] arguments) {
        String text = Arguments.text(arguments, 0);
        String separator = Arguments.text(arguments, 1);
        if (text.isEmpty() || separator.isEmpty()) {
            return Codes.FALSE;
        }
        boolean trim = Arguments.text(arguments, 2).indexOf('t') >= 0;
        Xavps fields = context.xavps().newList();
        int start = 0;
        while (start <= text.length()) {
            int next = text.indexOf(separator.charAt(0), start);
            int end = next < 0 ? text.length() : next;
            String part = text.substring(start, end);
            fields.append(Entry.of(LIST_FIELD, Value.of(trim ? part.trim() : part)));
            start = end + 1;
        }
        return push(context, Arguments.text(arguments, 3), fields);
    }

    private int push(SipContext context, String name, Xavps fields) {
        Xavps list = kind.list(context);
        if (kind == XavpKind.XAVU) {
            list.removeAll(name);
        }
        list.push(Entry.of(name, fields));
        return Codes.TRUE;
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}
