package org.waypost.sip.transport.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.waypost.sip.Octets;

/** What a scanner on the open network meets: 100,000 damaged messages, the same on each run. */
class ScannerNoiseTest {

    private static final int INPUTS = 100_000;
    private static final byte[] ODD = Messages.octets("\r\n \t\0:;,<>\"\\=/@()[]{}SIP/2.0\u00ff");
    private static final byte[] GOOD = Messages.register()
            .plus("Contact: \"A\" <sip:alice@1.2.3.4:5070;transport=udp>;q=0.5;expires=60")
            .plus("v: SIP/2.0/UDP [2001:db8::1]:5070;rport;branch=z9hG4bK2")
            .plus("Supported: path,\r\n gruu")
            .plus("l: 4")
            .text()
            .concat("body")
            .getBytes(StandardCharsets.ISO_8859_1);

    @Test
    void noInputMakesScannerOrReplyWriterThrow() {
        Random random = new Random(2);
        MessageScanner scanner = new MessageScanner();
        ReplyWriter writer = new ReplyWriter(Octets.of("Server: x\r\n"), new ToTag());
        OctetBuffer out = new OctetBuffer(64);
        OctetBuffer none = new OctetBuffer(0);
        InetSocketAddress source = new InetSocketAddress(InetAddress.getLoopbackAddress(), 4321);
        Map<Verdict, Integer> seen = new EnumMap<>(Verdict.class);
        for (int i = 0; i < INPUTS; i++) {
            byte[] input = damage(random);
            int offset = random.nextInt(3);
            byte[] array = new byte[offset + input.length];
            System.arraycopy(input, 0, array, offset, input.length);
            ScanLimits limits = new ScanLimits(i % 20 == 0 ? 5 : 12, 300);
            Verdict verdict = scanner.scan(array, offset, input.length, limits);
            seen.merge(verdict, 1, Integer::sum);
            boolean isRequest = verdict == Verdict.REQUEST;
            if (isRequest || verdict != Verdict.RESPONSE && scanner.salvage(array, offset, input.length, limits) != 0) {
                readAll(scanner.request());
                out.clear();
                writer.write(out, scanner.request(), source, 200, "OK", true, none);
                assertThat(out.length()).isGreaterThan(isRequest ? 100 : 40);
            } else if (verdict == Verdict.RESPONSE) {
                readAll(scanner.response());
            }
        }
        assertThat(seen).containsKeys(Verdict.values());
    }

    private static void readAll(WireMessage message) {
        int end = message.array().length;
        for (int i = 0; i < message.headerCount(); i++) {
            Octets line = message.headerLine(i);
            assertThat(line.offset() + line.length()).isLessThanOrEqualTo(end);
            assertThat(message.headerValue(i).length() + message.headerText(i).length())
                    .isLessThan(line.length());
        }
        assertThat(message.body().offset() + message.body().length()).isLessThanOrEqualTo(end);
    }

    private static byte[] damage(Random random) {
        if (random.nextInt(20) == 0) {
            byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            return noise;
        }
        String start = random.nextInt(4) == 0 ? "SIP/2.0 200 OK\r\n" : "INVITE sip:a SIP/2.0\r\n";
        byte[] message = random.nextBoolean() ? GOOD.clone() : Messages.octets(start + text().substring(34));
        int hits = random.nextInt(4);
        for (int hit = 0; hit < hits; hit++) {
            message[random.nextInt(message.length)] = ODD[random.nextInt(ODD.length)];
        }
        int keep = random.nextInt(3) == 0 ? random.nextInt(message.length + 1) : message.length;
        byte[] cut = Arrays.copyOf(message, keep);
        if (random.nextInt(50) == 0) {
            Arrays.fill(cut, (byte) "\r\n \0".charAt(random.nextInt(4)));
        }
        return cut;
    }

    private static String text() {
        return new String(GOOD, StandardCharsets.ISO_8859_1);
    }
}
