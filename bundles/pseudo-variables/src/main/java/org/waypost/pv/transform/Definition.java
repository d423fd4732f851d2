package org.waypost.pv.transform;

/**
 * One transformation.
 *
 * @param name class and name, such as {@code s.len}
 * @param arguments what follows the name, in words of its documentation; empty if nothing does
 * @param description one sentence for its documentation
 * @param maker makes it ready
 */
record Definition(String name, String arguments, String description, Maker maker) {

    /** Makes a transformation ready. */
    @FunctionalInterface
    interface Maker {

        /** @throws IllegalArgumentException if the arguments are not what it takes */
        Transformation make(Arguments arguments);
    }
}
