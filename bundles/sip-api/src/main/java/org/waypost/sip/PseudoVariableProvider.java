package org.waypost.sip;

import java.util.Set;

/** A whiteboard service that adds pseudo-variables. */
public interface PseudoVariableProvider {

    /**
     * Which of the values of a variable is meant: what stands in the brackets of {@code $(hdr(Via)[-1])}.
     *
     * @param given whether there were brackets at all
     * @param all whether they held {@code *}
     * @param number the number, negative counting from the end; 0 otherwise
     */
    record Index(boolean given, boolean all, int number) {

        /** No brackets: the first value. */
        public static final Index NONE = new Index(false, false, 0);
    }

    /** The names it serves, without the {@code $}, such as {@code ulc}. */
    Set<String> names();

    /**
     * Makes a variable ready.
     *
     * @param name one of {@link #names()}
     * @param inner what stands in the parentheses, pseudo-variables in it not resolved; empty if there are none
     * @throws IllegalArgumentException if {@code inner} or {@code index} is not what the variable takes; the message says why
     */
    PseudoVariable compile(String name, String inner, Index index);
}
