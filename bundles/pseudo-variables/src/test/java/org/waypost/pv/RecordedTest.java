package org.waypost.pv;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.waypost.sip.SipContext;
import org.waypost.sip.Transport;
import org.waypost.sip.Value;

/** Evaluates what Kamailio was asked and expects its answers; {@code src/test/reference/record} made the files. */
class RecordedTest {

    private static final List<String> FILES =
            List.of("plain", "more", "headers", "assign", "lists_of_values", "strings", "uris", "lists");

    static {
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
    }

    private final PseudoVariableEngine engine = Engines.alone();

    @TestFactory
    Stream<DynamicTest> answersAsKamailio() throws IOException {
        Map<String, String> messages = messages();
        List<DynamicTest> tests = new ArrayList<>();
        for (String file : FILES) {
            List<String> lines = new ArrayList<>();
            for (String line : resource(file + ".tsv").split("\n")) {
                if (line.startsWith("@\t")) {
                    lines = new ArrayList<>();
                    String[] fields = line.split("\t", -1);
                    List<String> operations = lines;
                    tests.add(DynamicTest.dynamicTest(
                            fields[1],
                            () -> assertThat(differences(context(messages, fields[2]), operations))
                                    .isEmpty()));
                } else {
                    lines.add(line);
                }
            }
        }
        return tests.stream();
    }

    private List<String> differences(SipContext context, List<String> operations) {
        List<String> differences = new ArrayList<>();
        for (String operation : operations) {
            String[] fields = operation.split("\t", -1);
            String spec = plain(fields[1]);
            switch (fields[0]) {
                case "sets" -> set(context, spec, Value.of(plain(fields[2])));
                case "seti" -> set(context, spec, Value.of(Long.parseLong(fields[2])));
                case "unset" -> set(context, spec, Value.NULL);
                default -> {
                    Value value = fields[0].equals("eval") ? evaluate(context, spec) : get(context, spec);
                    String expected = fields[2] + "\t" + plain(fields[3]);
                    if (!shown(value).equals(expected)) {
                        differences.add(spec + "\n  wanted: " + expected + "\n  found:  " + shown(value) + "\n");
                    }
                }
            }
        }
        return differences;
    }

    private void set(SipContext context, String spec, Value value) {
        try {
            engine.variable(spec).set(context, value);
        } catch (IllegalArgumentException malformed) {
            // Kamailio says so in its log and goes on
        }
    }

    private Value get(SipContext context, String spec) {
        try {
            return engine.variable(spec).get(context);
        } catch (IllegalArgumentException malformed) {
            return Value.NULL;
        }
    }

    private Value evaluate(SipContext context, String text) {
        try {
            return Value.of(engine.template(text).evaluate(context));
        } catch (IllegalArgumentException malformed) {
            return Value.NULL;
        }
    }

    private static String shown(Value value) {
        return switch (value.kind()) {
            case NULL -> "-\t";
            case TEXT -> "T\t" + value.text();
            case NUMBER -> "N\t" + value.text();
        };
    }

    private static SipContext context(Map<String, String> messages, String name) {
        return RequestInHand.of(messages.get(name), Transport.UDP, name.endsWith("ipv6") ? "::1" : "127.0.0.1");
    }

    private static Map<String, String> messages() throws IOException {
        Map<String, String> messages = new HashMap<>();
        Matcher matcher = Pattern.compile("^==== (\\S+)\n(.*?)(?=^==== |\\z)", Pattern.MULTILINE | Pattern.DOTALL)
                .matcher(resource("messages.txt"));
        while (matcher.find()) {
            String[] parts = matcher.group(2).split("\n\n", 2);
            String body = parts.length == 1 ? "" : parts[1].strip();
            messages.put(matcher.group(1), plain(parts[0].strip() + "\n\n" + (body.isEmpty() ? "" : body + "\n")));
        }
        return messages;
    }

    private static String plain(String text) {
        return Pattern.compile("\\\\x([0-9a-f]{2})")
                .matcher(text)
                .replaceAll(
                        hex -> Matcher.quoteReplacement(Character.toString((char) Integer.parseInt(hex.group(1), 16))));
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = RecordedTest.class.getResourceAsStream("/recorded/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
