package org.waypost.sip;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A whiteboard service of a component that judges its own parameters, beyond what type and range can say. Asked before a change
 * is stored or delivered, whichever way it comes.
 */
@FunctionalInterface
public interface ParameterCheck {

    /**
     * Service property: the PID whose parameters it judges, such as {@code waypost.transport}, or several, if it judges how they go
     * together. What a check of several PIDs refuses can then not be set, but stays in force if a file says it: files are read one
     * after the other.
     */
    String PID = "waypost.check.pid";

    /**
     * Why these values are refused.
     *
     * @param values all parameters of the PID as they would be in force, by key, in text form; of a check of several PIDs those of all
     *     of them that are installed
     * @return the key that is wrong and, in one line, what is wanted instead; empty if all is well
     */
    Optional<Refusal> check(Map<String, String> values);

    /**
     * What is allowed with these values but may not be meant, as when one parameter makes another one ineffective.
     *
     * @param values as with {@link #check}
     * @return lines for people, such as {@code min_expires 600 raises default_expires 300}
     */
    default List<String> notices(Map<String, String> values) {
        return List.of();
    }

    /** A check of two functions. */
    static ParameterCheck of(
            Function<Map<String, String>, Optional<Refusal>> check,
            Function<Map<String, String>, List<String>> notices) {
        return new ParameterCheck() {
            @Override
            public Optional<Refusal> check(Map<String, String> values) {
                return check.apply(values);
            }

            @Override
            public List<String> notices(Map<String, String> values) {
                return notices.apply(values);
            }
        };
    }

    /**
     * What is wrong.
     *
     * @param key the parameter
     * @param wanted what is allowed, completing "… is refused; … is wanted"
     */
    record Refusal(String key, String wanted) {}
}
