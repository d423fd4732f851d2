package org.waypost.kemi.lua;

import org.waypost.kemi.lua.FunctionSlot.Offer;
import org.waypost.lua.LuaLibrary;
import org.waypost.sip.ScriptEnd;
import party.iroiro.luajava.JFunction;
import party.iroiro.luajava.Lua;

/**
 * What a Lua state calls for one function of {@code KSR}: arguments in, result out. It uses Lua's C functions directly, since it runs some
 * twenty times for each request.
 *
 * <p>Nothing may be thrown through Lua: an error is the negative result with its message on the stack.
 */
final class KsrFunction implements JFunction {

    /** What Kamailio's own end of a script looks like to a pcall. */
    static final String EXIT = "~~ksr~exit~~";

    private static final int ERROR = -1;
    private static final Object[] NOTHING = {};

    private final LuaState state;
    private final FunctionSlot slot;
    private final LuaLibrary lua;
    private final Values values;

    KsrFunction(LuaState state, FunctionSlot slot) {
        this.state = state;
        this.slot = slot;
        lua = state.lua();
        values = state.values();
    }

    @Override
    public int __call(Lua caller) {
        long stack = caller.getPointer();
        try {
            return call(stack);
        } catch (ScriptEnd end) {
            state.end(end);
            lua.luaJ_pushstring(stack, EXIT);
            return ERROR;
        } catch (IllegalArgumentException refused) {
            state.log().warn(state.where(stack) + slot.fullName() + ": " + refused.getMessage());
            lua.lua_pushinteger(stack, -1);
            return 1;
        } catch (Throwable failure) {
            state.raise(stack, slot.fullName() + " failed: " + failure);
            return ERROR;
        }
    }

    private int call(long stack) {
        Offer offer = slot.offer();
        if (offer == Offer.NONE) {
            offer = slot.await();
        }
        if (offer == Offer.NONE) {
            state.raise(stack, slot.fullName() + " is called, but no bundle offers it now");
            return ERROR;
        }
        if (!state.hasContext()) {
            // the body of the script, while it is loaded: false as in Kamailio
            return refused(stack, " is called while there is no message");
        }
        int given = lua.lua_gettop(stack);
        // Kamailio gives false for missing arguments, and for any to a function that takes none; it ignores others that
        // are too many
        if (given < offer.least() || offer.types().length == 0 && given > 0) {
            return refused(stack, " takes " + offer.least() + " arguments and is given " + given);
        }
        Object[] arguments = given == 0 ? NOTHING : arguments(stack, offer, given);
        long outer = state.enter(stack);
        try {
            Object result = offer.signature().function().call(state.context(), arguments);
            if (result == ScriptEnd.DROP_AT_END) {
                state.dropAtEnd();
                result = false;
            }
            values.push(stack, result);
        } finally {
            state.enter(outer);
        }
        return 1;
    }

    private int refused(long stack, String why) {
        state.log().warn(state.where(stack) + slot.fullName() + why);
        lua.lua_pushboolean(stack, 0);
        return 1;
    }

    private Object[] arguments(long stack, Offer offer, int given) {
        int count = Math.min(given, offer.types().length);
        while (count > offer.least() && lua.lua_type(stack, count) <= Values.NIL) {
            count--;
        }
        Object[] arguments = new Object[count];
        for (int i = 0; i < count; i++) {
            arguments[i] = switch (offer.types()[i]) {
                case 's' -> values.text(stack, i + 1);
                case 'i' -> values.whole(stack, i + 1);
                default -> values.any(stack, i + 1);
            };
        }
        return arguments;
    }
}
