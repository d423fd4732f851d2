package org.waypost.sip;

/** The pseudo-variables of all {@link PseudoVariableProvider}s, with indexes and transformations. */
public interface PseudoVariables {

    /** Text with pseudo-variables in it, such as {@code sip:$rU@$rd}. */
    @FunctionalInterface
    interface Template {

        /** The text for this request; a variable without a value gives {@code <null>}. */
        String evaluate(SipContext context);
    }

    /**
     * Makes a text ready; the result may be kept for ever, and follows providers that come and go. Compiled texts are cached.
     *
     * @throws IllegalArgumentException if a variable in it is malformed; the message names it
     */
    Template template(String text);

    /**
     * Makes one variable ready, such as {@code $ru} or {@code $(fu{uri.user})}.
     *
     * @throws IllegalArgumentException if it is malformed or unknown
     */
    PseudoVariable variable(String spec);
}
