package org.waypost.kemi;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Predicate;
import org.slf4j.LoggerFactory;
import org.waypost.sip.ScriptModule;
import org.waypost.sip.ScriptModule.Signature;
import org.waypost.sip.SipContext;

/** Puts the functions of a script module together, each with what it takes and what it is for. */
public final class Functions {

    private final String module;
    private final Map<String, Signature> table = new LinkedHashMap<>();

    /** Functions that are all at work. */
    public Functions() {
        this("");
    }

    /** @param module what stands between {@code KSR.} and the function's name */
    public Functions(String module) {
        this.module = module;
    }

    /**
     * Adds a function.
     *
     * @param parameters one letter each, as in {@link Signature}
     * @param help one sentence
     */
    public Functions add(String name, String parameters, String help, ScriptModule.Function function) {
        if (table.put(name, new Signature(parameters, help, function)) != null) {
            throw new IllegalArgumentException(name + " is there already");
        }
        return this;
    }

    /** Adds a function without parameters whose result is whatever {@code function} gives. */
    public Functions get(String name, String help, Function<SipContext, Object> function) {
        return add(name, "", help, (context, arguments) -> function.apply(context));
    }

    /** Adds a function without parameters that answers true or false. */
    public Functions test(String name, String help, Predicate<SipContext> function) {
        return add(name, "", help, (context, arguments) -> function.test(context));
    }

    /**
     * Adds a function that is there for the scripts that call it but changes nothing yet; the first call says so in the
     * log.
     */
    public Functions inert(String name, String parameters, String help, Object result) {
        AtomicBoolean told = new AtomicBoolean();
        return add(name, parameters, help + " Has no effect yet.", (context, arguments) -> {
            if (!told.getAndSet(true)) {
                LoggerFactory.getLogger(Functions.class)
                        .info("KSR.{}{} has no effect yet", module.isEmpty() ? "" : module + ".", name);
            }
            return result;
        });
    }

    /** All of them, in the order they were added. */
    public Map<String, Signature> table() {
        return Collections.unmodifiableMap(table);
    }
}
