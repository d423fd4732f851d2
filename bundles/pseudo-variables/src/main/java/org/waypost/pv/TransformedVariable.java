package org.waypost.pv;

import org.waypost.pv.transform.Transformation;
import org.waypost.sip.PseudoVariable;
import org.waypost.sip.SipContext;
import org.waypost.sip.Value;

/** A variable with transformations, applied from left to right. */
final class TransformedVariable implements PseudoVariable {

    private final PseudoVariable variable;
    private final Transformation[] transformations;

    TransformedVariable(PseudoVariable variable, Transformation... transformations) {
        this.variable = variable;
        this.transformations = transformations;
    }

    @Override
    public Value get(SipContext context) {
        Value value = variable.get(context);
        for (Transformation transformation : transformations) {
            value = transformation.apply(value, context);
        }
        return value;
    }
}
