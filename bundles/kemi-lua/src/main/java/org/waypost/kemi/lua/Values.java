package org.waypost.kemi.lua;

import java.util.List;
import java.util.Map;
import org.waypost.lua.LuaLibrary;

/** Turns what functions return into Lua values, and Lua values into what functions take. */
final class Values {

    static final int NIL = 0;
    static final int BOOLEAN = 1;
    static final int NUMBER = 3;
    static final int STRING = 4;

    /** The greatest depth of nested tables that is handed over. */
    private static final int MOST_NESTED = 16;

    private final LuaLibrary lua;
    private final Text text;

    Values(LuaLibrary lua, Text text) {
        this.lua = lua;
        this.text = text;
    }

    void push(long stack, Object value) {
        push(stack, value, 0);
    }

    private void push(long stack, Object value, int depth) {
        if (value == null) {
            lua.lua_pushnil(stack);
        } else if (value instanceof Integer number) {
            lua.lua_pushinteger(stack, number);
        } else if (value instanceof Boolean truth) {
            lua.lua_pushboolean(stack, truth ? 1 : 0);
        } else if (value instanceof String string) {
            text.push(stack, string);
        } else if (value instanceof Number number) {
            lua.lua_pushnumber(stack, number.doubleValue());
        } else if (depth >= MOST_NESTED || lua.lua_checkstack(stack, 4) == 0) {
            lua.lua_pushnil(stack);
        } else if (value instanceof List<?> list) {
            lua.lua_createtable(stack, list.size(), 0);
            for (int i = 0; i < list.size(); i++) {
                push(stack, list.get(i), depth + 1);
                lua.lua_rawseti(stack, -2, i + 1);
            }
        } else if (value instanceof Map<?, ?> map) {
            lua.lua_createtable(stack, 0, map.size());
            map.forEach((key, field) -> field(stack, key, field, depth + 1));
        } else {
            text.push(stack, value.toString());
        }
    }

    // Lua's error for any other key could not be caught
    private void field(long stack, Object key, Object value, int depth) {
        if (key instanceof String || key instanceof Integer || key instanceof Long) {
            push(stack, key, depth);
            push(stack, value, depth);
            lua.lua_rawset(stack, -3);
        }
    }

    /** The value at {@code index} as text; empty for what is neither text nor a number, as in Kamailio. */
    String text(long stack, int index) {
        return switch (lua.lua_type(stack, index)) {
            case STRING -> text.read(stack, index);
            case NUMBER -> number(lua.lua_tonumber(stack, index));
            default -> "";
        };
    }

    /** The value at {@code index} as a whole number; 0 for what is none, as in Kamailio. */
    Long whole(long stack, int index) {
        return (long) lua.lua_tonumber(stack, index);
    }

    /** The value at {@code index} as it is: String, Long, Double, Boolean or null. */
    Object any(long stack, int index) {
        return switch (lua.lua_type(stack, index)) {
            case STRING -> text.read(stack, index);
            case BOOLEAN -> lua.lua_toboolean(stack, index) != 0;
            case NUMBER -> {
                double number = lua.lua_tonumber(stack, index);
                if (number == (long) number) {
                    yield (long) number;
                }
                yield number;
            }
            default -> null;
        };
    }

    // as Lua writes numbers: "%.14g"
    private static String number(double number) {
        return number == (long) number && Math.abs(number) < 1e14
                ? Long.toString((long) number)
                : new java.math.BigDecimal(number)
                        .round(new java.math.MathContext(14))
                        .stripTrailingZeros()
                        .toString();
    }
}
