package org.waypost.sip;

import java.util.Optional;
import java.util.function.Consumer;
import org.waypost.sip.ParameterCheck.Refusal;

/**
 * A whiteboard service of a component whose parameters may take time to come into force, as a change of db_mode does, which copies all
 * bindings first. Asked by whoever has just set one of them.
 */
@FunctionalInterface
public interface ParameterTransition {

    /** Service property: the PID whose parameters it is about, such as {@code waypost.usrloc}, or several. */
    String PID = "waypost.transition.pid";

    /** Told just before parameters are set: what was not in force until now is not to be told of by {@link #await}. */
    default void begin() {}

    /**
     * Waits until the parameters that were delivered last are in force or turn out not to be; returns at once if they are.
     *
     * @param progress told in single lines, about every second, how far it is
     * @return why they are not in force, what was before stays; empty if they are
     */
    Optional<Refusal> await(Consumer<String> progress) throws InterruptedException;
}
