package org.waypost.launcher;

/** A start that cannot go on, said in one line to whoever typed the command. */
final class LaunchException extends RuntimeException {

    private final int exitCode;

    LaunchException(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    int exitCode() {
        return exitCode;
    }
}
