package org.waypost.kemi.lua;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.waypost.lua.LuaLibrary;
import org.waypost.sip.ScriptCallback.Outcome;
import org.waypost.sip.ScriptEnd;
import org.waypost.sip.SipContext;
import party.iroiro.luajava.JFunction;
import party.iroiro.luajava.Lua;
import party.iroiro.luajava.lua51.Lua51;

/**
 * One Lua interpreter with a version of the script in it. It belongs to one thread at a time; while a function of {@code KSR} runs, that
 * thread may call into it again.
 */
final class LuaState implements AutoCloseable {

    /** Lua's pseudo-index of the table of globals. */
    private static final int GLOBALS = -10002;

    /** What {@code lua_gc} is told to report the memory in use, in KiB. */
    private static final int GC_COUNT = 3;

    /** Instructions between two looks at the clock, some tenth of a millisecond. */
    private static final int STEPS = 10_000;

    private static final int ROOM = 32;
    private static final byte[] PRELUDE = prelude();

    private final LuaLibrary lua = new LuaLibrary();
    private final Machine machine = new Machine();
    private final int registry = lua.getRegistryIndex();
    private final Text text = new Text(lua, registry);
    private final Values values = new Values(lua, text);
    private final Program program;
    private final Modules modules;
    private final ScriptLog log;
    private final KemiSettings limits;
    private final int explain;
    private int offered;
    private long stack;
    private long deadline;
    private SipContext context;
    private ScriptEnd end;
    private boolean drops;
    private String cutOff;
    private int depth;

    /** @throws ScriptException if the script does not compile or fails */
    LuaState(Program program, Modules modules, ScriptLog log, KemiSettings limits) throws ScriptException {
        this.program = program;
        this.modules = modules;
        this.log = log;
        this.limits = limits;
        stack = machine.getPointer();
        deadline = System.nanoTime() + limits.timeoutNanos();
        try {
            lua.luaL_openlibs(stack);
            explain = begin();
            offer();
            load();
        } catch (Throwable failure) {
            machine.close();
            throw failure;
        }
    }

    /** Gives access to the coroutines that called into Java. */
    private static final class Machine extends Lua51 {

        // They are kept until told otherwise, and a script may make some for each message.
        void forgetCoroutines() {
            if (!subThreads.isEmpty()) {
                List.copyOf(subThreads).forEach(Lua::close);
            }
        }
    }

    // Runs the prelude; the result is the reference to its message handler.
    private int begin() throws ScriptException {
        compile(PRELUDE, "=prelude");
        push(caller -> source(caller.getPointer()));
        push(caller -> overdue(caller.getPointer()));
        text.push(stack, program.sources().folder().toString());
        lua.lua_pushnumber(stack, limits.memoryKib() * 1024.0);
        lua.lua_pushinteger(stack, STEPS);
        if (lua.lua_pcall(stack, 5, 2, 0) != 0) {
            throw new ScriptException(text.read(stack, -1));
        }
        int handler = lua.luaL_ref(stack, registry);
        text.decoder(lua.luaL_ref(stack, registry));
        return handler;
    }

    private void load() throws ScriptException {
        byte[] main = program.sources().main();
        compile(main, "@" + program.sources().script());
        int reference = lua.luaL_ref(stack, registry);
        lua.luaJ_rawgeti(stack, registry, explain);
        lua.luaJ_rawgeti(stack, registry, reference);
        lua.luaL_unref(stack, registry, reference);
        int status = lua.lua_pcall(stack, 0, 0, 1);
        if (status != 0) {
            throw new ScriptException(failure(stack));
        }
        lua.lua_settop(stack, 0);
    }

