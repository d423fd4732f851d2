package org.waypost.operations.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.waypost.usrloc.AddressRecord;
import org.waypost.usrloc.Compat;
import org.waypost.usrloc.Contact;
import org.waypost.usrloc.Keepalive;
import org.waypost.usrloc.LocationException;
import org.waypost.usrloc.Match;
import org.waypost.usrloc.RecordEdit;
import org.waypost.usrloc.RecordUpdate;
import org.waypost.usrloc.Ruid;
import org.waypost.usrloc.Stored;
import org.waypost.usrloc.UserLocation;

/** Location tables in a map, in the order the records came. Also for the tests of what shows them. */
public final class FakeLocation implements UserLocation {

    private final Map<String, AddressRecord> records = new LinkedHashMap<>();
    private final Set<String> tables = new TreeSet<>(Set.of("location"));
    private boolean useDomain;
    private LocationException failure;
    private long unwritten;
    private OptionalLong stored = OptionalLong.empty();

    public void put(String aor, Contact... contacts) {
        records.put(aor, new AddressRecord(aor, List.of(contacts)));
    }

    public void useDomain(boolean newUseDomain) {
        useDomain = newUseDomain;
    }

    public void fail(LocationException newFailure) {
        failure = newFailure;
    }

    @Override
    public <R> R update(String table, String aor, RecordUpdate<R> change) {
        Edit edit = new Edit(records.getOrDefault(aor, AddressRecord.empty(aor)));
        R result = change.apply(edit);
        records.remove(aor);
        if (!edit.contacts.isEmpty()) {
            records.put(aor, new AddressRecord(aor, List.copyOf(edit.contacts)));
        }
        return result;
    }

    @Override
    public Optional<AddressRecord> find(String table, String aor) {
        if (failure != null) {
            throw failure;
        }
        return Optional.ofNullable(records.get(aor));
    }

    /** What flush() leaves unwritten, and what a database would have. */
    public void database(long newUnwritten, OptionalLong newStored) {
        unwritten = newUnwritten;
        stored = newStored;
    }

    @Override
    public long flush(Duration atMost) {
        return unwritten;
    }

    @Override
    public OptionalLong stored(String table, Stored what) {
        return stored;
    }

    @Override
    public Optional<Keepalive> keepalive(Ruid ruid) {
        return Optional.of(new Keepalive(1_700_000_040, 2862));
    }

    @Override
    public Optional<AddressRecord> byRuid(String table, Ruid ruid) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<AddressRecord> byInstance(String table, String instance) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void scan(String table, Predicate<AddressRecord> visitor) {
        for (AddressRecord each : records.values()) {
            if (!visitor.test(each)) {
                return;
            }
        }
    }

    @Override
    public Set<String> tables() {
        return tables;
    }

    @Override
    public void declare(String table) {
        tables.add(table);
    }

    @Override
    public boolean useDomain() {
        return useDomain;
    }

    @Override
    public int natBranchFlag() {
        return 8;
    }

    @Override
    public int serverId() {
        return 7;
    }

    @Override
    public boolean mayBlock() {
        return false;
    }

    private static final class Edit implements RecordEdit {

        private final AddressRecord before;
        private final List<Contact> contacts;

        Edit(AddressRecord before) {
            this.before = before;
            this.contacts = new ArrayList<>(before.contacts());
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
            return System.currentTimeMillis() / 1000;
        }

        @Override
        public List<Contact> contacts() {
            return contacts;
        }

        @Override
        public Match match(Contact candidate, Compat compat) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Contact insert(Contact contact) {
            Contact stored = contact.withRuid(Ruid.of("uloc-1-" + (contacts.size() + 1)));
            contacts.add(stored);
            return stored;
        }

        @Override
        public Contact replace(Contact stored, Contact now, Compat compat) {
            contacts.set(contacts.indexOf(stored), now);
            return now;
        }

        @Override
        public void delete(Contact stored) {
            contacts.remove(stored);
        }

        @Override
        public void abandon() {
            throw new UnsupportedOperationException();
        }
    }
}
