package org.waypost.sip.transport.stack;

import gov.nist.javax.sip.header.ContentLength;
import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.message.SIPMessage;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes messages of the stack as octets, one for each char (ISO-8859-1) as everywhere else; the stack itself would write UTF-8. */
final class Encoding {

    private static final byte[] END = {'\r', '\n', '\r', '\n'};

    private Encoding() {}

    /** The octets of {@code message} to be sent over {@code transport}. */
    static byte[] octets(SIPMessage message, String transport) {
        byte[] octets = message.encodeAsBytes(transport);
        if (message instanceof InflatedRequest || message instanceof InflatedResponse) {
            return octets;
        }
        int head = headEnd(octets);
        if (isAscii(octets, head)) {
            return octets;
        }
        byte[] narrow = new String(octets, 0, head, StandardCharsets.UTF_8).getBytes(StandardCharsets.ISO_8859_1);
        byte[] whole = Arrays.copyOf(narrow, narrow.length + octets.length - head);
        System.arraycopy(octets, head, whole, narrow.length, octets.length - head);
        return whole;
    }

    /** A message of its first line (line end included), its headers, and the rest. */
    static byte[] octets(String firstLine, Iterable<SIPHeader> headers, Remainder remainder) {
        StringBuilder text = new StringBuilder(1024).append(firstLine);
        for (SIPHeader header : headers) {
            if (!(header instanceof ContentLength) && !Remainder.isKept(header)) {
                header.encode(text);
            }
        }
        byte[] head = text.toString().getBytes(StandardCharsets.ISO_8859_1);
        byte[] lines = remainder.lines();
        byte[] length = ("Content-Length: " + remainder.body().length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        byte[] body = remainder.body();
        byte[] whole = Arrays.copyOf(head, head.length + lines.length + length.length + body.length);
        System.arraycopy(lines, 0, whole, head.length, lines.length);
        System.arraycopy(length, 0, whole, head.length + lines.length, length.length);
        System.arraycopy(body, 0, whole, head.length + lines.length + length.length, body.length);
        return whole;
    }

    private static int headEnd(byte[] octets) {
        for (int i = 0; i + END.length <= octets.length; i++) {
            if (Arrays.equals(octets, i, i + END.length, END, 0, END.length)) {
                return i + END.length;
            }
        }
        return octets.length;
    }

    private static boolean isAscii(byte[] octets, int length) {
        for (int i = 0; i < length; i++) {
            if (octets[i] < 0) {
                return false;
            }
        }
        return true;
    }
}
