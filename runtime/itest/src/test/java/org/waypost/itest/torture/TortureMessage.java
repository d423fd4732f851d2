package org.waypost.itest.torture;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A message of RFC 4475, octet for octet, as text with one octet a char.
 *
 * @param name what the RFC calls it
 */
public record TortureMessage(String name, String text) {

    /** What they are answered. */
    static final String TABLE = "/torture/answers.csv";

    private static final Pattern SENT_BY_PORT = Pattern.compile("(?im)^(?:via|v) *:[^;\\n]*:(\\d+)");
    private static final Pattern SENT_BY =
            Pattern.compile("(?im)^((?:via|v) *:\\s*SIP\\s*/\\s*[\\d.]+\\s*/\\s*\\w+\\s+[^:;,\\s]+)(:\\d+)?");
    private static final Pattern LENGTH = Pattern.compile("(?im)^(?:content-length|l) *: *(\\d+)");
    private static final Pattern CALLED_USER = Pattern.compile("\\A\\S+ sips?:([^:@]+)[:@]");
    private static final Pattern REGISTERED_USER = Pattern.compile("(?m)^To: <?sips?:([^@]+)@");
    private static final int DEFAULT_PORT = 5060;

    /** All of them. */
    public static List<TortureMessage> all() {
        try (InputStream table = TortureMessage.class.getResourceAsStream(TABLE)) {
            return new String(table.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> of(line.substring(0, line.indexOf('|')).strip()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static TortureMessage of(String name) {
        try (InputStream octets = TortureMessage.class.getResourceAsStream("/torture/" + name + ".dat")) {
            return new TortureMessage(name, new String(octets.readAllBytes(), StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] octets() {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    String startLine() {
        return text.substring(0, text.indexOf("\r\n"));
    }

    String method() {
        return text.substring(0, text.indexOf(' '));
    }

    /** The user of its Request-URI. */
    String calledUser() {
        return found(CALLED_USER);
    }

    /** The user of the To of a REGISTER. */
    String registeredUser() {
        return found(REGISTERED_USER);
    }

    private String found(Pattern pattern) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException(name + " has no " + pattern);
        }
        return matcher.group(1);
    }

    /** Where an answer over UDP goes (RFC 3261 18.2.2). */
    int replyPort() {
        Matcher port = SENT_BY_PORT.matcher(text);
        return port.find() ? Integer.parseInt(port.group(1)) : DEFAULT_PORT;
    }

    /** The same, to be answered at that port: as it is if that is so already. */
    TortureMessage repliedAt(int port) {
        return port == replyPort()
                ? this
                : new TortureMessage(name, SENT_BY.matcher(text).replaceFirst("$1:" + port));
    }

    String body() {
        return text.substring(text.indexOf("\r\n\r\n") + 4);
    }

    /** What its Content-Length promises and it does not have. */
    byte[] missing() {
        Matcher length = LENGTH.matcher(text);
        return length.find() ? new byte[Integer.parseInt(length.group(1)) - body().length()] : new byte[0];
    }

    /** The header lines that a proxy must leave as they are, folded ones on one line, with names in full. */
    List<String> lastingHeaders() {
        return headers()
                .filter(line -> !isChangedByProxies(line))
                .map(line -> fullName(line) + line.substring(line.indexOf(':')))
                .toList();
    }

    private static String fullName(String line) {
        String name = line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT);
        return switch (name) {
            case "f" -> "from";
            case "t" -> "to";
            case "i" -> "call-id";
            default -> name;
        };
    }

    /** The values of its Vias, without white space. */
    List<String> vias() {
        return headers()
                .filter(line -> line.matches("(?i)(via|v):.*"))
                .flatMap(line -> Arrays.stream(line.substring(line.indexOf(':') + 1)
                        .replaceAll("\\s", "")
                        .split(",")))
                .toList();
    }

    /** What a phone answers this request. */
    String answer(String status) {
        return "SIP/2.0 " + status + "\r\n"
                + headers()
                        .filter(line -> line.matches("(?i)(via|v|from|f|to|t|call-id|i|cseq):.*"))
                        .collect(Collectors.joining("\r\n"))
                + "\r\nContent-Length: 0\r\n\r\n";
    }

    /** The ACK to a refusal of this request (RFC 3261 17.1.1.3); of no use if it is no INVITE. */
    String ack(TortureMessage refusal) {
        return startLine().replaceFirst("^\\S+", "ACK") + "\r\n"
                + Stream.concat(
                                headers().filter(line -> line.matches("(?i)(via|v|from|f|call-id|i):.*")),
                                refusal.headers().filter(line -> line.matches("(?i)(to|t|cseq):.*")))
                        .map(line -> line.replaceFirst("(?i)^(cseq:.*) \\S+$", "$1 ACK"))
                        .collect(Collectors.joining("\r\n"))
                + "\r\nContent-Length: 0\r\n\r\n";
    }

    // Each on one line, white space around the colon left out.
    private Stream<String> headers() {
        String head = text.substring(text.indexOf("\r\n") + 2, text.indexOf("\r\n\r\n"));
        return Arrays.stream(head.replaceAll("\r\n[ \t]+", " ").split("\r\n"))
                .map(line -> line.replaceFirst("[ \t]*:[ \t]*", ":").stripTrailing());
    }

    private static boolean isChangedByProxies(String line) {
        return line.matches("(?i)(via|v|route|record-route|max-forwards|content-length|l):.*");
    }
}
