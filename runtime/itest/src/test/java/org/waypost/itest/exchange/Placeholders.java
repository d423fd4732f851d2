package org.waypost.itest.exchange;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Pattern;

/**
 * What is filled into a scripted message: {@code @PORT@} the server's port, {@code @LOCAL@} the sender's port, {@code
 * @N@} a number of the conversation's own, {@code @B@} a new branch number for each message, {@code @LEN@} the octets
 * of the body, {@code @Ax9@} nine times the letter A.
 */
final class Placeholders {

    private static final SplittableRandom RANDOM = new SplittableRandom();

    private final int port;
    private final int local;
    private final long number = RANDOM.nextLong(100_000_000, 600_000_000); // no time behind a 1
    private long branch;

    Placeholders(int port, int local) {
        this.port = port;
        this.local = local;
    }

    /** The message to send. */
    String fill(String message) {
        branch = RANDOM.nextLong(100_000_000_000L, 1_000_000_000_000L);
        int head = message.indexOf("\n\n");
        String body = head < 0 ? "" : message.substring(head + 2).replace("\n", "\r\n");
        String filled = message.replace("@LEN@", String.valueOf(body.getBytes(StandardCharsets.UTF_8).length));
        for (Map.Entry<String, String> value : values().entrySet()) {
            filled = filled.replace(value.getKey(), value.getValue());
        }
        return Pattern.compile("@([A-Za-z0-9])x(\\d+)@")
                .matcher(filled)
                .replaceAll(match -> match.group(1).repeat(Integer.parseInt(match.group(2))));
    }

    /** A reply to the last message as it goes into a file. */
    String restore(String reply) {
        String restored = reply;
        for (Map.Entry<String, String> value : values().entrySet()) {
            boolean port = value.getValue().length() < 6; // the others are long enough to be found inside other numbers
            String found = port ? "(?<![0-9])" + value.getValue() + "(?![0-9])" : value.getValue();
            restored = restored.replaceAll(found, value.getKey());
        }
        return Pattern.compile("([A-Za-z0-9])\\1{19,}")
                .matcher(restored)
                .replaceAll(match -> "@" + match.group(1) + "x" + match.group().length() + "@");
    }

    private Map<String, String> values() {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("@N@", String.valueOf(number));
        values.put("@B@", String.valueOf(branch));
        values.put("@LOCAL@", String.valueOf(local));
        values.put("@PORT@", String.valueOf(port));
        return values;
    }
}
