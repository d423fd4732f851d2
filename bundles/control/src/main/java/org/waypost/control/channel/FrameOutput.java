package org.waypost.control.channel;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.WritableByteChannel;
import java.util.Arrays;
import org.waypost.control.client.Frame;

/** A stream whose octets go to the client in frames of one type. */
final class FrameOutput extends OutputStream {

    private static final int MOST = 8192;

    private final WritableByteChannel channel;
    private final byte type;
    private final Object writing;
    private final byte[] buffer = new byte[MOST];
    private int count;

    FrameOutput(WritableByteChannel channel, byte type, Object writing) {
        this.channel = channel;
        this.type = type;
        this.writing = writing;
    }

    @Override
    public synchronized void write(int octet) throws IOException {
        if (count == MOST) {
            flush();
        }
        buffer[count++] = (byte) octet;
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
        for (int done = 0; done < length; ) {
            if (count == MOST) {
                flush();
            }
            int step = Math.min(length - done, MOST - count);
            System.arraycopy(bytes, offset + done, buffer, count, step);
            count += step;
            done += step;
        }
    }

    @Override
    public synchronized void flush() throws IOException {
        if (count > 0) {
            byte[] body = Arrays.copyOf(buffer, count);
            count = 0;
            synchronized (writing) {
                new Frame(type, body).writeTo(channel);
            }
        }
    }
}
