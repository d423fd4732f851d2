package org.waypost.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.waypost.usrloc.AddressRecord;
import org.waypost.usrloc.Compat;
import org.waypost.usrloc.Contact;
import org.waypost.usrloc.Match;
import org.waypost.usrloc.RecordEdit;
import org.waypost.usrloc.RecordUpdate;
import org.waypost.usrloc.Ruid;
import org.waypost.usrloc.UserLocation;

/** The table location in a map; contacts can be read and deleted. */
final class FakeTables implements UserLocation {

    private final Map<String, AddressRecord> records = new ConcurrentHashMap<>();

    FakeTables put(AddressRecord record) {
        records.put(record.aor(), record);
        return this;
    }

    @Override
    public <R> R update(String table, String aor, RecordUpdate<R> change) {
        Deletion edit = new Deletion(
                aor,
                new ArrayList<>(
                        records.getOrDefault(aor, AddressRecord.empty(aor)).contacts()));
        R result = change.apply(edit);
        if (edit.contacts.isEmpty()) {
            records.remove(aor);
        } else {
            records.put(aor, new AddressRecord(aor, edit.contacts));
        }
        return result;
    }

    private record Deletion(String aor, List<Contact> contacts) implements RecordEdit {

        @Override
        public boolean isNew() {
            return contacts.isEmpty();
        }

        @Override
        public long now() {
            return 1_000;
        }

        @Override
        public Match match(Contact candidate, Compat compat) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Contact insert(Contact contact) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Contact replace(Contact stored, Contact now, Compat compat) {
            throw new UnsupportedOperationException();
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

    @Override
    public Optional<AddressRecord> find(String table, String aor) {
        return Optional.ofNullable(records.get(aor));
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
        records.values().stream().takeWhile(visitor).forEach(record -> {});
    }

    @Override
    public Set<String> tables() {
        return Set.of("location");
    }

    @Override
    public void declare(String table) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean useDomain() {
        return false;
    }

    @Override
    public int natBranchFlag() {
        return 0;
    }

    @Override
    public int serverId() {
        return 0;
    }

    @Override
    public boolean mayBlock() {
        return false;
    }
}
