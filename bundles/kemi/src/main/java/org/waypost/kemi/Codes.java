package org.waypost.kemi;

/** The numbers that functions of scripts answer with: positive for yes, negative for no. */
public final class Codes {

    public static final int TRUE = 1;
    public static final int FALSE = -1;

    private Codes() {}

    public static int of(boolean answer) {
        return answer ? TRUE : FALSE;
    }
}
