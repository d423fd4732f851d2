package org.waypost.parameters.text;

import java.util.List;
import org.waypost.parameters.Change;

/**
 * What a text says about parameters.
 *
 * @param changes what it sets, in its order; each value is one its parameter takes
 * @param skipped what it says of parameters that cannot be taken over, in its order
 */
public record Imported(List<Change> changes, List<Skipped> skipped) {

    public Imported {
        changes = List.copyOf(changes);
        skipped = List.copyOf(skipped);
    }

    /**
     * A line that was not taken over.
     *
     * @param line its number, from 1
     * @param text what it says, without space around it; passwords masked
     * @param why it was not, in one line
     * @param isRefused whether there is such a parameter, and it does not take the value
     */
    public record Skipped(int line, String text, String why, boolean isRefused) {

        /** One that is of no parameter here. */
        public Skipped(int line, String text, String why) {
            this(line, text, why, false);
        }
    }
}
