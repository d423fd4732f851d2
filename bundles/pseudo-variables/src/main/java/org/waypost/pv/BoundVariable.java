package org.waypost.pv;

import java.util.Map;
import org.waypost.sip.PseudoVariable;
import org.waypost.sip.PseudoVariableProvider;
import org.waypost.sip.SipContext;
import org.waypost.sip.Value;

/** A variable that follows its provider: bound anew when providers came or went, without a value while there is none. */
final class BoundVariable implements PseudoVariable {

    private static final PseudoVariable NOTHING = context -> Value.NULL;

    private record Binding(Map<String, PseudoVariableProvider> providers, PseudoVariable variable) {}

    private final Providers providers;
    private final String name;
    private final String inner;
    private final PseudoVariableProvider.Index index;
    private volatile Binding binding;

    /** @throws IllegalArgumentException if the provider there is does not take {@code inner} or {@code index} */
    BoundVariable(Providers providers, String name, String inner, PseudoVariableProvider.Index index) {
        this.providers = providers;
        this.name = name;
        this.inner = inner;
        this.index = index;
        Map<String, PseudoVariableProvider> now = providers.byName();
        this.binding = new Binding(now, compile(now));
    }

    @Override
    public Value get(SipContext context) {
        return variable().get(context);
    }

    @Override
    public boolean set(SipContext context, Value value) {
        return variable().set(context, value);
    }

    private PseudoVariable variable() {
        Binding last = binding;
        Map<String, PseudoVariableProvider> now = providers.byName();
        return last.providers() == now ? last.variable() : rebind(now);
    }

    private PseudoVariable rebind(Map<String, PseudoVariableProvider> now) {
        PseudoVariable variable;
        try {
            variable = compile(now);
        } catch (RuntimeException refused) {
            // the provider that has come takes less than the one before, or it is going already
            variable = NOTHING;
        }
        binding = new Binding(now, variable);
        return variable;
    }

    private PseudoVariable compile(Map<String, PseudoVariableProvider> now) {
        PseudoVariableProvider provider = now.get(name);
        return provider == null ? NOTHING : provider.compile(name, inner, index);
    }
}
