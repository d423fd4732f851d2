package org.waypost.kemi.textopsx;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.waypost.kemi.Arguments;
import org.waypost.kemi.Codes;
import org.waypost.kemi.Functions;
import org.waypost.kemi.Messages;
import org.waypost.sip.Octets;
import org.waypost.sip.SipContext;
import org.waypost.sip.SipMessage;

/** Named walks through the headers of the message. */
final class HeaderIterators {

    private static final int MOST = 4;

    private HeaderIterators() {}

    /** The walks of one request: the index of the header each is at, -1 before the first. */
    private static final class Walks {
        private final Map<String, Integer> places = new HashMap<>();
    }

    static void add(Functions table) {
        table.add(
                        "hf_iterator_start",
                        "s",
                        "Begins a walk through the headers, before the first one.",
                        (c, a) -> start(walks(c), Arguments.text(a, 0)))
                .add("hf_iterator_end", "s", "Ends a walk.", (c, a) -> {
                    boolean known = walks(c).places.containsKey(Arguments.text(a, 0));
                    walks(c).places.computeIfPresent(Arguments.text(a, 0), (name, place) -> -1);
                    return Codes.of(known);
                })
                .add("hf_iterator_next", "s", "Goes to the next header.", (c, a) -> move(c, Arguments.text(a, 0), 1))
                .add(
                        "hf_iterator_prev",
                        "s",
                        "Goes back to the header before.",
                        (c, a) -> move(c, Arguments.text(a, 0), -1))
                .add(
                        "hf_iterator_hname",
                        "s",
                        "Name of the header, nil if the walk is at none.",
                        (c, a) -> at(c, a).map(index -> text(Messages.inHand(c).headerText(index)))
                                .orElse(null))
                .add(
                        "hf_iterator_hbody",
                        "s",
                        "Value of the header, nil if the walk is at none.",
                        (c, a) -> at(c, a).map(index -> text(Messages.inHand(c).headerValue(index)))
                                .orElse(null))
                .add("hf_iterator_rm", "s", "Removes the header.", (c, a) -> {
                    at(c, a).ifPresent(index -> c.edits().remove(index));
                    return Codes.of(at(c, a).isPresent());
                })
                .add("hf_iterator_append", "ss", "Adds a header line behind the header.", (c, a) -> {
                    at(c, a).ifPresent(index -> c.edits().insert(index + 1, Arguments.text(a, 1)));
                    return Codes.of(at(c, a).isPresent());
                })
                .add("hf_iterator_insert", "ss", "Adds a header line before the header.", (c, a) -> {
                    at(c, a).ifPresent(index -> c.edits().insert(index, Arguments.text(a, 1)));
                    return Codes.of(at(c, a).isPresent());
                });
    }

    private static Walks walks(SipContext context) {
        return context.attachment(Walks.class, Walks::new);
    }

    private static Object text(Octets part) {
        return part.toString();
    }

    private static int start(Walks walks, String name) {
        if (walks.places.size() >= MOST && !walks.places.containsKey(name)) {
            return Codes.FALSE;
        }
        walks.places.put(name, -1);
        return Codes.TRUE;
    }

    private static int move(SipContext context, String name, int step) {
        Walks walks = walks(context);
        Integer place = walks.places.get(name);
        int count = Messages.inHand(context).headerCount();
        if (place == null) {
            return Codes.FALSE;
        }
        int next = Math.max(-1, Math.min(place + step, count));
        walks.places.put(name, next);
        return Codes.of(next < count);
    }

    private static Optional<Integer> at(SipContext context, Object[] arguments) {
        SipMessage message = Messages.inHand(context);
        return Optional.ofNullable(walks(context).places.get(Arguments.text(arguments, 0)))
                .filter(place -> place >= 0 && place < message.headerCount());
    }
}
