package org.waypost.launcher;

import java.nio.file.Path;

/**
 * What one start of the container is told on its command line.
 *
 * @param home the distribution: {@code lib/}, {@code system/}, {@code features/}, {@code deploy/}
 * @param config the directory of the {@code <pid>.cfg} files, used in place
 * @param data where everything goes that this instance writes
 * @param console whether a terminal is there to offer the shell on
 * @param startedMillis when the start began, milliseconds since the epoch
 */
record Launch(Path home, Path config, Path data, boolean console, long startedMillis) {

    /** Reads {@code --home DIR [--config DIR] [--data DIR] [--console] [--started MILLIS]}. */
    static Launch parse(String... arguments) {
        Path home = null;
        Path config = null;
        Path data = null;
        boolean console = false;
        long started = System.currentTimeMillis();
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--home" -> home = Path.of(valueOf(arguments, i++));
                case "--config" -> config = Path.of(valueOf(arguments, i++));
                case "--data" -> data = Path.of(valueOf(arguments, i++));
                case "--started" -> started = Long.parseLong(valueOf(arguments, i++));
                case "--console" -> console = true;
                default -> throw new LaunchException(2, "unknown option: " + arguments[i]);
            }
        }
        if (home == null) {
            throw new LaunchException(2, "--home is missing");
        }
        Path base = home.toAbsolutePath().normalize();
        return new Launch(
                base,
                (config == null ? base.resolve("config") : config)
                        .toAbsolutePath()
                        .normalize(),
                (data == null ? base.resolve("data") : data).toAbsolutePath().normalize(),
                console,
                started);
    }

    private static String valueOf(String[] arguments, int option) {
        if (option + 1 == arguments.length) {
            throw new LaunchException(2, arguments[option] + " needs a value");
        }
        return arguments[option + 1];
    }
}
