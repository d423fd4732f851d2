package org.waypost.sip.transport.udp;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/**
 * Answers STUN binding requests on a SIP socket, by which a device keeps its NAT binding open and learns that it changed (RFC 5626
 * 4.4.2 and 8, RFC 8489). The answer says nothing but the address the request came from, and is at most 24 octets longer than the
 * request. One for each reader; it makes no objects.
 */
final class StunResponder {

    /** What became of a datagram. */
    enum Result {
        /** No STUN at all: look for SIP in it. */
        OTHER,
        /** {@link #answer()} is to be sent. */
        ANSWER,
        /** A binding indication, which wants no answer. */
        INDICATION,
        /** STUN that is malformed, or neither a request nor an indication. */
        MALFORMED
    }

    private static final int HEADER = 20;
    private static final int MAGIC_COOKIE = 0x2112A442;
    private static final int BINDING_REQUEST = 0x0001;
    private static final int BINDING_INDICATION = 0x0011;
    private static final int BINDING_SUCCESS = 0x0101;
    private static final int BINDING_ERROR = 0x0111;

    private static final int MAPPED_ADDRESS = 0x0001;
    private static final int FIRST_UNDERSTOOD = 0x0006;
    private static final int ERROR_CODE = 0x0009;
    private static final int UNKNOWN_ATTRIBUTES = 0x000A;
    private static final int XOR_MAPPED_ADDRESS = 0x0020;
    private static final int LAST_UNDERSTOOD = XOR_MAPPED_ADDRESS;
    private static final int COMPREHENSION_OPTIONAL = 0x8000;
    private static final int FINGERPRINT = 0x8028;

    private static final int FINGERPRINT_SIZE = 8;
    private static final int FINGERPRINT_XOR = 0x5354554e;
    private static final int UNKNOWN_ATTRIBUTE = 420;
    private static final int MOST_UNKNOWN = 4;
    private static final int ROOM = 64;

    private final ByteBuffer answer = ByteBuffer.allocate(ROOM);
    private final CRC32 crc = new CRC32();
    private final int[] unknown = new int[MOST_UNKNOWN];
    private int unknownCount;
    private boolean fingerprint;

    /** The octets to be sent back after {@link Result#ANSWER}, valid until the next call; they begin at 0. */
    ByteBuffer answer() {
        return answer;
    }

    /** Looks at the datagram in the first {@code length} octets of {@code message}. */
    Result handle(byte[] message, int length, InetSocketAddress source) {
        if (!isStun(message, length)) {
            return Result.OTHER;
        }
        int type = number(message, 0);
        boolean classic = wide(message, 4) != MAGIC_COOKIE;
        if (type == BINDING_INDICATION) {
            return Result.INDICATION;
        }
        if (type != BINDING_REQUEST || number(message, 2) != length - HEADER || !readAttributes(message, length)) {
            return Result.MALFORMED;
        }
        begin(message);
        if (unknownCount > 0 && !classic) {
            refuse();
        } else {
            tellAddress(message, source, classic);
        }
        finish();
        return Result.ANSWER;
    }

    // No SIP message begins with an octet below 4; octets of NUL keep NAT bindings open and are no STUN. Older clients
    // have no cookie.
    private static boolean isStun(byte[] message, int length) {
        return length >= HEADER
                && (message[0] & 0xC0) == 0
                && (wide(message, 4) == MAGIC_COOKIE || number(message, 0) == BINDING_REQUEST);
    }

    /** Notes what the attributes ask for; false if they are not well-formed (RFC 8489 14). */
    private boolean readAttributes(byte[] message, int length) {
        unknownCount = 0;
        fingerprint = false;
        int at = HEADER;
        while (at < length) {
            if (fingerprint || length - at < 4) {
                return false;
            }
            int type = number(message, at);
            int size = number(message, at + 2);
            int next = at + 4 + (size + 3 & ~3);
            if (next > length) {
                return false;
            }
            if (type == FINGERPRINT) {
                if (size != 4 || wide(message, at + 4) != fingerprint(message, at)) {
                    return false;
                }
                fingerprint = true;
            } else if (isUnknown(type) && unknownCount < MOST_UNKNOWN) {
                unknown[unknownCount++] = type;
            }
            at = next;
        }
        return true;
    }

    // What belongs to STUN itself, such as credentials nobody asked for, is passed over; CHANGE-REQUEST is of RFC 3489
    // alone.
    private static boolean isUnknown(int type) {
        return type < COMPREHENSION_OPTIONAL && (type < FIRST_UNDERSTOOD || type > LAST_UNDERSTOOD);
    }

    private void begin(byte[] message) {
        answer.clear();
        answer.putShort((short) BINDING_SUCCESS).putShort((short) 0).put(message, 4, HEADER - 4);
    }

    private void tellAddress(byte[] message, InetSocketAddress source, boolean classic) {
        byte[] address = source.getAddress().getAddress();
        answer.putShort((short) (classic ? MAPPED_ADDRESS : XOR_MAPPED_ADDRESS));
        answer.putShort((short) (4 + address.length));
        answer.put((byte) 0).put((byte) (address.length == 4 ? 1 : 2));
        answer.putShort((short) (source.getPort() ^ (classic ? 0 : MAGIC_COOKIE >>> 16)));
        for (int i = 0; i < address.length; i++) {
            // The cookie, then the transaction id (RFC 8489 14.2).
            answer.put((byte) (address[i] ^ (classic ? 0 : message[4 + i])));
        }
    }

    // RFC 8489 6.3.1: attributes that must be understood and are not
    private void refuse() {
        answer.putShort(0, (short) BINDING_ERROR);
        answer.putShort((short) ERROR_CODE).putShort((short) 4);
        answer.putInt(UNKNOWN_ATTRIBUTE / 100 << 8 | UNKNOWN_ATTRIBUTE % 100);
        answer.putShort((short) UNKNOWN_ATTRIBUTES).putShort((short) (2 * unknownCount));
        for (int i = 0; i < unknownCount; i++) {
            answer.putShort((short) unknown[i]);
        }
        if (unknownCount % 2 != 0) {
            answer.putShort((short) 0);
        }
    }

    private void finish() {
        int attributes = answer.position() - HEADER;
        if (fingerprint) {
            answer.putShort(2, (short) (attributes + FINGERPRINT_SIZE));
            int value = fingerprint(answer.array(), answer.position());
            answer.putShort((short) FINGERPRINT).putShort((short) 4).putInt(value);
        } else {
            answer.putShort(2, (short) attributes);
        }
        answer.flip();
    }

    // RFC 8489 14.7: of all octets before the attribute
    private int fingerprint(byte[] message, int length) {
        crc.reset();
        crc.update(message, 0, length);
        return (int) crc.getValue() ^ FINGERPRINT_XOR;
    }

    private static int number(byte[] message, int at) {
        return (message[at] & 0xff) << 8 | message[at + 1] & 0xff;
    }

    private static int wide(byte[] message, int at) {
        return number(message, at) << 16 | number(message, at + 2);
    }
}
