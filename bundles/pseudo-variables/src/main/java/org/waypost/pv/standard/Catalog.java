package org.waypost.pv.standard;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.waypost.sip.PseudoVariable;
import org.waypost.sip.SipContext;
import org.waypost.sip.Value;

/** The standard variables by name, as their groups define them. */
final class Catalog {

    private final Map<String, Definition> definitions = new LinkedHashMap<>();

    /** A variable that can only be read and has no argument. */
    Catalog read(String name, String description, Function<SipContext, Value> get) {
        return add(name, false, description, get::apply);
    }

    /** A variable without an argument that can be set. */
    Catalog assign(
            String name, String description, Function<SipContext, Value> get, BiPredicate<SipContext, Value> set) {
        return add(name, true, description, new PseudoVariable() {
            @Override
            public Value get(SipContext context) {
                return get.apply(context);
            }

            @Override
            public boolean set(SipContext context, Value value) {
                return set.test(context, value);
            }
        });
    }

    /** A variable with an argument or an index. */
    Catalog define(Definition definition) {
        if (definitions.put(definition.name(), definition) != null) {
            throw new IllegalStateException("$" + definition.name() + " is defined twice");
        }
        return this;
    }

    Map<String, Definition> definitions() {
        return definitions;
    }

    private Catalog add(String name, boolean assignable, String description, PseudoVariable variable) {
        return define(new Definition(name, "", assignable, description, (inner, index) -> {
            if (!inner.isEmpty()) {
                throw new IllegalArgumentException("$" + name + " takes nothing in parentheses, not '" + inner + "'");
            }
            return variable;
        }));
    }
}
