package org.waypost.pv.transform;

import org.waypost.sip.SipContext;
import org.waypost.sip.Value;

/** What is done to the value of a pseudo-variable: one pair of braces, made ready. */
@FunctionalInterface
public interface Transformation {

    /** The new value; {@link Value#NULL} if the transformation cannot be done on {@code value}. */
    Value apply(Value value, SipContext context);
}
