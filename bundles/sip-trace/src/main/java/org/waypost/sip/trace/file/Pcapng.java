package org.waypost.sip.trace.file;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * Writes a capture in the format pcapng (draft-ietf-opsawg-pcapng): one section, one Ethernet interface, times in microseconds, and
 * with each packet its direction and a comment.
 */
final class Pcapng implements AutoCloseable {

    private static final int SECTION = 0x0A0D0D0A;
    private static final int INTERFACE = 1;
    private static final int PACKET = 6;
    private static final int BYTE_ORDER = 0x1A2B3C4D;
    private static final short ETHERNET = 1;
    private static final int SNAP_LENGTH = 262_144;
    private static final int COMMENT = 1;
    private static final int FLAGS = 2;
    private static final int INTERFACE_NAME = 2;
    private static final int APPLICATION = 4;

    private final OutputStream out;
    private long written;

    /** Begins a capture on {@code out}, which is closed with it. */
    Pcapng(OutputStream out) throws IOException {
        this.out = out;
        ByteBuffer section = ByteBuffer.allocate(16).putInt(BYTE_ORDER).putShort((short) 1);
        block(SECTION, section.putShort((short) 0).putLong(-1), option(APPLICATION, "Waypost"));
        ByteBuffer description = ByteBuffer.allocate(8).putShort(ETHERNET).putShort((short) 0);
        block(INTERFACE, description.putInt(SNAP_LENGTH), option(INTERFACE_NAME, "waypost"));
        out.flush();
    }

    static long micros(Instant time) {
        return TimeUnit.SECONDS.toMicros(time.getEpochSecond()) + time.getNano() / 1000;
    }

    /** Adds a packet. */
    void packet(Instant time, boolean incoming, ByteBuffer frame, String comment) throws IOException {
        long micros = micros(time);
        int length = frame.remaining();
        ByteBuffer body = ByteBuffer.allocate(20 + padded(length));
        body.putInt(0).putInt((int) (micros >>> 32)).putInt((int) micros);
        body.putInt(length).putInt(length).put(frame.duplicate()).position(20 + padded(length));
        ByteBuffer flags = ByteBuffer.allocate(8).putShort((short) FLAGS).putShort((short) 4);
        block(PACKET, body, flags.putInt(incoming ? 1 : 2), option(COMMENT, comment));
    }

    /** Octets that a packet takes at most. */
    static long most(ByteBuffer frame, String comment) {
        return 64L + frame.remaining() + 3L * comment.length();
    }

    /** Octets so far. */
    long written() {
        return written;
    }

    void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    private static ByteBuffer option(int code, String text) {
        byte[] value = text.getBytes(StandardCharsets.UTF_8);
        if (value.length == 0) {
            return ByteBuffer.allocate(0);
        }
        ByteBuffer option = ByteBuffer.allocate(4 + padded(value.length));
        option.putShort((short) code).putShort((short) value.length).put(value);
        return option.position(option.limit());
    }

    // The parts end at their positions. After the options stands one that ends them.
    private void block(int type, ByteBuffer body, ByteBuffer... options) throws IOException {
        int length = 12 + body.position() + 4;
        for (ByteBuffer option : options) {
            length += option.position();
        }
        ByteBuffer block =
                ByteBuffer.allocate(length).putInt(type).putInt(length).put(body.flip());
        for (ByteBuffer option : options) {
            block.put(option.flip());
        }
        block.putInt(0).putInt(length);
        out.write(block.array());
        written += length;
    }

    private static int padded(int length) {
        return length + 3 & ~3;
    }
}
