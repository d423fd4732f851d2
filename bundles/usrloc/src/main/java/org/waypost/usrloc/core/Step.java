package org.waypost.usrloc.core;

/**
 * What is to be done next about the plan in use.
 *
 * @param plan to be loaded, put in use, taken
 * @param millis to wait
 */
record Step(Kind kind, Plan plan, long millis) {

    /** What it is. */
    enum Kind {
        NOTHING,
        /** The plan serves from now on, without further ado. */
        TAKE,
        /** Its memory is filled from its database first. */
        LOAD,
        /** It takes the place of the one in use. */
        SWAP,
        /** The grace is over. */
        SUSPEND,
        /** Databases that nobody uses may go. */
        RELEASE,
        WAIT
    }

    static final Step NOTHING = new Step(Kind.NOTHING, null, 0);
    static final Step RELEASE = new Step(Kind.RELEASE, null, 0);
    static final Step SUSPEND = new Step(Kind.SUSPEND, null, 0);

    static Step of(Kind kind, Plan plan) {
        return new Step(kind, plan, 0);
    }

    static Step pause(long millis) {
        return new Step(Kind.WAIT, null, Math.max(1, millis));
    }
}
