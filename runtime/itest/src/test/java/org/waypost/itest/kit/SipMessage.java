package org.waypost.itest.kit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A SIP message as it came off the wire: start line, headers in order, body. Line ends are LF. */
public record SipMessage(String startLine, List<Header> headers, String body) {

    /** One header line, folded lines joined. */
    public record Header(String name, String value) {}

    private static final Map<String, String> COMPACT =
            Map.of("v", "via", "f", "from", "t", "to", "i", "call-id", "m", "contact", "l", "content-length");

    /** Reads a whole message; lines without a colon are kept as headers without a value. */
    public static SipMessage parse(String text) {
        String lines = text.replace("\r\n", "\n");
        int end = lines.indexOf("\n\n");
        String head = end < 0 ? lines.stripTrailing() : lines.substring(0, end);
        String body = end < 0 ? "" : lines.substring(end + 2);
        String[] rows = head.replaceAll("\n[ \t]+", " ").split("\n");
        List<Header> headers = new ArrayList<>();
        for (int i = 1; i < rows.length; i++) {
            int colon = rows[i].indexOf(':');
            headers.add(
                    colon < 0
                            ? new Header(rows[i].trim(), "")
                            : new Header(
                                    rows[i].substring(0, colon).trim(),
                                    rows[i].substring(colon + 1).trim()));
        }
        return new SipMessage(rows[0], List.copyOf(headers), body);
    }

    public boolean isReply() {
        return startLine.regionMatches(true, 0, "SIP/2.0 ", 0, 8);
    }

    /** Whether it is a reply that ends a transaction. */
    public boolean isFinal() {
        return status() >= 200;
    }

    /** The status of a reply, 0 for a request. */
    public int status() {
        return isReply() ? Integer.parseInt(startLine.substring(8, 11)) : 0;
    }

    /** The method of a request, or of the CSeq of a reply. */
    public String method() {
        if (!isReply()) {
            return startLine.substring(0, startLine.indexOf(' '));
        }
        String cseq = header("CSeq").orElse("");
        return cseq.substring(cseq.indexOf(' ') + 1).trim();
    }

    /** The value of the first header of that name (long form). */
    public Optional<String> header(String name) {
        return all(name).stream().findFirst();
    }

    /** The values of all headers of that name (long form). */
    public List<String> all(String name) {
        return headers.stream()
                .filter(h -> longName(h.name()).equalsIgnoreCase(name))
                .map(Header::value)
                .toList();
    }

    /** The contacts of the reply, each with its parameters. */
    public List<String> contacts() {
        return all("Contact").stream()
                .flatMap(value -> List.of(value.split(",\\s*(?=<)")).stream())
                .toList();
    }

    /** The {@code expires} (seconds) of the contact with that URI. */
    public Optional<Integer> expiresOf(String uri) {
        return contacts().stream()
                .filter(contact -> contact.startsWith("<" + uri + ">"))
                .map(contact -> Integer.valueOf(contact.replaceAll(".*;expires=(\\d+).*", "$1")))
                .findFirst();
    }

    /** The message as lines, without the blank lines at its end. */
    public String text() {
        StringBuilder text = new StringBuilder(startLine).append('\n');
        headers.forEach(
                h -> text.append(h.name()).append(": ").append(h.value()).append('\n'));
        return text.append('\n').append(body).toString().stripTrailing();
    }

    private static String longName(String name) {
        return COMPACT.getOrDefault(name.toLowerCase(), name);
    }
}
