package org.waypost.proxy;

import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.message.SIPMessage;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;

/** Header lines, each ended by CRLF, that are written as they are. */
final class Lines extends SIPHeader {

    private static final long serialVersionUID = 1;

    private final String text;

    Lines(String text) {
        super("Lines");
        this.text = text;
    }

    /** The lines of those headers of the message whose names are wanted, as they are written, folded ones whole. */
    static String in(SIPMessage message, Predicate<String> wanted) {
        String text = new String(message.encodeAsBytes("UDP"), StandardCharsets.ISO_8859_1);
        StringBuilder found = new StringBuilder();
        boolean within = false;
        for (String line : text.substring(0, text.indexOf("\r\n\r\n")).split("\r\n")) {
            boolean folded = line.startsWith(" ") || line.startsWith("\t");
            int colon = line.indexOf(':');
            within = folded
                    ? within
                    : colon > 0 && wanted.test(line.substring(0, colon).strip());
            if (within) {
                found.append(line).append("\r\n");
            }
        }
        return found.toString();
    }

    @Override
    public StringBuilder encode(StringBuilder buffer) {
        return buffer.append(text);
    }

    @Override
    public StringBuilder encodeBody(StringBuilder buffer) {
        return buffer.append(text);
    }
}
