package org.waypost.kemi;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.sip.PseudoVariable;
import org.waypost.sip.PseudoVariables;
import org.waypost.sip.SipContext;
import org.waypost.sip.Value;

/**
 * Lets functions of scripts read and set pseudo-variables; one that is malformed or unknown is said once in the log.
 */
public final class Variables {

    private static final Logger LOG = LoggerFactory.getLogger(Variables.class);
    private static final int MOST_TOLD = 256;
    private static final Set<String> TOLD = ConcurrentHashMap.newKeySet();

    /** What {@code gete}, {@code getw} and their like put in the place of nothing. */
    public static final String EMPTY = "";

    public static final String NULL = "<null>";

    private Variables() {}

    /** The variable, or empty if there is none of that name. */
    public static Optional<PseudoVariable> find(PseudoVariables engine, String spec) {
        if (engine == null) {
            tell(spec, "pseudo-variables are not there");
            return Optional.empty();
        }
        try {
            return Optional.of(engine.variable(spec));
        } catch (IllegalArgumentException e) {
            tell(spec, e.getMessage());
            return Optional.empty();
        }
    }

    /** The text with its variables filled in, or empty if one of them is malformed. */
    public static Optional<String> expand(PseudoVariables engine, SipContext context, String text) {
        if (text.indexOf('$') < 0) {
            return Optional.of(text);
        }
        if (engine == null) {
            tell(text, "pseudo-variables are not there");
            return Optional.empty();
        }
        try {
            return Optional.of(engine.template(text).evaluate(context));
        } catch (IllegalArgumentException e) {
            tell(text, e.getMessage());
            return Optional.empty();
        }
    }

    /** Its value; {@link Value#NULL} if there is no such variable. */
    public static Value get(PseudoVariables engine, SipContext context, String spec) {
        return find(engine, spec).map(variable -> variable.get(context)).orElse(Value.NULL);
    }

    /** Sets it; false if there is none or it does not take the value. */
    public static boolean set(PseudoVariables engine, SipContext context, String spec, Value value) {
        return find(engine, spec).map(variable -> variable.set(context, value)).orElse(false);
    }

    /** A value as a script sees it: text, number, or {@code nothing} in the place of none. */
    public static Object result(Value value, Object nothing) {
        return switch (value.kind()) {
            case NULL -> nothing;
            case TEXT -> value.text();
            case NUMBER -> value.number();
        };
    }

    private static void tell(String text, String why) {
        if (TOLD.size() < MOST_TOLD && TOLD.add(text)) {
            LOG.warn("'{}' cannot be used in a script: {}", text, why);
        }
    }
}
