package org.waypost.kemi.pvx;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.waypost.kemi.Arguments;
import org.waypost.kemi.Codes;
import org.waypost.kemi.Functions;
import org.waypost.kemi.ScriptLog;
import org.waypost.kemi.Variables;
import org.waypost.sip.SipContext;
import org.waypost.sip.Value;
import org.waypost.sip.Xavps;
import org.waypost.sip.Xavps.Entry;

/** The functions of one kind of extended AVPs. */
final class XavpFunctions {

    private final XavpKind kind;
    private final XavpText.Assignment assignment;

    /** @param assignment sets the variable that takes a result */
    XavpFunctions(XavpKind kind, XavpText.Assignment assignment) {
        this.kind = kind;
        this.assignment = assignment;
    }

    void add(Functions table) {
        String prefix = kind.text();
        table.add(prefix + "_get", "s", "Value of an entry, nil if there is none.", (c, a) -> get(c, a, null))
                .add(
                        prefix + "_gete",
                        "s",
                        "Value of an entry, an empty text if there is none.",
                        (c, a) -> get(c, a, Variables.EMPTY))
                .add(
                        prefix + "_getw",
                        "s",
                        "Value of an entry, <null> if there is none.",
                        (c, a) -> get(c, a, Variables.NULL))
                .add(
                        prefix + "_is_null",
                        "s",
                        "Whether there is no such entry.",
                        (c, a) -> Codes.of(root(c, Arguments.text(a, 0), 0).isEmpty()))
                .add(prefix + "_sets", "ss", "Adds an entry that holds a text.", (c, a) -> set(c, a, text(a, 1)))
                .add(prefix + "_seti", "si", "Adds an entry that holds a number.", (c, a) -> set(c, a, number(a, 1)))
                .add(
                        prefix + "_rm",
                        "s",
                        "Removes the newest entry of a name.",
                        (c, a) -> remove(kind.list(c), Arguments.text(a, 0)))
                .add(
                        prefix + "_child_get",
                        "ss",
                        "Value of a field, nil if there is none.",
                        (c, a) -> child(c, a, null))
                .add(
                        prefix + "_child_gete",
                        "ss",
                        "Value of a field, an empty text if there is none.",
                        (c, a) -> child(c, a, Variables.EMPTY))
                .add(
                        prefix + "_child_getw",
                        "ss",
                        "Value of a field, <null> if there is none.",
                        (c, a) -> child(c, a, Variables.NULL))
                .add(
                        prefix + "_child_is_null",
                        "ss",
                        "Whether an entry has no such field.",
                        (c, a) -> Codes.of(field(c, a).isEmpty()))
                .add(prefix + "_child_sets", "sss", "Sets a field to a text.", (c, a) -> setChild(c, a, text(a, 2)))
                .add(prefix + "_child_seti", "ssi", "Sets a field to a number.", (c, a) -> setChild(c, a, number(a, 2)))
                .add(
                        prefix + "_child_rm",
                        "ss",
                        "Removes a field.",
                        (c, a) -> fields(c, a)
                                .map(fields -> remove(fields, Arguments.text(a, 1)))
                                .orElse(Codes.TRUE))
                .get("pv_" + prefix + "_print", "Writes all entries to the log.", c -> {
                    ScriptLog.write(ScriptLog.Level.INFO, prefix + ": " + XavpText.of(kind.list(c)));
                    return Codes.TRUE;
                });
        if (kind != XavpKind.XAVU) {
            lists(table, prefix);
        }
        if (kind != XavpKind.XAVI) {
            new XavpText(kind, assignment).add(table);
        }
        if (kind == XavpKind.XAVP) {
            copies(table);
        }
    }

    private void lists(Functions table, String prefix) {
        table.add(
                        prefix + "_get_keys",
                        "si",
                        "Names of the fields of an entry, nil if there is none.",
                        (c, a) -> root(c, Arguments.text(a, 0), Arguments.integer(a, 1))
                                .flatMap(Entry::fields)
                                .map(fields ->
                                        (Object) List.copyOf(dictionary(fields).keySet()))
                                .orElse(null))
                .add(
                        prefix + "_getd",
                        "s",
                        "All entries of a name as tables of their fields.",
                        (c, a) -> all(c, Arguments.text(a, 0)))
                .add(
                        prefix + "_getd_p1",
                        "si",
                        "The fields of an entry as a table.",
                        (c, a) -> root(c, Arguments.text(a, 0), Arguments.integer(a, 1))
                                .flatMap(Entry::fields)
                                .map(fields -> (Object) dictionary(fields))
                                .orElse(null));
    }

