package org.waypost.pv.standard;

import java.util.HashMap;
import java.util.Map;
import org.waypost.sip.PseudoVariable;
import org.waypost.sip.SipContext;
import org.waypost.sip.Value;

/** Variables of a script: {@code $var(name)}, 0 before they are set, and {@code $vn(name)}, null before. Gone with the request. */
final class ScriptVariables {

    private static final Value ZERO = Value.of(0);

    private final Map<String, Value> values = new HashMap<>();

    static void define(Catalog catalog) {
        define(catalog, "var", "Variable of the script, 0 until it is set; it lives as long as the request", ZERO);
        define(catalog, "vz", "As $var, under names of its own", ZERO);
        define(
                catalog,
                "vn",
                "Variable of the script, without a value until it is set; it lives as long as the request",
                Value.NULL);
    }

    private static void define(Catalog catalog, String kind, String description, Value unset) {
        catalog.define(new Definition(kind, "name", true, description, (inner, index) -> {
            if (inner.isEmpty()) {
                throw new IllegalArgumentException("$" + kind + " needs a name in parentheses");
            }
            return variable(kind + ':' + inner, unset);
        }));
    }

    private static PseudoVariable variable(String key, Value unset) {
        return new PseudoVariable() {
            @Override
            public Value get(SipContext context) {
                return of(context).values.getOrDefault(key, unset);
            }

            @Override
            public boolean set(SipContext context, Value value) {
                of(context).values.put(key, value.isNull() ? unset : value);
                return true;
            }
        };
    }

    private static ScriptVariables of(SipContext context) {
        return context.attachment(ScriptVariables.class, ScriptVariables::new);
    }
}
