package org.waypost.pv;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.IntFunction;
import org.waypost.sip.PseudoVariable;
import org.waypost.sip.SipContext;
import org.waypost.sip.Value;

/** A variable whose index is itself a variable, {@code $(ulc(caller=>addr)[$var(i)])}: one made ready for each index that was used. */
final class IndexedVariable implements PseudoVariable {

    private static final int MOST_KEPT = 64;

    private final PseudoVariable index;
    private final IntFunction<PseudoVariable> at;
    private final ConcurrentMap<Integer, PseudoVariable> kept = new ConcurrentHashMap<>();

    IndexedVariable(PseudoVariable index, IntFunction<PseudoVariable> at) {
        this.index = index;
        this.at = at;
    }

    @Override
    public Value get(SipContext context) {
        Value number = index.get(context);
        return number.isNumber() ? at(number).get(context) : Value.NULL;
    }

    @Override
    public boolean set(SipContext context, Value value) {
        Value number = index.get(context);
        return number.isNumber() && at(number).set(context, value);
    }

    private PseudoVariable at(Value number) {
        int i = (int) number.number();
        PseudoVariable variable = kept.get(i);
        if (variable == null) {
            variable = make(i);
            if (kept.size() < MOST_KEPT) {
                kept.put(i, variable);
            }
        }
        return variable;
    }

    private PseudoVariable make(int i) {
        try {
            return at.apply(i);
        } catch (IllegalArgumentException refused) {
            // only now is it known that the variable does not take this index
            return context -> Value.NULL;
        }
    }
}