    private void copies(Functions table) {
        table.add("xavp_copy", "sis", "Copies an entry under another name.", (c, a) -> copy(c, a, -1))
                .add(
                        "xavp_copy_dst",
                        "sisi",
                        "Copies an entry in the place of another one.",
                        (c, a) -> copy(c, a, Arguments.integer(a, 3)));
    }

    private Optional<Entry> root(SipContext context, String name, int index) {
        return kind.find(kind.list(context), name, index);
    }

    private Optional<Xavps> fields(SipContext context, Object[] arguments) {
        return root(context, Arguments.text(arguments, 0), 0).flatMap(Entry::fields);
    }

    private Optional<Entry> field(SipContext context, Object[] arguments) {
        return fields(context, arguments).flatMap(fields -> kind.find(fields, Arguments.text(arguments, 1), 0));
    }

    private Object get(SipContext context, Object[] arguments, Object nothing) {
        return root(context, Arguments.text(arguments, 0), 0)
                .map(entry -> value(entry, nothing))
                .orElse(nothing);
    }

    private Object child(SipContext context, Object[] arguments, Object nothing) {
        return field(context, arguments).map(entry -> value(entry, nothing)).orElse(nothing);
    }

    private static Object value(Entry entry, Object nothing) {
        return entry.fields().isPresent() ? "<<xavp:" + entry.name() + ">>" : Variables.result(entry.value(), nothing);
    }

    private int set(SipContext context, Object[] arguments, Value value) {
        Xavps list = kind.list(context);
        String name = Arguments.text(arguments, 0);
        if (kind == XavpKind.XAVU) {
            list.removeAll(name);
        }
        list.push(Entry.of(kind.spelling(list, name), value));
        return Codes.TRUE;
    }

    private int setChild(SipContext context, Object[] arguments, Value value) {
        Xavps list = kind.list(context);
        String name = kind.spelling(list, Arguments.text(arguments, 0));
        Xavps fields = fields(context, arguments).orElse(null);
        if (fields == null) {
            fields = list.newList();
            if (!list.replace(0, Entry.of(name, fields))) {
                list.push(Entry.of(name, fields));
            }
        }
        String field = kind.spelling(fields, Arguments.text(arguments, 1));
        fields.remove(field, 0);
        fields.push(Entry.of(field, value));
        return Codes.TRUE;
    }

    private int remove(Xavps list, String name) {
        list.remove(kind.spelling(list, name), 0);
        return Codes.TRUE;
    }

    private int copy(SipContext context, Object[] arguments, int place) {
        Optional<Entry> source = root(context, Arguments.text(arguments, 0), Arguments.integer(arguments, 1));
        if (source.isEmpty()) {
            return Codes.FALSE;
        }
        Xavps list = kind.list(context);
        Entry copy = copied(Arguments.text(arguments, 2), source.get(), list);
        if (place < 0 || !list.replace(place, copy)) {
            list.append(copy);
        }
        return Codes.TRUE;
    }

    private static Entry copied(String name, Entry source, Xavps maker) {
        if (source.fields().isEmpty()) {
            return Entry.of(name, source.value());
        }
        Xavps fields = maker.newList();
        for (Entry field : source.fields().get().entries()) {
            fields.append(copied(field.name(), field, maker));
        }
        return Entry.of(name, fields);
    }

    private List<Object> all(SipContext context, String name) {
        List<Object> all = new ArrayList<>();
        Optional<Entry> entry = root(context, name, 0);
        while (entry.isPresent()) {
            all.add(entry.get()
                    .fields()
                    .map(fields -> (Object) dictionary(fields))
                    .orElse(value(entry.get(), null)));
            entry = root(context, name, all.size());
        }
        return all.isEmpty() ? null : all;
    }

    private static Map<String, Object> dictionary(Xavps fields) {
        Map<String, List<Object>> dictionary = new LinkedHashMap<>();
        for (Entry field : fields.entries()) {
            dictionary.computeIfAbsent(field.name(), name -> new ArrayList<>()).add(value(field, ""));
        }
        return new LinkedHashMap<>(dictionary);
    }

    private static Value text(Object[] arguments, int index) {
        return Value.of(Arguments.text(arguments, index));
    }

    private static Value number(Object[] arguments, int index) {
        return Value.of(Arguments.number(arguments, index));
    }
}
