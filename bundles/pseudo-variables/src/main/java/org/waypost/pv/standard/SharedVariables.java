package org.waypost.pv.standard;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.waypost.sip.PseudoVariable;
import org.waypost.sip.SipContext;
import org.waypost.sip.Value;

/** Variables that all requests share: {@code $shv(name)}, 0 before they are set. */
final class SharedVariables {

    private static final Value ZERO = Value.of(0);

    /** Names come from scripts, but a script may make them out of what came off the wire. */
    private static final int MOST = 10_000;

    private SharedVariables() {}

    static void define(Catalog catalog) {
        Map<String, AtomicReference<Value>> values = new ConcurrentHashMap<>();
        catalog.define(new Definition(
                "shv",
                "name",
                true,
                "Variable that all requests share, 0 until it is set; at most " + MOST + " names",
                (inner, index) -> {
                    if (inner.isEmpty() || values.size() >= MOST && !values.containsKey(inner)) {
                        throw new IllegalArgumentException("$shv(" + inner + ") is no name, or one too many");
                    }
                    return new Shared(values.computeIfAbsent(inner, name -> new AtomicReference<>(ZERO)));
                }));
    }

    private record Shared(AtomicReference<Value> value) implements PseudoVariable {

        @Override
        public Value get(SipContext context) {
            return value.get();
        }

        @Override
        public boolean set(SipContext context, Value newValue) {
            value.set(newValue.isNull() ? ZERO : newValue);
            return true;
        }
    }
}
