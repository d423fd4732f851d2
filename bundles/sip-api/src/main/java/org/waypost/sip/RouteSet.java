package org.waypost.sip;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The Route headers of a request one by one, however they are spread over lines, and the edits that take some of them out. */
public final class RouteSet {

    /**
     * One route.
     *
     * @param uri between its angle brackets
     * @param text as it was written, display name and parameters included
     * @param line index of its header line
     */
    public record Entry(String uri, String text, int line) {}

    private final HeaderEdits edits;
    private final List<Entry> entries;

    private RouteSet(HeaderEdits edits, List<Entry> entries) {
        this.edits = edits;
        this.entries = entries;
    }

    /** The routes that are left in the request; empty if it has none, or one that cannot be read. */
    public static Optional<RouteSet> of(SipContext context) {
        SipRequest request = context.request();
        List<Entry> entries = new ArrayList<>();
        for (int line = request.indexOf(HeaderName.ROUTE, 0);
                line >= 0;
                line = request.indexOf(HeaderName.ROUTE, line + 1)) {
            if (!context.edits().isRemoved(line) && !read(request.headerValue(line), line, entries)) {
                return Optional.empty();
            }
        }
        return entries.isEmpty() ? Optional.empty() : Optional.of(new RouteSet(context.edits(), entries));
    }

    private static boolean read(Octets value, int line, List<Entry> entries) {
        int from = 0;
        while (from <= value.length()) {
            int comma = value.elementEnd(from);
            Octets text = value.sub(from, comma).trim();
            int open = text.lastIndexOf('<');
            int close = text.lastIndexOf('>');
            if (open < 0 || close < open) {
                return false;
            }
            entries.add(new Entry(text.sub(open + 1, close).trim().toString(), text.toString(), line));
            from = comma + 1;
        }
        return true;
    }

    /** The routes in order, at least one. */
    public List<Entry> entries() {
        return entries;
    }

    /** Takes the first {@code count} routes out of the message. */
    public void removeFirst(int count) {
        keep(entries.subList(count, entries.size()), entries.subList(0, count));
    }

    /** Takes the last route out of the message. */
    public void removeLast() {
        int last = entries.size() - 1;
        keep(entries.subList(0, last), entries.subList(last, last + 1));
    }

    private void keep(List<Entry> kept, List<Entry> removed) {
        removed.stream().mapToInt(Entry::line).distinct().forEach(line -> {
            edits.remove(line);
            List<String> rest = kept.stream()
                    .filter(entry -> entry.line() == line)
                    .map(Entry::text)
                    .toList();
            if (!rest.isEmpty()) {
                edits.insert(line, "Route: " + String.join(",", rest) + "\r\n");
            }
        });
    }

    /** Adds a route behind all others. */
    public void append(String uri) {
        edits.append("Route: <" + uri + ">\r\n");
    }
}
