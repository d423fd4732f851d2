package org.waypost.pv.standard;

import java.util.List;
import org.waypost.pv.spec.Compiler;
import org.waypost.sip.Avps;
import org.waypost.sip.PseudoVariable;
import org.waypost.sip.PseudoVariableProvider.Index;
import org.waypost.sip.SipContext;
import org.waypost.sip.Value;

/** Attribute-value pairs: {@code $avp(name)}. */
final class AvpVariables {

    private AvpVariables() {}

    static void define(Catalog catalog, Compiler compiler) {
        catalog.define(new Definition(
                "avp",
                "name",
                true,
                "Value of an AVP, the newest first; setting adds one whatever the index, with [*] it replaces all; setting to nothing"
                        + " removes the newest, with [*] all",
                (inner, index) -> new Avp(Name.of("avp", inner, compiler), index)));
    }

    private record Avp(Name name, Index index) implements PseudoVariable {

        @Override
        public Value get(SipContext context) {
            Avps avps = context.avps();
            String key = name.get(context);
            if (index.all()) {
                return Values.joined(avps.all(key), ", ");
            }
            return index.number() < 0 ? avps.get(key, position(avps.all(key))) : avps.get(key, index.number());
        }

        @Override
        public boolean set(SipContext context, Value value) {
            Avps avps = context.avps();
            String key = name.get(context);
            if (index.all()) {
                avps.removeAll(key);
            }
            if (value.isNull()) {
                avps.remove(key, 0);
                return true;
            }

            avps.add(key, value);
            return true;
        }

        private int position(List<Value> all) {
            return Values.position(index, all.size());
        }
    }
}
