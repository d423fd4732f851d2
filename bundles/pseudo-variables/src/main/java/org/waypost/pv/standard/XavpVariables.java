package org.waypost.pv.standard;

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
                "Value of an extended AVP or of a field of one, the newest first. Setting without an index adds an entry, with one it"
                        + " replaces that; $xavp(a[0]=>f) adds a field to an entry that is there. Setting to nothing removes",
                (inner, index) -> new Xavp(XavpPath.parse(inner, compiler))));
    }

    private record Xavp(List<XavpPath> path) implements PseudoVariable {

        @Override
        public Value get(SipContext context) {
            XavpPath root = path.get(0);
            Optional<Xavps.Entry> entry = find(context.xavps(), root, context);
            if (path.size() > 1) {
                entry = entry.flatMap(Xavps.Entry::fields).flatMap(fields -> find(fields, path.get(1), context));
            }
            return entry.map(Xavp::value).orElse(Value.NULL);
        }

        @Override
        public boolean set(SipContext context, Value value) {
            Xavps list = context.xavps();
            XavpPath last = path.get(path.size() - 1);
            if (path.size() > 1) {
                XavpPath root = path.get(0);
                Optional<Xavps> fields = root.given() || value.isNull()
                        ? find(list, root, context).flatMap(Xavps.Entry::fields)
                        : Optional.empty();
                if (fields.isEmpty()) {
                    return !root.given() && !value.isNull() && add(list, root.name(), last.name(), value);
                }
                list = fields.get();
            }
            return set(list, last, context, value);
        }

        private boolean set(Xavps list, XavpPath step, SipContext context, Value value) {
            if (step.all()) {
                return value.isNull() && list.removeAll(step.name()) > 0;
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

        // Without an index, what is set goes into an entry of its own.
        private static boolean add(Xavps list, String name, String field, Value value) {
            Xavps fields = list.newList();
            fields.push(Xavps.Entry.of(field, value));
            list.push(Xavps.Entry.of(name, fields));
            return true;
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
