package org.waypost.bench.load;

import java.io.IOException;
import java.nio.channels.Channel;

/** Ends a reader thread by closing what it reads from. */
public final class Readers {

    private static final long PATIENCE_MILLIS = 5_000;

    private Readers() {}

    public static void stop(Channel channel, Thread reader) {
        try {
            channel.close();
            reader.join(PATIENCE_MILLIS);
        } catch (IOException e) {
            System.err.println("bench: closing a socket: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
