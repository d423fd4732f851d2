package org.waypost.pv.standard;

import java.util.function.BiConsumer;
import java.util.function.ToIntFunction;
import org.waypost.sip.SipContext;
import org.waypost.sip.Value;

/** The flags of the message, of its first branch and of the script, as a number and in hexadecimal digits. */
final class FlagVariables {

    /** The script flags, which no other bundle knows. */
    private static final class ScriptFlags {
        private int flags;

        static ScriptFlags of(SipContext context) {
            return context.attachment(ScriptFlags.class, ScriptFlags::new);
        }
    }

    private FlagVariables() {}

    static void define(Catalog catalog) {
        define(catalog, "m", "message", SipContext::flags, SipContext::flags);
        define(
                catalog,
                "b",
                "first branch",
                SipContext::branchFlags,
                (context, flags) -> context.target(context.target().withFlags(flags)));
        define(
                catalog,
                "s",
                "script",
                context -> ScriptFlags.of(context).flags,
                (context, flags) -> ScriptFlags.of(context).flags = flags);
    }

    private static void define(
            Catalog catalog,
            String letter,
            String whose,
            ToIntFunction<SipContext> get,
            BiConsumer<SipContext, Integer> set) {
        catalog.assign(
                        letter + "f",
                        "Flags of the " + whose + " as a number",
                        context -> Value.of(get.applyAsInt(context)),
                        (context, value) -> set(context, value, set))
                .assign(
                        letter + "F",
                        "Flags of the " + whose + " as eight hexadecimal digits",
                        context -> Value.of(String.format("%08x", get.applyAsInt(context))),
                        (context, value) -> set(context, value, set));
    }

    private static boolean set(SipContext context, Value value, BiConsumer<SipContext, Integer> set) {
        if (value.isText()) {
            return false;
        }
        set.accept(context, (int) value.number());
        return true;
    }
}
