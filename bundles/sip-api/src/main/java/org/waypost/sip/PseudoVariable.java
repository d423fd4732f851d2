package org.waypost.sip;

/** A pseudo-variable such as {@code $ru} or {@code $xavp(a=>b)}, made ready once and read for request after request. */
@FunctionalInterface
public interface PseudoVariable {

    /** Its value for the request being processed; {@link Value#NULL} if it has none. */
    Value get(SipContext context);

    /**
     * Sets it; {@link Value#NULL} removes it.
     *
     * @return false if it cannot be set, or not to this value
     */
    default boolean set(SipContext context, Value value) {
        return false;
    }
}
