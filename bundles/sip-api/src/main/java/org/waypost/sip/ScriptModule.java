package org.waypost.sip;

import java.util.Map;

/**
 * A whiteboard service: functions that a routing script can call under one name, as {@code KSR.registrar.save} calls
 * {@code save} of the module {@code registrar}. Script engines offer all modules there are; one that comes or goes is
 * noticed at the next call.
 */
public interface ScriptModule {

    /** One function. */
    @FunctionalInterface
    interface Function {

        /**
         * Runs it.
         *
         * @param context the request, reply or event being processed
         * @param arguments as the script gave them: String (one char for each octet), Long, Double, Boolean or null; never more
         *     than {@link Signature#most()}, never fewer than {@link Signature#least()}
         * @return String, Long, Integer, Boolean, null, or a {@code Map<String, ?>} or {@code List<?>} of these
         * @throws ScriptEnd to end the script's run, as {@code KSR.x.exit()} does
         * @throws IllegalArgumentException for arguments that make no sense; logged with the line of the script, the call gives -1
         */
        Object call(SipContext context, Object[] arguments);
    }

    /**
     * A function and what it takes.
     *
     * @param parameters one letter each: {@code s} text, {@code i} whole number, {@code x} anything; those after {@code ?} may be
     *     left out
     * @param help one sentence for the documentation
     * @param function what runs
     */
    record Signature(String parameters, String help, Function function) {

        public int least() {
            int optional = parameters.indexOf('?');
            return optional < 0 ? parameters.length() : optional;
        }

        public int most() {
            return parameters.indexOf('?') < 0 ? parameters.length() : parameters.length() - 1;
        }

        /** Type letter of the parameter at {@code index}. */
        public char type(int index) {
            return parameters.replace("?", "").charAt(index);
        }
    }

    /** The name after {@code KSR.}; empty for functions right below it, such as {@code KSR.is_INVITE}. */
    String name();

    /** The functions by name. */
    Map<String, Signature> functions();
}
