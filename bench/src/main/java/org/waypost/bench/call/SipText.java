package org.waypost.bench.call;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A message as the phones of the benchmark see it: its first line and its header lines. Names are in their long form and nothing is folded,
 * as the phones and the servers write it.
 */
record SipText(String firstLine, List<String> headers) {

    static SipText of(byte[] octets, int from, int to) {
        String text = new String(octets, from, to - from, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        String[] lines = (end < 0 ? text : text.substring(0, end)).split("\r\n");
        return new SipText(lines[0], List.of(lines).subList(1, lines.length));
    }

    boolean isResponse() {
        return firstLine.startsWith("SIP/2.0 ");
    }

    /** Status of a response. */
    int status() {
        return Integer.parseInt(firstLine.substring(8, 11));
    }

    /** Method of the request, or of the one that is answered. */
    String method() {
        String cseq = value("CSeq");
        return cseq.substring(cseq.indexOf(' ') + 1);
    }

    /** Value of the first header of that name, or an empty text. */
    String value(String name) {
        for (String header : headers) {
            if (isNamed(header, name)) {
                return header.substring(name.length() + 1).trim();
            }
        }
        return "";
    }

    /** All header lines of that name as they are, each with its line end. */
    String lines(String name) {
        StringBuilder lines = new StringBuilder();
        for (String header : headers) {
            if (isNamed(header, name)) {
                lines.append(header).append("\r\n");
            }
        }
        return lines.toString();
    }

    /** The values of all headers of that name, of which a line may hold several. */
    List<String> values(String name) {
        List<String> values = new ArrayList<>();
        for (String header : headers) {
            if (isNamed(header, name)) {
                for (String value : header.substring(name.length() + 1).split(",")) {
                    values.add(value.trim());
                }
            }
        }
        return values;
    }

    private static boolean isNamed(String header, String name) {
        return header.length() > name.length()
                && header.charAt(name.length()) == ':'
                && header.regionMatches(true, 0, name, 0, name.length());
    }
}
