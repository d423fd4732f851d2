package org.waypost.pv.standard;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.waypost.pv.spec.Compiler;
import org.waypost.sip.PseudoVariable;
import org.waypost.sip.SipContext;
import org.waypost.sip.Value;
import org.waypost.sip.Xavps;

/** Extended AVPs: {@code $xavp(name[i]=>field[j])}. */
final class XavpVariables {

    private XavpVariables() {}

    static void define(Catalog catalog, Compiler compiler) {
        catalog.define(new Definition(
                "xavp",
                "name[i]=>field[j]",
                true,
                "Value of an extended AVP or of a field of one, the newest first; without an index setting adds one or sets the newest field",
                (inner, index) -> new Xavp(XavpPath.parse(inner, compiler))));
    }

    private record Xavp(List<XavpPath> path) implements PseudoVariable {

        @Override
        public Value get(SipContext context) {
            XavpPath root = path.get(0);
            if (root.all() || path.size() > 1 && path.get(1).all()) {
                return all(context);
            }
            Optional<Xavps.Entry> entry = find(context.xavps(), root, context);
            if (path.size() > 1) {
                entry = entry.flatMap(Xavps.Entry::fields).flatMap(fields -> find(fields, path.get(1), context));
            }
            return entry.map(Xavp::value).orElse(Value.NULL);
        }

        private Value all(SipContext context) {
            List<Value> values = new ArrayList<>();
            for (Xavps.Entry entry : matching(context.xavps(), path.get(0), context)) {
                if (path.size() == 1) {
                    values.add(value(entry));
                } else {
                    entry.fields()
                            .ifPresent(fields ->
                                    matching(fields, path.get(1), context).forEach(field -> values.add(value(field))));
                }
            }
            return Values.joined(values);
        }

        @Override
        public boolean set(SipContext context, Value value) {
            Xavps list = context.xavps();
            XavpPath last = path.get(path.size() - 1);
            if (path.size() > 1) {
                XavpPath root = path.get(0);
                Optional<Xavps> fields = find(list, root, context).flatMap(Xavps.Entry::fields);
                if (fields.isEmpty()) {
                    if (root.given() || value.isNull()) {
                        return value.isNull();
                    }
                    Xavps made = list.newList();
                    list.push(Xavps.Entry.of(root.name(), made));
                    fields = Optional.of(made);
                }
                list = fields.get();
            }
            return set(list, last, context, value);
        }

        private boolean set(Xavps list, XavpPath step, SipContext context, Value value) {
            if (step.all()) {
                list.removeAll(step.name());
                if (!value.isNull()) {
                    list.push(Xavps.Entry.of(step.name(), value));
                }
                return true;
            }
            int position = step.position(list.count(step.name()), context);
            if (value.isNull()) {
                list.remove(step.name(), position);
                return true;
            }
            if (step.given()) {
                return position >= 0 && list.replace(position, Xavps.Entry.of(step.name(), value));
            }
            list.push(Xavps.Entry.of(step.name(), value));
            return true;
        }

        private static List<Xavps.Entry> matching(Xavps list, XavpPath step, SipContext context) {
            if (!step.all()) {
                return find(list, step, context).map(List::of).orElse(List.of());
            }
            List<Xavps.Entry> entries = new ArrayList<>();
            for (int i = 0; i < list.count(step.name()); i++) {
                list.get(step.name(), i).ifPresent(entries::add);
            }
            return entries;
        }

        private static Optional<Xavps.Entry> find(Xavps list, XavpPath step, SipContext context) {
            int position = step.position(list.count(step.name()), context);
            return position < 0 ? Optional.empty() : list.get(step.name(), position);
        }

        private static Value value(Xavps.Entry entry) {
            return entry.fields().isPresent() ? Value.of("<<xavp:" + entry.name() + ">>") : entry.value();
        }
    }
}
