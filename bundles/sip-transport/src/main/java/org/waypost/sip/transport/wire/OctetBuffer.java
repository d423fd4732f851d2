package org.waypost.sip.transport.wire;

import java.util.Arrays;
import org.waypost.sip.ByteSink;
import org.waypost.sip.Octets;

/** A growing array that a message is written into; it keeps its size for the next one. */
public final class OctetBuffer implements ByteSink {

    private static final int KEPT = 16 * 1024;

    private byte[] array;
    private int length;

    public OctetBuffer(int capacity) {
        array = new byte[capacity];
    }

    @Override
    public OctetBuffer put(int octet) {
        reserve(1);
        array[length++] = (byte) octet;
        return this;
    }

    @Override
    @SuppressWarnings(
            "deprecation") // one octet a char is what getBytes(int, int, byte[], int) does, and nothing does faster
    public OctetBuffer put(String text) {
        int count = text.length();
        reserve(count);
        text.getBytes(0, count, array, length);
        length += count;
        return this;
    }

    @Override
    public OctetBuffer put(Octets octets) {
        return put(octets.array(), octets.offset(), octets.length());
    }

    public OctetBuffer put(byte[] source, int offset, int count) {
        reserve(count);
        System.arraycopy(source, offset, array, length, count);
        length += count;
        return this;
    }

    @Override
    public OctetBuffer putNumber(long number) {
        if (number < 0) {
            return put(Long.toString(number));
        }
        int digits = 1;
        for (long rest = number / 10; rest != 0; rest /= 10) {
            digits++;
        }
        reserve(digits);
        long rest = number;
        for (int i = length + digits - 1; i >= length; i--) {
            array[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
        return this;
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public void truncate(int newLength) {
        if (newLength < 0 || newLength > length) {
            throw new IllegalArgumentException("cannot truncate " + length + " octets to " + newLength);
        }
        length = newLength;
    }

    /** Forgets what was written, and gives back an array that one large message made grow. */
    public void clear() {
        length = 0;
        if (array.length > KEPT) {
            array = new byte[KEPT];
        }
    }

    @Override
    public byte[] bytes() {
        return Arrays.copyOf(array, length);
    }

    /** What was written is in the first {@link #length()} octets; the next write may move it. */
    public byte[] array() {
        return array;
    }

    private void reserve(int count) {
        if (array.length - length < count) {
            array = Arrays.copyOf(array, Math.max(array.length * 2, length + count));
        }
    }
}
