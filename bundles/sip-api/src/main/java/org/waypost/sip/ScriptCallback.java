package org.waypost.sip;

/** A whiteboard service of a script engine: calls a function of the loaded script by its name, as parameters such as event_callback ask. */
@FunctionalInterface
public interface ScriptCallback {

    /**
     * Calls it with the name of the event as its one argument. Errors in the script are logged by the engine and do not come out.
     *
     * @param context what is being processed; for an event that is no message, {@link SipTransport#eventContext()}
     * @return whether the script has such a function
     */
    boolean call(String function, SipContext context, String event);
}
