package org.waypost.usrloc.core;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.waypost.usrloc.AddressRecord;
import org.waypost.usrloc.Compat;
import org.waypost.usrloc.Contact;
import org.waypost.usrloc.ContactEvent;
import org.waypost.usrloc.ContactEvent.Kind;
import org.waypost.usrloc.Match;
import org.waypost.usrloc.RecordEdit;
import org.waypost.usrloc.RecordUpdate;
import org.waypost.usrloc.Ruid;

/**
 * One change of one record: what the store applies to the record, and what the caller's function works on. Made for one call of
 * {@code update}; the store may apply it more than once, the last time counts.
 */
final class Edit<R> implements RecordEdit, UnaryOperator<AddressRecord> {

    private final String table;
    private final RecordUpdate<R> change;
    private final UsrlocSettings settings;
    private final RuidGenerator ruids;
    private final long now;
    private final boolean recording;

    private AddressRecord before;

    /** What {@link #contacts()} gave last; null if {@link #working} was changed since. */
    private List<Contact> view;

    /** The contacts once something changed, else null. */
    private ArrayList<Contact> working;

    private List<ContactEvent> events = List.of();
    private R result;

    /** @param recording whether to keep the {@link #events()} */
    Edit(
            String table,
            RecordUpdate<R> change,
            UsrlocSettings settings,
            RuidGenerator ruids,
            long now,
            boolean recording) {
        this.table = table;
        this.change = change;
        this.settings = settings;
        this.ruids = ruids;
        this.now = now;
        this.recording = recording;
    }

    @Override
    public AddressRecord apply(AddressRecord record) {
        before = record;
        abandon();
        result = change.apply(this);
        return working == null ? record : new AddressRecord(record.aor(), contacts());
    }

    /** What the caller's function returned. */
    R result() {
        return result;
    }

    /** What happened, in order. */
    List<ContactEvent> events() {
        return events;
    }

    @Override
    public String aor() {
        return before.aor();
    }

    @Override
    public boolean isNew() {
        return before.isEmpty();
    }

    @Override
    public long now() {
        return now;
    }

    @Override
    public List<Contact> contacts() {
        if (view == null) {
            view = working.size() == 1 ? List.of(working.get(0)) : List.copyOf(working);
        }
        return view;
    }

    @Override
    public Match match(Contact candidate, Compat compat) {
        return ContactMatcher.match(working == null ? view : working, candidate, settings, compat, now);
    }

    @Override
    public Contact insert(Contact contact) {
        Ruid ruid = contact.ruid().isNone() ? ruids.next(settings.serverId()) : contact.ruid();
        Contact inserted = ruid == contact.ruid() ? contact : contact.withRuid(ruid);
        ContactOrder.insert(changing(), inserted, settings.descTimeOrder());
        record(Kind.INSERT, inserted);
        return inserted;
    }

    @Override
    public Contact replace(Contact stored, Contact registered, Compat compat) {
        int index = indexOf(stored);
        boolean keepsUri =
                settings.matchingMode() == MatchingMode.CALL_ID && !ContactMatcher.sameFlow(stored, registered);
        Contact replaced = Refresh.of(stored, registered, keepsUri);
        if (settings.dbMode() == 3 && compat == Compat.KAMAILIO) {
            // Kamailio puts them in order when it reads the rows again
            changing().set(index, replaced);
        } else {
            ContactOrder.replace(changing(), index, replaced, settings.descTimeOrder(), compat);
        }
        record(Kind.UPDATE, replaced);
        return replaced;
    }

    @Override
    public void delete(Contact stored) {
        int index = indexOf(stored);
        changing().remove(index);
        if (!isAnnounced(stored)) {
            record(Kind.DELETE, stored);
        }
    }

    @Override
    public void abandon() {
        view = before.contacts();
        working = null;
        events = List.of();
    }

    /**
     * Announces the contacts whose time ran out and drops those that were announced and kept for {@code linger} seconds.
     *
     * @return those that were announced
     */
    List<Contact> expire(long linger) {
        List<Contact> old = contacts();
        ArrayList<Contact> kept = new ArrayList<>(old.size());
        List<Contact> announced = new ArrayList<>(0);
        boolean changed = false;
        for (Contact contact : old) {
            if (contact.isValid(now)) {
                kept.add(contact);
            } else if (!isAnnounced(contact)) {
                kept.add(contact.withFlags(contact.flags() | Contact.EXPIRY_ANNOUNCED));
                record(Kind.EXPIRE, contact);
                announced.add(contact);
                changed = true;
            } else if (contact.expires() + linger > now) {
                kept.add(contact);
            } else {
                changed = true;
            }
        }
        if (changed) {
            working = kept;
            view = null;
        }
        return announced;
    }

    /**
     * Sets when the contacts that {@code which} chooses expire, if they would later; they are announced then.
     *
     * @param expires epoch seconds
     */
    void expireAt(long expires, Predicate<Contact> which) {
        List<Contact> old = contacts();
        for (int i = 0; i < old.size(); i++) {
            Contact contact = old.get(i);
            if (contact.isValid(expires) && which.test(contact)) {
                changing().set(i, contact.withExpires(expires));
            }
        }
    }

    private static boolean isAnnounced(Contact contact) {
        return (contact.flags() & Contact.EXPIRY_ANNOUNCED) != 0;
    }

    private ArrayList<Contact> changing() {
        if (working == null) {
            working = new ArrayList<>(view.size() + 1);
            working.addAll(view);
        }
        view = null;
        return working;
    }

    private int indexOf(Contact stored) {
        List<Contact> current = working == null ? view : working;
        for (int i = 0; i < current.size(); i++) {
            if (current.get(i).ruid().equals(stored.ruid())) {
                return i;
            }
        }
        throw new IllegalArgumentException("no contact of " + aor() + ": " + stored.ruid());
    }

    private void record(Kind kind, Contact contact) {
        if (recording) {
            if (events.isEmpty()) {
                events = new ArrayList<>(2);
            }
            events.add(new ContactEvent(kind, table, aor(), contact));
        }
    }
}
