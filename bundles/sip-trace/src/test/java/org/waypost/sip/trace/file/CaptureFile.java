package org.waypost.sip.trace.file;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads a pcapng file as its draft says, and the frames in it as their RFCs say; fails if anything is not right. */
public final class CaptureFile {

    /** A packet with what its headers say. */
    public record Packet(
            long micros,
            boolean incoming,
            String comment,
            int protocol,
            InetSocketAddress source,
            InetSocketAddress destination,
            int sequence,
            int acknowledged,
            String payload) {}

    private CaptureFile() {}

    public static List<Packet> read(Path file) throws IOException {
        ByteBuffer data = ByteBuffer.wrap(Files.readAllBytes(file));
        List<Packet> packets = new ArrayList<>();
        for (int number = 0; data.hasRemaining(); number++) {
            int start = data.position();
            int type = data.getInt();
            int length = data.getInt();
            check(length % 4 == 0 && data.getInt(start + length - 4) == length, "length of block " + number);
            ByteBuffer body = data.slice(start + 8, length - 12);
            switch (number) {
                case 0 -> check(type == 0x0A0D0D0A && body.getInt(0) == 0x1A2B3C4D, "section header");
                case 1 -> check(type == 1 && body.getShort(0) == 1, "Ethernet interface");
                default -> {
                    check(type == 6, "packet");
                    packets.add(packet(body));
                }
            }
            data.position(start + length);
        }
        return packets;
    }

    private static Packet packet(ByteBuffer body) throws IOException {
        check(body.getInt() == 0, "interface");
        long micros = (long) body.getInt() << 32 | body.getInt() & 0xffff_ffffL;
        int length = body.getInt();
        check(body.getInt() == length, "whole frame");
        ByteBuffer frame = body.slice(body.position(), length);
        body.position(body.position() + (length + 3 & ~3));
        int flags = 0;
        String comment = "";
        while (true) {
            int code = body.getShort();
            int size = body.getShort();
            if (code == 0) {
                check(size == 0 && !body.hasRemaining(), "end of options");
                break;
            }
            byte[] value = new byte[size];
            body.get(value).position(body.position() + (-size & 3));
            if (code == 2) {
                flags = ByteBuffer.wrap(value).getInt();
            } else if (code == 1) {
                comment = new String(value, StandardCharsets.UTF_8);
            }
        }
        check(flags == 1 || flags == 2, "direction");
        return packet(micros, flags == 1, comment, frame);
    }

    private static Packet packet(long micros, boolean incoming, String comment, ByteBuffer frame) throws IOException {
        frame.position(12);
        boolean ipv4 = frame.getShort() == 0x0800;
        ByteBuffer ip = frame.slice();
        int header = ipv4 ? 20 : 40;
        byte[] from = new byte[ipv4 ? 4 : 16];
        byte[] to = new byte[from.length];
        ip.get(ipv4 ? 12 : 8, from).get(ipv4 ? 16 : 24, to);
        int protocol = ip.get(ipv4 ? 9 : 6);
        int size = ip.remaining() - header;
        if (ipv4) {
            check(ip.get(0) == 0x45 && (ip.getShort(2) & 0xffff) == ip.remaining(), "IPv4 header");
            check(sum(ip.slice(0, 20), 0) == 0xffff, "checksum of IPv4");
        } else {
            check(ip.get(0) == 0x60 && (ip.getShort(4) & 0xffff) == size, "IPv6 header");
        }
        ByteBuffer segment = ip.slice(header, size);
        ByteBuffer pseudo =
                ByteBuffer.allocate(2 * from.length).put(from).put(to).flip();
        check(sum(segment, sum(pseudo, protocol + size)) == 0xffff, "checksum of protocol " + protocol);
        check(protocol == 6 ? segment.getShort(12) == 0x5018 : segment.getShort(4) == (short) size, "header");
        int start = protocol == 6 ? 20 : 8;
        return new Packet(
                micros,
                incoming,
                comment,
                protocol,
                new InetSocketAddress(InetAddress.getByAddress(from), segment.getShort(0) & 0xffff),
                new InetSocketAddress(InetAddress.getByAddress(to), segment.getShort(2) & 0xffff),
                protocol == 6 ? segment.getInt(4) : 0,
                protocol == 6 ? segment.getInt(8) : 0,
                StandardCharsets.ISO_8859_1
                        .decode(segment.slice(start, size - start))
                        .toString());
    }

    // With the sum of all before added; 0xffff over something that holds its own checksum (RFC 1071).
    private static int sum(ByteBuffer words, int before) {
        long sum = before;
        for (int i = 0; i < words.remaining(); i++) {
            sum += (words.get(i) & 0xff) << (i % 2 == 0 ? 8 : 0);
        }
        while (sum >> 16 != 0) {
            sum = (sum & 0xffff) + (sum >> 16);
        }
        return (int) sum;
    }

    private static void check(boolean good, String what) {
        if (!good) {
            throw new AssertionError("the capture is wrong: " + what);
        }
    }
}
