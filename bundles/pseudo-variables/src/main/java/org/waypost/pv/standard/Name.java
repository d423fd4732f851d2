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
        String text = inner.trim();
        if (text.isEmpty()) {
            throw new IllegalArgumentException("$" + variable + " needs a name in parentheses");
        }
        return text.charAt(0) == '$'
                ? new Name("", Optional.of(compiler.nested(text)))
                : new Name(text, Optional.empty());
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
