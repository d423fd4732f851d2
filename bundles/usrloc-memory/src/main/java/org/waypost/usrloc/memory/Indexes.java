package org.waypost.usrloc.memory;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.waypost.usrloc.AddressRecord;
import org.waypost.usrloc.Contact;
import org.waypost.usrloc.Ruid;

/**
 * Finds records by what their contacts carry: each contact by its ruid, and those that have one by instance or connection; some 17
 * octets for each key. A refresh that changes none of them costs a comparison.
 */
final class Indexes {

    private final KeyIndex<Ruid> ruids = new KeyIndex<>(Indexes::hash);
    private final KeyIndex<String> instances = new KeyIndex<>(MemoryTable::hash);
    private final KeyIndex<Integer> connections = new KeyIndex<>(id -> id * 0x9E3779B9);

    Optional<AddressRecord> byRuid(Ruid ruid) {
        for (Entry entry : ruids.find(ruid)) {
            AddressRecord record = entry.record();
            for (Contact contact : record.contacts()) {
                if (contact.ruid().equals(ruid)) {
                    return Optional.of(record);
                }
            }
        }
        return Optional.empty();
    }

    List<AddressRecord> byInstance(String instance) {
        return instances.find(instance).stream()
                .map(Entry::record)
                .filter(record -> record.contacts().stream()
                        .anyMatch(contact -> contact.instance().equals(instance)))
                .toList();
    }

    List<AddressRecord> byConnection(int connectionId) {
        return connections.find(connectionId).stream()
                .map(Entry::record)
                .filter(record ->
                        record.contacts().stream().anyMatch(contact -> contact.connectionId() == connectionId))
                .toList();
    }

    /** Follows a change of the entry's contacts. The caller holds the lock of its segment. */
    void update(Entry entry, List<Contact> old, List<Contact> now) {
        if (haveSameKeys(old, now)) {
            return;
        }
        for (Contact contact : now) {
            ruids.add(contact.ruid(), entry);
            if (!contact.instance().isEmpty()) {
                instances.add(contact.instance(), entry);
            }
            if (contact.connectionId() > 0) {
                connections.add(contact.connectionId(), entry);
            }
        }
        if (old.isEmpty()) {
            return;
        }
        Set<Object> kept = new HashSet<>();
        for (Contact contact : now) {
            kept.add(contact.ruid());
            kept.add(contact.instance());
            kept.add(contact.connectionId());
        }
        for (Contact contact : old) {
            if (!kept.contains(contact.ruid())) {
                ruids.remove(contact.ruid(), entry);
            }
            if (!contact.instance().isEmpty() && !kept.contains(contact.instance())) {
                instances.remove(contact.instance(), entry);
            }
            if (contact.connectionId() > 0 && !kept.contains(contact.connectionId())) {
                connections.remove(contact.connectionId(), entry);
            }
        }
    }

    private static boolean haveSameKeys(List<Contact> old, List<Contact> now) {
        if (old.size() != now.size()) {
            return false;
        }
        for (int i = 0; i < now.size(); i++) {
            Contact was = old.get(i);
            Contact is = now.get(i);
            if (was != is
                    && !(was.ruid().equals(is.ruid())
                            && was.instance().equals(is.instance())
                            && was.connectionId() == is.connectionId())) {
                return false;
            }
        }
        return true;
    }

    private static int hash(Ruid ruid) {
        return (int) ((ruid.counter() * 31 + ruid.prefix().hashCode()) * 0x9E3779B97F4A7C15L >>> 32);
    }
}
