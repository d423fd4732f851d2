package org.waypost.kemi.lua;

import java.nio.file.Path;

/**
 * The parameters in force.
 *
 * @param script file of the script; the empty path for none
 * @param timeoutNanos how long a run may take
 * @param memoryKib how large a state may grow
 * @param maxStates states at most
 */
record KemiSettings(Path script, long timeoutNanos, int memoryKib, int maxStates) {

    static final String ENGINE = "lua";
    private static final int STATES_PER_PROCESSOR = 4;

    KemiSettings {
        if (timeoutNanos <= 0 || memoryKib <= 0 || maxStates <= 0) {
            throw new IllegalArgumentException("script_timeout, memory_limit and states are positive");
        }
    }

    static KemiSettings of(KemiParameters parameters, Path directory) {
        if (!parameters.engine().equals(ENGINE)) {
            throw new IllegalArgumentException("engine is '" + parameters.engine() + "', expected " + ENGINE);
        }
        return new KemiSettings(
                path(parameters.script(), directory),
                parameters.script__timeout() * 1_000_000L,
                parameters.memory__limit(),
                parameters.max__states() > 0
                        ? parameters.max__states()
                        : STATES_PER_PROCESSOR * Runtime.getRuntime().availableProcessors());
    }

    /** Where the script of that name is. */
    static Path path(String script, Path directory) {
        return script.isBlank() ? Path.of("") : directory.resolve(script.strip());
    }

    boolean hasScript() {
        return !script.toString().isEmpty();
    }
}
