package org.waypost.sip.trace.file;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.waypost.sip.Octets;
import org.waypost.sip.trace.capture.CapturedMessage;

/**
 * Puts messages into Ethernet frames with made-up IP and UDP or TCP headers that any reader of captures takes for real. A datagram is
 * one frame however long; a message on a connection is cut only if it is longer than a frame can be.
 */
final class Packets {

    private static final int ETHERNET = 14;
    private static final int IPV4_HEADER = 20;
    private static final int IPV6_HEADER = 40;
    private static final int UDP_HEADER = 8;
    private static final int TCP_HEADER = 20;
    private static final int LARGEST = 65_535;
    private static final int UDP = 17;
    private static final int TCP = 6;
    private static final int TTL = 64;
    private static final short PUSH_AND_ACK = 0x5018;

    // Locally administered; the last octet tells the ends apart.
    private static final byte[] THIS_END = {2, 0, 0, 0, 0, 1};
    private static final byte[] OTHER_END = {2, 0, 0, 0, 0, 2};

    private final LocalAddresses addresses = new LocalAddresses();
    private final TcpSequences sequences = new TcpSequences();
    private short identification;

    /** The frames that carry a message. */
    List<ByteBuffer> of(CapturedMessage message) {
        Octets octets = message.octets();
        if (!message.transport().reliable()) {
            // One that is longer than a datagram can be was never sent.
            int length = Math.min(octets.length(), LARGEST - IPV4_HEADER - UDP_HEADER);
            return List.of(frame(message, octets.sub(0, length)));
        }
        List<ByteBuffer> frames = new ArrayList<>(1);
        int at = 0;
        do {
            int end = Math.min(octets.length(), at + LARGEST - IPV4_HEADER - TCP_HEADER);
            frames.add(frame(message, octets.sub(at, end)));
            at = end;
        } while (at < octets.length());
        return frames;
    }

    private ByteBuffer frame(CapturedMessage message, Octets payload) {
        InetSocketAddress local = addresses.of(message.local(), message.remote());
        InetSocketAddress source = message.incoming() ? message.remote() : local;
        InetSocketAddress destination = message.incoming() ? local : message.remote();
        boolean isTcp = message.transport().reliable();
        boolean isIpv4 = source.getAddress().getAddress().length == 4;
        int network = isIpv4 ? IPV4_HEADER : IPV6_HEADER;
        int transport = (isTcp ? TCP_HEADER : UDP_HEADER) + payload.length();
        ByteBuffer frame = ByteBuffer.allocate(ETHERNET + network + transport);
        frame.put(message.incoming() ? THIS_END : OTHER_END).put(message.incoming() ? OTHER_END : THIS_END);
        frame.putShort((short) (isIpv4 ? 0x0800 : 0x86dd));
        if (isIpv4) {
            ipv4(frame, isTcp ? TCP : UDP, transport, source, destination);
        } else {
            ipv6(frame, isTcp ? TCP : UDP, transport, source, destination);
        }
        int start = frame.position();
        frame.putShort((short) source.getPort()).putShort((short) destination.getPort());
        if (isTcp) {
            tcp(frame, message, payload.length());
        } else {
            frame.putShort((short) transport).putShort((short) 0);
        }
        frame.put(payload.array(), payload.offset(), payload.length());
        int sum = pseudoHeader(source, destination, isTcp ? TCP : UDP, transport);
        short checksum = checksum(frame, start, frame.position(), sum);
        // A UDP checksum of 0 would stand for none (RFC 768).
        frame.putShort(start + (isTcp ? 16 : 6), !isTcp && checksum == 0 ? (short) 0xffff : checksum);
        return frame.flip();
    }

    private void ipv4(
            ByteBuffer frame, int protocol, int length, InetSocketAddress source, InetSocketAddress destination) {
        int start = frame.position();
        frame.put((byte) 0x45).put((byte) 0).putShort((short) (IPV4_HEADER + length));
        frame.putShort(identification++).putShort((short) 0x4000);
        frame.put((byte) TTL).put((byte) protocol).putShort((short) 0);
        frame.put(source.getAddress().getAddress()).put(destination.getAddress().getAddress());
        frame.putShort(start + 10, checksum(frame, start, frame.position(), 0));
    }

    private static void ipv6(
            ByteBuffer frame, int protocol, int length, InetSocketAddress source, InetSocketAddress destination) {
        frame.putInt(0x60000000).putShort((short) length).put((byte) protocol).put((byte) TTL);
        frame.put(source.getAddress().getAddress()).put(destination.getAddress().getAddress());
    }

    private void tcp(ByteBuffer frame, CapturedMessage message, int length) {
        long micros = Pcapng.micros(message.time());
        TcpSequences.Numbers numbers = sequences.take(message.flow(), message.incoming(), length, micros);
        frame.putInt(numbers.sequence()).putInt(numbers.acknowledged());
        frame.putShort(PUSH_AND_ACK).putShort((short) 0xffff).putInt(0);
    }

    // RFC 768, RFC 9293 3.1, RFC 8200 8.1
    private static int pseudoHeader(InetSocketAddress source, InetSocketAddress destination, int protocol, int length) {
        ByteBuffer addresses = ByteBuffer.allocate(32)
                .put(source.getAddress().getAddress())
                .put(destination.getAddress().getAddress())
                .flip();
        int sum = protocol + length;
        while (addresses.hasRemaining()) {
            sum += addresses.getShort() & 0xffff;
        }
        return sum;
    }

    // RFC 1071: the sum of all 16-bit words, the carries added again
    private static short checksum(ByteBuffer frame, int from, int to, int begun) {
        long sum = begun & 0xffff_ffffL;
        int i = from;
        for (; i + 1 < to; i += 2) {
            sum += frame.getShort(i) & 0xffff;
        }
        if (i < to) {
            sum += (frame.get(i) & 0xff) << 8;
        }
        while (sum >> 16 != 0) {
            sum = (sum & 0xffff) + (sum >> 16);
        }
        return (short) ~sum;
    }
}
