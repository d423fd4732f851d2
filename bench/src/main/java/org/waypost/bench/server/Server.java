package org.waypost.bench.server;

import java.io.IOException;
import java.net.InetSocketAddress;

/** A server that can be started, again and again. */
public interface Server {

    /** Its name in the figures. */
    String name();

    /** Where it keeps its bindings. */
    Storage storage();

    /** Starts it on a free port of the loopback address and waits until it registers a phone. */
    default ServerProcess start() throws IOException {
        InetSocketAddress address = Ports.free();
        return start(address, Probe.registers(address));
    }

    /** Starts it there and waits until the probe is content. */
    ServerProcess start(InetSocketAddress address, Probe probe) throws IOException;
}
