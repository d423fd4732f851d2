package org.waypost.sip;

/** Thrown by a function of a {@link ScriptModule} to end the run of the script, as {@code exit} and {@code drop} do. Not an error. */
public final class ScriptEnd extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** What a function returns that lets the script run on, but has the message dropped when it ends. */
    public static final Object DROP_AT_END = new Object();

    private final boolean drop;

    /** @param drop whether the message is to be dropped as well (a reply is not passed on) */
    public ScriptEnd(boolean drop) {
        super(drop ? "drop" : "exit", null, false, false);
        this.drop = drop;
    }

    public boolean drop() {
        return drop;
    }
}
