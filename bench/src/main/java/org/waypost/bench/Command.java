package org.waypost.bench;

import java.io.IOException;
import java.util.Set;

/** A command of {@code bench/run}. */
interface Command {

    /** Names of its options, without dashes. */
    Set<String> options();

    /** @throws IllegalArgumentException if an option has a bad value */
    void run(Options options) throws IOException;
}
