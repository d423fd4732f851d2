package org.waypost.kemi;

import java.util.LinkedHashMap;
import java.util.Map;
import org.waypost.sip.ScriptModule.Function;
import org.waypost.sip.ScriptModule.Signature;

/** Puts the functions of a script module together, each with what it takes and what it is for. */
public final class Functions {

    private final Map<String, Signature> table = new LinkedHashMap<>();

    /**
     * Adds a function.
     *
     * @param parameters one letter each, as in {@link Signature}
     * @param help one sentence
     */
    public Functions add(String name, String parameters, String help, Function function) {
        if (table.put(name, new Signature(parameters, help, function)) != null) {
            throw new IllegalArgumentException(name + " is there already");
        }
        return this;
    }

    /** All of them, in the order they were added. */
    public Map<String, Signature> table() {
        return java.util.Collections.unmodifiableMap(table);
    }
}
