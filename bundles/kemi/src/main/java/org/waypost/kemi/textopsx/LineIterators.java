package org.waypost.kemi.textopsx;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.waypost.kemi.Arguments;
import org.waypost.kemi.Codes;
import org.waypost.kemi.Functions;
import org.waypost.kemi.Messages;
import org.waypost.sip.HeaderName;
import org.waypost.sip.SipContext;
import org.waypost.sip.SipMessage;

/** Named walks through the lines of the body. */
final class LineIterators {

    private static final int MOST = 4;

    private LineIterators() {}

    /** One walk: the lines as they came, what stands in their place, and the line it is at. */
    private static final class Walk {
        private final List<String> lines = new ArrayList<>();
        private final List<String> changed = new ArrayList<>();
        private int place = -1;

        private Walk(String body) {
            int start = 0;
            while (start < body.length()) {
                int feed = body.indexOf('\n', start);
                int end = feed < 0 ? body.length() : feed + 1;
                lines.add(body.substring(start, end));
                start = end;
            }
            changed.addAll(lines);
        }

        private boolean isAtLine() {
            return place >= 0 && place < lines.size();
        }
    }

    /** The walks of one request. */
    private static final class Walks {
        private final Map<String, Walk> byName = new HashMap<>();
    }

    static void add(Functions table) {
        table.add(
                        "bl_iterator_start",
                        "s",
                        "Begins a walk through the lines of the body, before the first one.",
                        LineIterators::start)
                .add(
                        "bl_iterator_end",
                        "s",
                        "Ends a walk.",
                        (c, a) -> Codes.of(walks(c).remove(Arguments.text(a, 0)) != null))
                .add("bl_iterator_next", "s", "Goes to the next line.", (c, a) -> {
                    Walk walk = walks(c).get(Arguments.text(a, 0));
                    return Codes.of(walk != null && ++walk.place < walk.lines.size());
                })
                .add(
                        "bl_iterator_value",
                        "s",
                        "The line with its end, nil if the walk is at none.",
                        (c, a) -> at(c, a).map(walk -> (Object) walk.lines.get(walk.place))
                                .orElse(null))
                .add("bl_iterator_rm", "s", "Removes the line.", (c, a) -> change(c, a, line -> ""))
                .add(
                        "bl_iterator_append",
                        "ss",
                        "Adds a line behind the line.",
                        (c, a) -> change(c, a, line -> line + Arguments.text(a, 1)))
                .add(
                        "bl_iterator_insert",
                        "ss",
                        "Adds a line before the line.",
                        (c, a) -> change(c, a, line -> Arguments.text(a, 1) + line));
    }

    private static Map<String, Walk> walks(SipContext context) {
        return context.attachment(Walks.class, Walks::new).byName;
    }

    private static Object start(SipContext context, Object[] arguments) {
        Map<String, Walk> walks = walks(context);
        String name = Arguments.text(arguments, 0);
        if (walks.size() >= MOST && !walks.containsKey(name)) {
            return Codes.FALSE;
        }
        walks.put(name, new Walk(Messages.inHand(context).body().toString()));
        return Codes.TRUE;
    }

    private static Optional<Walk> at(SipContext context, Object[] arguments) {
        return Optional.ofNullable(walks(context).get(Arguments.text(arguments, 0)))
                .filter(Walk::isAtLine);
    }

    /** What stands in the place of a line. */
    @FunctionalInterface
    private interface Change {
        String of(String line);
    }

    private static int change(SipContext context, Object[] arguments, Change change) {
        Optional<Walk> found = at(context, arguments);
        found.ifPresent(walk -> {
            walk.changed.set(walk.place, change.of(walk.changed.get(walk.place)));
            SipMessage message = Messages.inHand(context);
            context.edits()
                    .body(
                            String.join("", walk.changed),
                            message.first(HeaderName.CONTENT_TYPE).toString());
        });
        return Codes.of(found.isPresent());
    }
}
