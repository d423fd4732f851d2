package org.waypost.parameters;

import java.util.List;

/**
 * What became of some changes.
 *
 * @param steps what has another value now, in the order asked for
 * @param notices what is allowed but may not be meant, each a line for people: "min_expires 600 raises default_expires 300"
 */
public record Applied(List<Step> steps, List<String> notices) {

    public Applied {
        steps = List.copyOf(steps);
        notices = List.copyOf(notices);
    }

    /**
     * A parameter that has another value now.
     *
     * @param from the value that was in force
     * @param to the value that is in force
     */
    public record Step(Parameter parameter, String from, String to) {}
}
