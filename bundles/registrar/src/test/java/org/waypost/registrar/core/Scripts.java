package org.waypost.registrar.core;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.waypost.sip.SipContext;
import org.waypost.sip.Value;
import org.waypost.sip.Xavps;

/** What a script does to the XAVPs of a request, and what it sees in them. */
final class Scripts {

    private Scripts() {}

    /** {@code $xavp(name=>field) = value}: begins a new XAVP, as in Kamailio. */
    static void set(SipContext context, String name, String field, Value value) {
        Xavps fields = context.xavps().newList();
        fields.push(Xavps.Entry.of(field, value));
        context.xavps().push(Xavps.Entry.of(name, fields));
    }

    /** The values of {@code $xavp(name=>field[*])}, the newest first. */
    static List<String> values(SipContext context, String name, String field) {
        return context.xavps().get(name, 0).flatMap(Xavps.Entry::fields).stream()
                .flatMap(fields -> Stream.iterate(0, i -> i < fields.count(field), i -> i + 1)
                        .map(i -> fields.get(field, i).orElseThrow().value().text()))
                .collect(Collectors.toList());
    }

    /** The values of {@code $xavp(name[*]=>field)}, the newest first; {@code -} for an entry without. */
    static List<String> each(SipContext context, String name, String field) {
        return Stream.iterate(0, i -> i < context.xavps().count(name), i -> i + 1)
                .map(i -> context.xavps().get(name, i).orElseThrow())
                .map(entry -> entry.fields()
                        .flatMap(fields -> fields.get(field, 0))
                        .map(found -> found.value().text())
                        .orElse("-"))
                .collect(Collectors.toList());
    }
}
