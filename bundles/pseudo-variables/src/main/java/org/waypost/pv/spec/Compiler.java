package org.waypost.pv.spec;

import org.waypost.sip.PseudoVariable;

/** Makes pseudo-variables ready that stand within others: as an index, a name or a parameter. */
public interface Compiler {

    /**
     * The variable that {@code text} is, nothing before or after it.
     *
     * @throws IllegalArgumentException if it is malformed or followed by anything
     */
    PseudoVariable nested(String text);

    /**
     * Text with variables in it.
     *
     * @throws IllegalArgumentException if one of them is malformed
     */
    PseudoVariable text(String text);

    /** Length of the variable that begins at {@code start} of {@code text}. */
    int length(String text, int start);
}
