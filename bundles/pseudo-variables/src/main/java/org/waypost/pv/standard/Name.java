package org.waypost.pv.standard;

import java.util.Optional;
import org.waypost.pv.spec.Compiler;
import org.waypost.sip.PseudoVariable;
import org.waypost.sip.SipContext;

/** What stands in the parentheses of a variable: a name, or a variable whose value is the name. */
record Name(String fixed, Optional<PseudoVariable> variable) {

    /**
     * The name that {@code inner} is.
     *
     * @throws IllegalArgumentException if it is empty, or a malformed variable
     */
    static Name of(String variable, String inner, Compiler compiler) {
        if (inner.isEmpty()) {
            throw new IllegalArgumentException("$" + variable + " needs a name in parentheses");
        }
        return inner.charAt(0) == '$'
                ? new Name("", Optional.of(compiler.nested(inner)))
                : new Name(inner, Optional.empty());
    }

    boolean isFixed() {
        return variable.isEmpty();
    }

    String get() {
        return fixed;
    }

    String get(SipContext context) {
        return variable.isEmpty() ? fixed : variable.get().get(context).text();
    }
}
