package org.waypost.kemi.lua;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.waypost.lua.LuaLibrary;

/**
 * Moves text between Java, where each octet is one char, and Lua. The binding speaks modified UTF-8, which is the same for ASCII without
 * NUL: nearly all text of SIP takes that way, the rest a slower one.
 */
final class Text {

    private final LuaLibrary lua;
    private final int registry;
    private int octets;

    Text(LuaLibrary lua, int registry) {
        this.lua = lua;
        this.registry = registry;
    }

    /** @param reference the registry's reference to the function that turns modified UTF-8 into octets */
    void decoder(int reference) {
        octets = reference;
    }

    void push(long stack, String text) {
        if (isPlain(text)) {
            lua.luaJ_pushstring(stack, text);
            return;
        }
        lua.luaJ_rawgeti(stack, registry, octets);
        lua.luaJ_pushstring(stack, text);
        lua.lua_pcall(stack, 1, 1, 0);
    }

    /** The string (or number) at {@code index}. */
    String read(long stack, int index) {
        String text = lua.lua_tostring(stack, index);
        if (text.length() == lua.lua_objlen(stack, index) && isPlain(text)) {
            return text;
        }
        ByteBuffer raw = (ByteBuffer) lua.luaJ_tobuffer(stack, index);
        byte[] bytes = new byte[raw.remaining()];
        raw.get(bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || c >= 0x80) {
                return false;
            }
        }
        return true;
    }
}
