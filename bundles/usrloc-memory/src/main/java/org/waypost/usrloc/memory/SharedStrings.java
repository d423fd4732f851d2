package org.waypost.usrloc.memory;

import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.waypost.usrloc.AddressRecord;
import org.waypost.usrloc.Contact;
import org.waypost.usrloc.Ruid;

/**
 * Lets contacts share what many of them have in common: User-Agent, socket and ruid prefix, and one empty string. An instance that did
 * not change stays the string the index has.
 *
 * <p>The known texts stand in a table of fixed size, four places for each hash; a new text takes the place of one that shares its hash.
 * So a flood of invented User-Agents costs a few hundred kilobytes and some sharing, never more. Races between threads only lose sharing.
 */
final class SharedStrings {

    private static final int SETS = 512;
    private static final int WAYS = 4;
    private static final int LONGEST = 256;

    private final AtomicReferenceArray<String> known = new AtomicReferenceArray<>(SETS * WAYS);
    private int turn;

    /** {@code after} with the texts of its new contacts shared, under the key that {@code before} has. */
    AddressRecord share(AddressRecord before, AddressRecord after) {
        List<Contact> old = before.contacts();
        List<Contact> now = after.contacts();
        Contact[] shared = null;
        for (int i = 0; i < now.size(); i++) {
            Contact contact = now.get(i);
            Contact counterpart = i < old.size() ? old.get(i) : null;
            Contact better = contact == counterpart ? contact : share(contact, counterpart);
            if (better != contact) {
                shared = shared == null ? now.toArray(Contact[]::new) : shared;
                shared[i] = better;
            }
        }
        if (shared == null && after.aor() == before.aor()) {
            return after;
        }
        return new AddressRecord(before.aor(), shared == null ? now : List.of(shared));
    }

    private Contact share(Contact c, Contact old) {
        String userAgent = old != null && old.userAgent() == c.userAgent() ? c.userAgent() : share(c.userAgent());
        String instance = old != null && old.instance().equals(c.instance()) ? old.instance() : lean(c.instance());
        String socket = old != null && old.socket() == c.socket() ? c.socket() : share(c.socket());
        Ruid ruid = old != null && old.ruid() == c.ruid() ? c.ruid() : share(c.ruid());
        if (userAgent == c.userAgent()
                && socket == c.socket()
                && ruid == c.ruid()
                && instance == c.instance()
                && isLean(c.received())
                && isLean(c.path())) {
            return c;
        }
        return new Contact(
                ruid,
                c.uri(),
                lean(c.received()),
                lean(c.path()),
                c.callId(),
                userAgent,
                socket,
                instance,
                c.expires(),
                c.lastModified(),
                c.cseq(),
                c.q(),
                c.flags(),
                c.cflags(),
                c.methods(),
                c.regId(),
                c.serverId(),
                c.connectionId(),
                c.attributes());
    }

    private Ruid share(Ruid ruid) {
        if (ruid.counter() == 0) {
            return ruid;
        }
        String prefix = share(ruid.prefix());
        return prefix == ruid.prefix() ? ruid : new Ruid(prefix, ruid.counter());
    }

    /** A text equal to {@code text}, the same one for all who ask while it is known. */
    String share(String text) {
        if (text.isEmpty()) {
            return "";
        }
        if (text.length() > LONGEST) {
            return text;
        }
        int hash = text.hashCode() * 0x9E3779B9;
        int first = (hash >>> 23) * WAYS;
        for (int way = 0; way < WAYS; way++) {
            String candidate = known.get(first + way);
            if (candidate == null) {
                known.set(first + way, text);
                return text;
            }
            if (candidate.equals(text)) {
                return candidate;
            }
        }
        known.set(first + (turn++ & WAYS - 1), text);
        return text;
    }

    private static boolean isLean(String text) {
        return !text.isEmpty() || text == "";
    }

    private static String lean(String text) {
        return text.isEmpty() ? "" : text;
    }
}
