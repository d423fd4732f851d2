package org.waypost.kemi.textops;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.waypost.kemi.Messages;
import org.waypost.sip.HeaderName;
import org.waypost.sip.Octets;
import org.waypost.sip.SipContext;
import org.waypost.sip.SipMessage;

/**
 * Replacements at places of the message as it was received. All of them are kept with the request, so that several in
 * one header line or in the body come together in one edit.
 */
final class Splices {

    /**
     * One replacement.
     *
     * @param from offset in the message, inclusive
     * @param to offset in the message, exclusive
     */
    private record Splice(int from, int to, String text) {}

    private SipMessage message;
    private final List<Splice> splices = new ArrayList<>();

    private Splices(SipMessage message) {
        this.message = message;
    }

    /** Those of the message in hand; none after it was changed for another. */
    static Splices of(SipContext context) {
        SipMessage now = Messages.inHand(context);
        Splices splices = context.attachment(Splices.class, () -> new Splices(now));
        if (splices.message != now) {
            splices.message = now;
            splices.splices.clear();
        }
        return splices;
    }

    /** Where the headers begin, as an offset in the message. */
    static int headers(SipMessage message) {
        return message.headerCount() == 0 ? message.octets().length() : start(message, message.headerLine(0));
    }

    /** Where the body begins, as an offset in the message; its length if there is none. */
    static int body(SipMessage message) {
        return message.body().isEmpty() ? message.octets().length() : start(message, message.body());
    }

    /** Replaces what stands from offset {@code from} to {@code to}; one that overlaps an earlier one is passed over. */
    void replace(SipContext context, int from, int to, String text) {
        for (Splice other : splices) {
            if (from < other.to() && other.from() < to) {
                return;
            }
        }
        splices.add(new Splice(from, to, text));
        splices.sort(Comparator.comparingInt(Splice::from));
        if (from >= body(message)) {
            body(context);
        } else {
            lines(context);
        }
    }

    private void body(SipContext context) {
        String type = message.first(HeaderName.CONTENT_TYPE).toString();
        context.edits().body(spliced(body(message), message.octets().length()), type);
    }

    // A replacement may reach over the end of a line: the lines it touches become one edit.
    private void lines(SipContext context) {
        int end = body(message);
        Set<Integer> done = new HashSet<>();
        for (Splice splice : splices) {
            int first = splice.from() < end ? line(splice.from()) : -1;
            int last = first < 0 ? -1 : line(Math.max(splice.from(), splice.to() - 1));
            if (first < 0 || !done.add(first)) {
                continue;
            }
            Octets lastLine = message.headerLine(last);
            context.edits()
                    .replace(
                            first,
                            spliced(
                                    start(message, message.headerLine(first)),
                                    start(message, lastLine) + lastLine.length()));
            for (int i = first + 1; i <= last; i++) {
                context.edits().remove(i);
                done.add(i);
            }
        }
    }

    private String spliced(int from, int to) {
        StringBuilder text = new StringBuilder();
        int position = from;
        for (Splice splice : splices) {
            if (splice.from() >= from && splice.to() <= to) {
                text.append(message.octets().sub(position, splice.from())).append(splice.text());
                position = splice.to();
            }
        }
        return text.append(message.octets().sub(position, to)).toString();
    }

    private int line(int offset) {
        for (int i = 0; i < message.headerCount(); i++) {
            Octets line = message.headerLine(i);
            if (offset >= start(message, line) && offset < start(message, line) + line.length()) {
                return i;
            }
        }
        return -1;
    }

    private static int start(SipMessage message, Octets part) {
        return part.offset() - message.octets().offset();
    }
}
