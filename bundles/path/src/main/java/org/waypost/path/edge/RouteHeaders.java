package org.waypost.path.edge;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.waypost.sip.HeaderEdits;
import org.waypost.sip.HeaderName;
import org.waypost.sip.Octets;
import org.waypost.sip.SipContext;
import org.waypost.sip.SipRequest;

/** The Routes of a request one by one, however they are spread over header lines, and the edits that take some of them out. */
final class RouteHeaders {

    /**
     * One Route.
     *
     * @param uri between its angle brackets
     * @param text as it was written
     * @param line index of its header line
     */
    record Entry(String uri, String text, int line) {}

    private final HeaderEdits edits;
    private final List<Entry> entries;

    private RouteHeaders(HeaderEdits edits, List<Entry> entries) {
        this.edits = edits;
        this.entries = entries;
    }

    /** The Routes that are left in the request; none if one of them cannot be read. */
    static RouteHeaders of(SipContext context) {
        SipRequest request = context.request();
        List<Entry> entries = new ArrayList<>();
        for (int line = request.indexOf(HeaderName.ROUTE, 0);
                line >= 0;
                line = request.indexOf(HeaderName.ROUTE, line + 1)) {
            if (!context.edits().isRemoved(line) && !read(request.headerValue(line), line, entries)) {
                return new RouteHeaders(context.edits(), List.of());
            }
        }
        return new RouteHeaders(context.edits(), List.copyOf(entries));
    }

    List<Entry> entries() {
        return entries;
    }

    /** The URI of the Route at {@code index}. */
    Optional<String> uri(int index) {
        return index < entries.size() ? Optional.of(entries.get(index).uri()) : Optional.empty();
    }

    /** Takes the first {@code count} Routes out of the message. */
    void removeFirst(int count) {
        List<Entry> kept = entries.subList(count, entries.size());
        entries.subList(0, count).stream().mapToInt(Entry::line).distinct().forEach(line -> {
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

    private static boolean read(Octets value, int line, List<Entry> entries) {
        int from = 0;
        while (from <= value.length()) {
            int comma = end(value, from);
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

    // The comma that ends the Route that begins at from, or the end of the value.
    private static int end(Octets value, int from) {
        boolean quoted = false;
        boolean inUri = false;
        for (int i = from; i < value.length(); i++) {
            int octet = value.at(i);
            if (quoted && octet == '\\') {
                i++;
            } else if (octet == '"' && !inUri) {
                quoted = !quoted;
            } else if (!quoted && (octet == '<' || octet == '>')) {
                inUri = octet == '<';
            } else if (octet == ',' && !quoted && !inUri) {
                return i;
            }
        }
        return value.length();
    }
}
