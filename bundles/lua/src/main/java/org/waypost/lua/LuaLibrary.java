package org.waypost.lua;

import com.badlogic.gdx.utils.SharedLibraryLoader;
import party.iroiro.luajava.lua51.Lua51Natives;

/**
 * The C functions of Lua 5.1, loaded once in the life of the process: a native library belongs to the class loader that loaded it first,
 * so this class stands in a bundle that hardly ever changes.
 */
public final class LuaLibrary extends Lua51Natives {

    private static final String NAME = "lua51";

    static {
        // In a container the framework knows where the library is (Bundle-NativeCode); elsewhere luajava unpacks it
        // from the class path.
        try {
            System.loadLibrary(libraryName(new SharedLibraryLoader().mapLibraryName(NAME)));
            SharedLibraryLoader.setLoaded(NAME);
        } catch (UnsatisfiedLinkError notInContainer) {
            // luajava's own way follows
        }
    }

    /** @throws IllegalStateException if there is no library for this machine */
    public LuaLibrary() {
        super();
    }

    // libNAME.so, libNAME.dylib or NAME.dll
    private static String libraryName(String file) {
        return file.substring(file.startsWith("lib") ? "lib".length() : 0, file.lastIndexOf('.'));
    }
}
