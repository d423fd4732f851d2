package org.waypost.sip;

import java.util.Map;
import java.util.Optional;

/**
 * A whiteboard service of a component that judges its own parameters, beyond what type and range can say. Asked before a change
 * is stored or delivered, whichever way it comes.
 */
@FunctionalInterface
public interface ParameterCheck {

    /** Service property: the PID whose parameters it judges, such as {@code waypost.transport}. */
    String PID = "waypost.check.pid";

    /**
     * Why these values are refused.
     *
     * @param values all parameters of the PID as they would be in force, by key, in text form
     * @return the key that is wrong and, in one line, what is wanted instead; empty if all is well
     */
    Optional<Refusal> check(Map<String, String> values);

    /**
     * What is wrong.
     *
     * @param key the parameter
     * @param wanted what is allowed, completing "… is refused; … is wanted"
     */
    record Refusal(String key, String wanted) {}
}
