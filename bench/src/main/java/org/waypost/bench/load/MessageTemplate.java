package org.waypost.bench.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A message that is built once and stamped before each send. Its variable parts are decimal numbers of fixed width, so that
 * stamping moves no octet and costs the generator next to nothing. Belongs to one thread.
 */
public final class MessageTemplate {

    /** A variable part: its width in digits. */
    enum Field {
        /** The number of the AoR: in its user, the Call-ID, the tag and the contact. */
        AOR(7),
        /** The number in the branch, which ties a reply to its request. */
        SEQUENCE(10),
        CSEQ(10);

        private final int width;

        Field(int width) {
            this.width = width;
        }

        int width() {
            return width;
        }
    }

    private static final Pattern NAME = Pattern.compile("@(AOR|SEQUENCE|CSEQ)@");

    private final ByteBuffer message;
    private final int[] aorAt;
    private final int[] sequenceAt;
    private final int[] cseqAt;

    /** @param text the message, with {@code @AOR@}, {@code @SEQUENCE@} and {@code @CSEQ@} where the numbers go */
    public MessageTemplate(String text) {
        Map<Field, List<Integer>> places = new EnumMap<>(Field.class);
        StringBuilder filled = new StringBuilder();
        Matcher name = NAME.matcher(text);
        int from = 0;
        while (name.find()) {
            Field field = Field.valueOf(name.group(1));
            filled.append(text, from, name.start());
            places.computeIfAbsent(field, any -> new ArrayList<>()).add(filled.length());
            filled.append("0".repeat(field.width()));
            from = name.end();
        }
        filled.append(text, from, text.length());
        aorAt = places(places, Field.AOR);
        sequenceAt = places(places, Field.SEQUENCE);
        cseqAt = places(places, Field.CSEQ);
        byte[] octets = filled.toString().getBytes(StandardCharsets.ISO_8859_1);
        message = ByteBuffer.allocateDirect(octets.length);
        message.put(octets).flip();
    }

    /** The message with these numbers, ready to be sent; the same buffer each time. */
    public ByteBuffer stamp(long sequence, long aor, long cseq) {
        stamp(sequenceAt, Field.SEQUENCE.width(), sequence);
        stamp(aorAt, Field.AOR.width(), aor);
        stamp(cseqAt, Field.CSEQ.width(), cseq);
        message.rewind();
        return message;
    }

    private void stamp(int[] places, int width, long number) {
        for (int place : places) {
            long rest = number;
            for (int i = place + width - 1; i >= place; i--) {
                message.put(i, (byte) ('0' + rest % 10));
                rest /= 10;
            }
            if (rest != 0) {
                throw new IllegalArgumentException(number + " has more than " + width + " digits");
            }
        }
    }

    private static int[] places(Map<Field, List<Integer>> places, Field field) {
        return places.getOrDefault(field, List.of()).stream()
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
