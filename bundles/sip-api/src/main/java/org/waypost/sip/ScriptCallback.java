package org.waypost.sip;

/**
 * A whiteboard service of a script engine: calls functions of the loaded script by their names, as branch, reply and failure routes and
 * parameters such as {@code event_callback} need. Called while the script runs, on its thread, it calls into the same run.
 */
@FunctionalInterface
public interface ScriptCallback {

    /** How the call of a function ended. */
    enum Outcome {
        /** The script has no such function, or no script is loaded. */
        MISSING,
        /** It ran to its end, or ended itself with {@code KSR.x.exit()}. */
        DONE,
        /** It ended itself with {@code KSR.x.drop()}: the message, such as a reply, is not to be passed on. */
        DROP,
        /** It failed; the engine has logged why. */
        FAILED
    }

    /**
     * Calls it. Nothing is thrown.
     *
     * @param context what is being processed; for an event that is no message, {@link SipTransport#eventContext()}
     * @param arguments String (one char for each octet), Number, Boolean or null; an event callback is given the name of the event
     */
    Outcome call(String function, SipContext context, Object... arguments);
}
