package org.waypost.bench.call;

import java.io.IOException;
import java.net.InetSocketAddress;

/** The connections of a phone to the server: one socket, or some TCP connections. */
interface Line extends AutoCloseable {

    /** What is done with a message that came. It is called by the reader of the connection. */
    interface Handler {
        void message(int connection, byte[] octets, int from, int to) throws IOException;
    }

    static Line open(boolean tcp, InetSocketAddress target, Handler handler) throws IOException {
        return tcp ? new TcpLine(target, handler) : new UdpLine(target, handler);
    }

    /** How many connections there are, numbered from 0. */
    int connections();

    /** Address and port of this end, as {@code host:port}. */
    String local(int connection);

    void send(int connection, String message) throws IOException;

    @Override
    void close();
}
