package org.waypost.bench.load;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The sockets of a generator and their readers. */
interface Wire extends AutoCloseable {

    /** Address and port it sends from, as {@code host:port}. */
    String local();

    /** Sends on the calling thread. */
    void send(ByteBuffer message, long sequence) throws IOException;

    /** Replies that were counted so far. */
    long answered();

    /** Stops the readers; their tallies are complete afterwards. */
    @Override
    void close();

    /** One for each reader. */
    Iterable<Tally> tallies();
}
