package org.waypost.kemi.lua;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.waypost.sip.ScriptCallback.Outcome;
import org.waypost.sip.SipContext;

/** One good version of the script, with the Lua states it runs in. */
final class Program {

    static final String REQUEST_ROUTE = "ksr_request_route";
    static final String REPLY_ROUTE = "ksr_reply_route";
    static final String SEND_ROUTE = "ksr_onsend_route";

    private static final ThreadLocal<LuaState> RUNNING = new ThreadLocal<>();

    private final Sources sources;
    private final ScriptLog log;
    private final KemiSettings settings;
    private final StatePool states;
    private final long loadedAt = System.currentTimeMillis();
    private final Set<String> optional;

    /**
     * Loads a script.
     *
     * @throws ScriptException if it does not compile, fails or has no request route
     */
    Program(Sources sources, Modules modules, ScriptLog log, KemiSettings settings) throws ScriptException {
        this.sources = sources;
        this.log = log;
        this.settings = settings;
        states = new StatePool(settings.maxStates(), () -> new LuaState(this, modules, log, settings));
        LuaState first = states.take(0);
        boolean good = first.defines(REQUEST_ROUTE);
        optional = Stream.of(REPLY_ROUTE, SEND_ROUTE).filter(first::defines).collect(Collectors.toUnmodifiableSet());
        states.give(first);
        if (!good) {
            states.retire();
            throw new ScriptException(sources.script() + ": has no function " + REQUEST_ROUTE);
        }
    }

    /** Calls a function of the script, in the running state if this thread is in the middle of a run of it. */
    Outcome call(String function, SipContext context, Object... arguments) {
        LuaState running = RUNNING.get();
        if (running != null && running.program() == this) {
            return running.call(function, context, arguments);
        }
        LuaState state;
        try {
            state = states.take(settings.timeoutNanos());
        } catch (ScriptException e) {
            log.error(e.getMessage());
            return Outcome.FAILED;
        }
        RUNNING.set(state);
        try {
            return state.call(function, context, arguments);
        } finally {
            RUNNING.set(running);
            states.give(state);
        }
    }

    /** The program this thread is in the middle of running, or {@code otherwise}. */
    static Program running(Program otherwise) {
        LuaState running = RUNNING.get();
        return running == null ? otherwise : running.program();
    }

    Sources sources() {
        return sources;
    }

    /** Whether the script has a function {@link #REPLY_ROUTE} or {@link #SEND_ROUTE}. */
    boolean defines(String function) {
        return optional.contains(function);
    }

    /** Epoch milliseconds. */
    long loadedAt() {
        return loadedAt;
    }

    StatePool states() {
        return states;
    }
}
