package org.waypost.management.rpc;

import java.util.List;

/**
 * A method that can be called.
 *
 * @param name as {@code ul.lookup}
 * @param arguments their names, in order
 * @param help one sentence
 * @param call what it does
 */
record RpcMethod(String name, List<String> arguments, String help, Call call) {

    /** What a method does. */
    @FunctionalInterface
    interface Call {

        /**
         * Runs it.
         *
         * @param author who calls, for the history of parameters
         * @return what {@link JsonWriter} can write
         * @throws RpcFault if there is no result
         */
        Object run(Arguments arguments, String author);
    }

    RpcMethod {
        arguments = List.copyOf(arguments);
    }
}
