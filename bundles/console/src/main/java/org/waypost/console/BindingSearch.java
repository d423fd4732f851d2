package org.waypost.console;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Predicate;
import org.waypost.usrloc.AddressRecord;
import org.waypost.usrloc.Contact;

/**
 * One page of the AoRs of a table, in order, out of a scan that comes in none: it keeps the least AoRs behind the last one of the page
 * before, a page of them at most, while everything passes by. So a page of a million takes one scan and the memory of a page, and
 * neither shifts nor repeats what stays when AoRs come and go. Ends early when its time is up, and says so.
 */
final class BindingSearch implements Predicate<AddressRecord> {

    /** What of a binding the text is looked for in. */
    enum Field {
        ANY,
        AOR,
        CONTACT,
        AGENT
    }

    private static final int LOOK_AT_THE_CLOCK = 1023;
    private static final Comparator<AddressRecord> BY_AOR = Comparator.comparing(AddressRecord::aor);

    private final String wanted;
    private final Field field;
    private final String after;
    private final int limit;
    private final long end;
    private final PriorityQueue<AddressRecord> page;
    private long scanned;
    private long aors;
    private long contacts;
    private boolean complete = true;
    private boolean more;

    /**
     * @param text to be contained, whatever the case of its letters; empty for all
     * @param after the last AoR of the page before, as it is stored; empty for the first page
     * @param limit AoRs of a page
     * @param end {@link System#nanoTime} at which it gives up
     */
    BindingSearch(String text, Field field, String after, int limit, long end) {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < octets.length; i++) {
            octets[i] = (byte) lower((char) octets[i]);
        }
        this.wanted = new String(octets, StandardCharsets.ISO_8859_1);
        this.field = field;
        this.after = after;
        this.limit = limit;
        this.end = end;
        this.page = new PriorityQueue<>(limit + 1, BY_AOR.reversed());
    }

    /** Looks at the next record. False when the time is up. */
    @Override
    public boolean test(AddressRecord record) {
        scanned++;
        if (isFound(record)) {
            aors++;
            contacts += record.contacts().size();
            if (record.aor().compareTo(after) > 0) {
                keep(record);
            }
        }
        if ((scanned & LOOK_AT_THE_CLOCK) == 0 && System.nanoTime() - end > 0) {
            complete = false;
        }
        return complete;
    }

    private void keep(AddressRecord record) {
        page.add(record);
        if (page.size() > limit) {
            page.remove();
            more = true;
        }
    }

    private boolean isFound(AddressRecord record) {
        if (wanted.isEmpty()) {
            return true;
        }
        if ((field == Field.ANY || field == Field.AOR) && contains(record.aor())) {
            return true;
        }
        if (field == Field.AOR) {
            return false;
        }
        List<Contact> all = record.contacts();
        for (int i = 0; i < all.size(); i++) {
            if (isFound(all.get(i))) {
                return true;
            }
        }
        return false;
    }

    private boolean isFound(Contact contact) {
        return switch (field) {
            case CONTACT -> contains(contact.uri()) || contains(contact.received());
            case AGENT -> contains(contact.userAgent());
            default ->
                contains(contact.uri())
                        || contains(contact.userAgent())
                        || contains(contact.received())
                        || contains(contact.callId())
                        || contains(contact.instance());
        };
    }

    // Nothing is made for a comparison; letters beyond ASCII have to be of the same case.
    private boolean contains(String text) {
        int last = text.length() - wanted.length();
        char first = wanted.charAt(0);
        for (int i = 0; i <= last; i++) {
            if (lower(text.charAt(i)) == first && matchesAt(text, i)) {
                return true;
            }
        }
        return false;
    }

    private boolean matchesAt(String text, int at) {
        for (int i = 1; i < wanted.length(); i++) {
            if (lower(text.charAt(at + i)) != wanted.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static char lower(char c) {
        return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
    }

    /** The page, in order. */
    List<AddressRecord> page() {
        List<AddressRecord> sorted = new ArrayList<>(page);
        sorted.sort(BY_AOR);
        return sorted;
    }

    /** How many records were looked at. */
    long scanned() {
        return scanned;
    }

    /** How many AoRs were found, on all pages. */
    long aors() {
        return aors;
    }

    /** How many contacts these have. */
    long contacts() {
        return contacts;
    }

    /** Whether all records were looked at. */
    boolean isComplete() {
        return complete;
    }

    /** Whether there are AoRs behind this page. */
    boolean hasMore() {
        return more;
    }
}
