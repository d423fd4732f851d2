package org.waypost.kemi.transcript;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request, the calls a script made for it in Kamailio 5.6.3, and what each of them gave; dashes stand where it was
 * sent anew.
 */
record Transcript(String message, List<Call> calls) {

    private static final String SEPARATOR = "----";
    private static final Pattern CALL = Pattern.compile("KSR\\.(?:(\\w+)\\.)?(\\w+)\\((.*)\\) -> (.*)");
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"|(-?[\\d.]+)|(nil|true|false)");

    /**
     * One call with its arguments and its result, both as a script engine passes them.
     *
     * @param fresh whether the request was sent anew before it
     */
    record Call(boolean fresh, String line, String module, String function, Object[] arguments, String result) {}

    static Transcript read(String name) {
        try (InputStream in = Transcript.class.getResourceAsStream("/transcripts/" + name + ".txt")) {
            String text = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
            int line = text.indexOf("----\n");
            List<Call> calls = new ArrayList<>();
            boolean fresh = true;
            for (String call : text.substring(line + 5).split("\n")) {
                if (!call.equals(SEPARATOR)) {
                    calls.add(call(fresh, call));
                }
                fresh = call.equals(SEPARATOR);
            }
            String message = text.substring(0, line).replace("\n", "\r\n");
            return new Transcript(message.contains("\r\n\r\n") ? message : message + "\r\n", calls);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Call call(boolean fresh, String line) {
        Matcher parts = CALL.matcher(line);
        if (!parts.matches()) {
            throw new IllegalArgumentException("not a call: " + line);
        }
        String module = parts.group(1) == null ? "" : parts.group(1);
        List<Object> arguments = new ArrayList<>();
        Matcher literal = LITERAL.matcher(parts.group(3));
        while (literal.find()) {
            arguments.add(value(literal));
        }
        return new Call(fresh, line, module, parts.group(2), arguments.toArray(), parts.group(4));
    }

    private static Object value(Matcher literal) {
        if (literal.group(1) != null) {
            return unescaped(literal.group(1));
        }
        if (literal.group(2) != null) {
            String number = literal.group(2);
            return number.contains(".") ? (Object) Double.valueOf(number) : Long.valueOf(number);
        }
        return switch (literal.group(3)) {
            case "true" -> true;
            case "false" -> false;
            default -> null;
        };
    }

    /** A result as the transcript writes it. */
    static String written(Object result) {
        if (result == null) {
            return "nil";
        }
        if (result instanceof String text) {
            return '"'
                    + text.replace("\\", "\\\\")
                            .replace("\"", "\\\"")
                            .replace("\r", "\\r")
                            .replace("\n", "\\n")
                    + '"';
        }
        if (result instanceof List<?> list) {
            List<String> entries = new ArrayList<>();
            for (int i = 0; i < list.size(); i++) {
                entries.add((i + 1) + "=" + written(list.get(i)));
            }
            return "{" + String.join(",", entries) + "}";
        }
        if (result instanceof java.util.Map<?, ?> map) {
            List<String> entries = new ArrayList<>();
            map.forEach((key, value) -> entries.add(key + "=" + written(value)));
            entries.sort(null);
            return "{" + String.join(",", entries) + "}";
        }
        return result.toString();
    }

    private static String unescaped(String text) {
        return text.replace("\\r", "\r")
                .replace("\\n", "\n")
                .replace("\\\"", "\"")
                .replace("\\\\", "\\");
    }
}
