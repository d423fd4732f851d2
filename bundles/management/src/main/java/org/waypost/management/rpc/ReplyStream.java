package org.waypost.management.rpc;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;

/**
 * The body of a response: short ones are gathered and sent with their length, long ones go out in chunks as they are written. State:
 * what is gathered, and the stream once it has begun.
 */
final class ReplyStream extends OutputStream {

    private static final int SHORT = 32_768;

    private final HttpExchange exchange;
    private final byte[] gathered = new byte[SHORT];
    private int length;
    private int status = 200;
    private OutputStream body;

    ReplyStream(HttpExchange exchange) {
        this.exchange = exchange;
    }

    void status(int code) {
        status = code;
    }

    /** Whether something has gone out that cannot be taken back. */
    boolean hasBegun() {
        return body != null;
    }

    /** Forgets what was written. */
    void restart() {
        length = 0;
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int offset, int count) throws IOException {
        if (length + count > SHORT) {
            drain();
        }
        if (count > SHORT) {
            body.write(octets, offset, count);
        } else {
            System.arraycopy(octets, offset, gathered, length, count);
            length += count;
        }
    }

    private void drain() throws IOException {
        if (body == null) {
            exchange.sendResponseHeaders(status, 0);
            body = exchange.getResponseBody();
        }
        body.write(gathered, 0, length);
        length = 0;
    }

    /** Sends what is left. */
    void finish() throws IOException {
        if (body != null) {
            drain();
        } else {
            exchange.sendResponseHeaders(status, length == 0 ? -1 : length);
            if (length > 0) {
                exchange.getResponseBody().write(gathered, 0, length);
            }
        }
    }
}
