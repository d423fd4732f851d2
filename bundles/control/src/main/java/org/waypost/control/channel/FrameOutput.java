package org.waypost.control.channel;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.WritableByteChannel;
import java.util.Arrays;
import org.waypost.control.client.Frame;

/**
 * A stream whose octets go to the client in frames of one type, at once. It is handed to Gogo as it is, not within a {@link
 * java.io.PrintStream}, which would keep from a command that its client has gone.
 */
final class FrameOutput extends OutputStream {

    private static final int MOST = 64 * 1024;

    private final WritableByteChannel channel;
    private final byte type;
    private final Object writing;

    FrameOutput(WritableByteChannel channel, byte type, Object writing) {
        this.channel = channel;
        this.type = type;
        this.writing = writing;
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        for (int done = 0; done < length; done += MOST) {
            int from = offset + done;
            Frame frame = new Frame(type, Arrays.copyOfRange(bytes, from, from + Math.min(MOST, length - done)));
            synchronized (writing) {
                frame.writeTo(channel);
            }
        }
    }
}
