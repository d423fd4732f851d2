package org.waypost.shell.ul;

import java.util.function.Supplier;
import org.waypost.operations.OperationException;
import org.waypost.shell.text.CommandException;

/** Gives what cannot be done to the operator as one line. */
final class Refusals {

    private Refusals() {}

    static <R> R orRefuse(Supplier<R> work) {
        try {
            return work.get();
        } catch (OperationException e) {
            throw new CommandException(e.getMessage());
        }
    }
}
