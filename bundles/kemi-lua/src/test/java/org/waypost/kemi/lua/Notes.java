package org.waypost.kemi.lua;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.waypost.sip.ScriptEnd;
import org.waypost.sip.ScriptModule;

/** Functions for test scripts: {@code KSR.test.…}, which keep what they were given and give what the test wants. */
final class Notes implements ScriptModule {

    private final Map<String, Signature> functions = new TreeMap<>();
    private final String name;
    final List<Object> noted = Collections.synchronizedList(new ArrayList<>());
    volatile Object result;

    Notes(String name) {
        this.name = name;
        add("note", "x", (context, arguments) -> noted.add(arguments[0]));
        add("text", "s", (context, arguments) -> noted.add(arguments[0]));
        add("number", "i", (context, arguments) -> noted.add(arguments[0]));
        add("save", "si", (context, arguments) -> {
            noted.add(Arrays.asList(arguments));
            context.reply(200, "OK");
            return 1;
        });
        add("maybe", "s?ix", (context, arguments) -> noted.add(Arrays.asList(arguments)));
        add("nothing", "", (context, arguments) -> true);
        add("result", "", (context, arguments) -> result);
        add("odd", "", (context, arguments) -> {
            throw new IllegalArgumentException("odd");
        });
        add("broken", "", (context, arguments) -> {
            throw new IllegalStateException("broken");
        });
        add("exit", "", (context, arguments) -> {
            throw new ScriptEnd(false);
        });
        add("drop", "", (context, arguments) -> {
            throw new ScriptEnd(true);
        });
        add("drop_at_end", "", (context, arguments) -> ScriptEnd.DROP_AT_END);
    }

    void add(String function, String parameters, Function body) {
        functions.put(function, new Signature(parameters, "For tests.", body));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Map<String, Signature> functions() {
        return functions;
    }
}
