package org.waypost.control.channel;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.channels.WritableByteChannel;
import org.waypost.control.client.Frame;

/**
 * The standard input of the client, asked for piece by piece as a command reads: what no command wants stays where it is (in a
 * {@code while read} loop, for instance), and no more than one piece is ever held here.
 */
final class ClientInput extends InputStream {

    private static final byte[] NOTHING = {};

    private final WritableByteChannel channel;
    private final Object writing;

    // Guarded by this.
    private byte[] piece = NOTHING;
    private int position;
    private boolean asked;
    private boolean ended;

    ClientInput(WritableByteChannel channel, Object writing) {
        this.channel = channel;
        this.writing = writing;
    }

    @Override
    public int read() throws IOException {
        byte[] octet = new byte[1];
        return read(octet, 0, 1) < 0 ? -1 : octet[0] & 0xff;
    }

    @Override
    public synchronized int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (position == piece.length && !ended) {
            await();
        }
        int count = Math.min(length, piece.length - position);
        System.arraycopy(piece, position, bytes, offset, count);
        position += count;
        return count == 0 ? -1 : count;
    }

    @Override
    public synchronized int available() {
        return piece.length - position;
    }

    /** Takes what the client has sent; nothing stands for the end. */
    synchronized void receive(byte[] next) {
        if (asked) {
            asked = false;
            piece = next;
            position = 0;
            ended |= next.length == 0;
            notifyAll();
        }
    }

    /** There will be no more. */
    synchronized void end() {
        ended = true;
        notifyAll();
    }

    private void await() throws IOException {
        if (!asked) {
            asked = true;
            synchronized (writing) {
                Frame.of(Frame.READ, "").writeTo(channel);
            }
        }
        try {
            wait();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for input");
        }
    }
}
