package org.waypost.control.client;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * One message on the control socket: a type, a length of four octets, and that many octets. A client begins with {@link #EXEC},
 * {@link #SHELL} or {@link #STOP}, before which it may tell its {@link #TERMINAL}; the server ends with {@link #EXIT}.
 *
 * @param type one of the constants
 * @param body never longer than {@link #LIMIT}
 */
public record Frame(byte type, byte[] body) {

    /** From the client, before {@link #EXEC}: the columns and lines of the terminal that standard output is, separated by a newline. */
    public static final byte TERMINAL = 'T';
    /** From the client: run the command in the body. */
    public static final byte EXEC = 'X';
    /** From the client: begin a shell; the body is the terminal's type, columns and lines, separated by newlines. */
    public static final byte SHELL = 'S';
    /** From the client: stop the container. */
    public static final byte STOP = 'Q';
    /** From the client: what was typed; for a command, the next of its standard input, and nothing at its end. */
    public static final byte INPUT = 'I';
    /** From the client: the terminal's new columns and lines, separated by a newline. */
    public static final byte RESIZE = 'W';
    /** From the server: the command waits for the next {@link #INPUT}, which it gets once. */
    public static final byte READ = 'R';
    /** From the server: for standard output. */
    public static final byte OUTPUT = 'O';
    /** From the server: for standard error. */
    public static final byte ERROR = 'E';
    /** From the server: the end, with the exit code in digits. */
    public static final byte EXIT = 'Z';

    /** The longest body, in bytes. */
    public static final int LIMIT = 1 << 20;

    private static final int HEADER = 5;

    public static Frame of(byte type, String text) {
        return new Frame(type, text.getBytes(StandardCharsets.UTF_8));
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    // Channels, not their streams: those of one SocketChannel lock each other out, a reader that waits keeps the writer
    // waiting.

    public void writeTo(WritableByteChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(HEADER + body.length);
        bytes.put(type).putInt(body.length).put(body).flip();
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** The next frame, or nothing at the end of the connection. */
    public static Optional<Frame> readFrom(ReadableByteChannel channel) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(HEADER);
        if (channel.read(header) < 0) {
            return Optional.empty();
        }
        fill(channel, header);
        header.flip();
        byte type = header.get();
        int length = header.getInt();
        if (length < 0 || length > LIMIT) {
            throw new IOException("a frame of " + length + " bytes, expected 0.." + LIMIT);
        }
        ByteBuffer body = ByteBuffer.allocate(length);
        fill(channel, body);
        return Optional.of(new Frame(type, body.array()));
    }

    private static void fill(ReadableByteChannel channel, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new EOFException("the connection ended within a frame");
            }
        }
    }
}
