package org.waypost.proxy;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.waypost.sip.ScriptModule;
import org.waypost.sip.ScriptModule.Signature;
import org.waypost.sip.SipContext;

/** Puts the functions of a script module together. Each answers with a number: positive for yes, negative for no. */
public final class Functions {

    private final Map<String, Signature> table = new LinkedHashMap<>();

    public Functions add(String name, String parameters, String help, ScriptModule.Function function) {
        table.put(name, new Signature(parameters, help, function));
        return this;
    }

    /** A function without parameters. */
    public Functions get(String name, String help, ToIntFunction<SipContext> function) {
        return add(name, "", help, (context, arguments) -> function.applyAsInt(context));
    }

    public Map<String, Signature> table() {
        return Collections.unmodifiableMap(table);
    }

    /** Argument {@code index} as text; empty for nil. */
    public static String text(Object[] arguments, int index) {
        return arguments[index] == null ? "" : arguments[index].toString();
    }

    /** Argument {@code index} as a number; 0 if it is none. */
    public static int number(Object[] arguments, int index) {
        return arguments[index] instanceof Number number ? number.intValue() : 0;
    }

    /** How a script is told yes or no. */
    public static int code(boolean yes) {
        return yes ? 1 : -1;
    }
}
