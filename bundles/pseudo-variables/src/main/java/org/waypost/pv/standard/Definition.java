package org.waypost.pv.standard;

import org.waypost.sip.PseudoVariable;
import org.waypost.sip.PseudoVariableProvider.Index;

/**
 * One standard variable.
 *
 * @param name without the {@code $}
 * @param argument what stands in its parentheses, in words of its documentation; empty if it has none
 * @param assignable whether it can be set
 * @param description one sentence for its documentation
 * @param maker makes it ready
 */
record Definition(String name, String argument, boolean assignable, String description, Maker maker) {

    /** Makes a variable ready for what stands in its parentheses and brackets. */
    @FunctionalInterface
    interface Maker {

        /** @throws IllegalArgumentException if the variable takes no such {@code inner} or {@code index} */
        PseudoVariable make(String inner, Index index);
    }
}
