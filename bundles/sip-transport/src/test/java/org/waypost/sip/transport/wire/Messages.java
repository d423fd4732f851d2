package org.waypost.sip.transport.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Text of messages for the tests: a REGISTER whose lines can be replaced, taken out and added to. */
public final class Messages {

    private final List<String> lines = new ArrayList<>(List.of(
            "REGISTER sip:example.com SIP/2.0",
            "Via: SIP/2.0/UDP 127.0.0.1:5070;branch=z9hG4bK1",
            "From: <sip:alice@example.com>;tag=1",
            "To: <sip:alice@example.com>",
            "Call-ID: abc",
            "CSeq: 1 REGISTER"));

    private Messages() {}

    public static Messages register() {
        return new Messages();
    }

    /** Puts {@code line} in the place of the line that begins with {@code start}. */
    public Messages with(String start, String line) {
        lines.replaceAll(present -> present.startsWith(start) ? line : present);
        return this;
    }

    public Messages without(String start) {
        lines.removeIf(line -> line.startsWith(start));
        return this;
    }

    public Messages plus(String line) {
        lines.add(line);
        return this;
    }

    /** The lines, each with CRLF, and an empty one. */
    public String text() {
        return String.join("\r\n", lines) + "\r\n\r\n";
    }

    public byte[] octets() {
        return octets(text());
    }

    public static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