    private void compile(byte[] octets, String name) throws ScriptException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(Math.max(octets.length, 1));
        buffer.put(octets).flip();
        if (lua.luaJ_loadbuffer(stack, buffer, octets.length, name) != 0) {
            throw new ScriptException(text.read(stack, -1));
        }
    }

    private void push(JFunction function) {
        lua.luaJ_pushfunction(stack, function);
    }

    /** Whether the script has a global function of that name. */
    boolean defines(String function) {
        text.push(stack, function);
        lua.lua_rawget(stack, GLOBALS);
        boolean found = lua.lua_isfunction(stack, -1) != 0;
        lua.lua_pop(stack, 1);
        return found;
    }

    /** Calls a global function of the script. */
    Outcome call(String function, SipContext message, Object... arguments) {
        SipContext outerContext = context;
        context = message;
        if (depth++ == 0) {
            deadline = System.nanoTime() + limits.timeoutNanos();
            offer();
        }
        long here = stack;
        int base = lua.lua_gettop(here);
        try {
            if (lua.lua_checkstack(here, ROOM + arguments.length) == 0) {
                log.error(program.sources().script() + ": too many calls within each other");
                return Outcome.FAILED;
            }
            lua.luaJ_rawgeti(here, registry, explain);
            text.push(here, function);
            lua.lua_rawget(here, GLOBALS);
            if (lua.lua_isfunction(here, -1) == 0) {
                return Outcome.MISSING;
            }
            for (Object argument : arguments) {
                values.push(here, argument);
            }
            if (lua.lua_pcall(here, arguments.length, 0, base + 1) == 0) {
                return drops ? Outcome.DROP : Outcome.DONE;
            }
            return ended(here);
        } finally {
            lua.lua_settop(here, base);
            context = outerContext;
            end = null;
            drops = false;
            if (--depth == 0) {
                machine.forgetCoroutines();
            }
        }
    }

    private Outcome ended(long here) {
        if (end != null && cutOff == null && values.text(here, -1).equals(KsrFunction.EXIT)) {
            return end.drop() || drops ? Outcome.DROP : Outcome.DONE;
        }
        log.error(failure(here));
        return Outcome.FAILED;
    }

    private String failure(long here) {
        return cutOff != null ? cutOff : values.text(here, -1);
    }

    // Makes KSR offer the modules that came since.
    private void offer() {
        int now = modules.size();
        if (offered == now) {
            return;
        }
        int base = lua.lua_gettop(stack);
        text.push(stack, "KSR");
        lua.lua_rawget(stack, GLOBALS);
        if (lua.lua_istable(stack, -1) != 0) {
            for (int i = offered; i < now; i++) {
                offer(modules.get(i));
            }
        }
        lua.lua_settop(stack, base);
        offered = now;
    }

    // KSR is on top of the stack
    private void offer(FunctionSlot slot) {
        int levels = 0;
        if (!slot.module().isEmpty()) {
            text.push(stack, slot.module());
            lua.lua_rawget(stack, -2);
            if (lua.lua_istable(stack, -1) == 0) {
                lua.lua_pop(stack, 1);
                lua.lua_newtable(stack);
                text.push(stack, slot.module());
                lua.lua_pushvalue(stack, -2);
                lua.lua_rawset(stack, -4);
            }
            levels = 1;
        }
        text.push(stack, slot.name());
        push(new KsrFunction(this, slot));
        lua.lua_rawset(stack, -3);
        lua.lua_pop(stack, levels);
    }

    // For the prelude: the text of a file, or nil.
    private int source(long here) {
        values.push(here, program.sources().text(values.text(here, 1)).orElse(null));
        return 1;
    }

    // For the prelude: whether the run must end; called with a traceback, it keeps that.
    private int overdue(long here) {
        boolean slow = System.nanoTime() - deadline > 0;
        boolean large = lua.lua_gc(here, GC_COUNT, 0) > limits.memoryKib();
        if (cutOff == null && (slow || large) && lua.lua_gettop(here) > 0) {
            cutOff = position(values.text(here, 1))
                    + (slow
                            ? "cut off after script_timeout = " + limits.timeoutNanos() / 1_000_000 + " ms"
                            : "cut off at memory_limit = " + limits.memoryKib() + " KiB")
                    + values.text(here, 1);
        }
        lua.lua_pushboolean(here, slow || large || cutOff != null ? 1 : 0);
        return 1;
    }

    // "file:12: " of the first line of a traceback
    private static String position(String traceback) {
        int start = traceback.indexOf("\n\t") + 2;
        int end = traceback.indexOf(": ", start);
        return start < 2 || end < 0 ? "" : traceback.substring(start, end + 2);
    }

    /** Pushes an error with the line of the script that is being run. */
    void raise(long here, String message) {
        text.push(here, where(here) + message);
    }

    /** {@code file:12: }, the line of the script that called the function being run. */
    String where(long here) {
        lua.luaL_where(here, 1);
        String place = text.read(here, -1);
        lua.lua_pop(here, 1);
        return place;
    }

    /** The run is ended by a function; the error that unwinds it is no error. */
    void end(ScriptEnd by) {
        end = by;
    }

    /** The message is dropped when the run ends. */
    void dropAtEnd() {
        drops = true;
    }

    /** Notes which stack (of a coroutine or the main one) a function was called from; gives the one before. */
    long enter(long here) {
        long before = stack;
        stack = here;
        return before;
    }

    boolean hasContext() {
        return context != null;
    }

    SipContext context() {
        return context;
    }

    Program program() {
        return program;
    }

    LuaLibrary lua() {
        return lua;
    }

    Values values() {
        return values;
    }

    ScriptLog log() {
        return log;
    }

    /** Whether nothing more may be run in it. */
    boolean isSpent() {
        return cutOff != null;
    }

    @Override
    public void close() {
        machine.close();
    }

    private static byte[] prelude() {
        try (InputStream in = LuaState.class.getResourceAsStream("prelude.lua")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
