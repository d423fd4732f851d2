package org.waypost.usrloc.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.waypost.usrloc.AddressRecord;
import org.waypost.usrloc.Contact;
import org.waypost.usrloc.LocationDatabase;

/**
 * What to do with bindings that only the store has which is about to be used. In a database that is used for the first time they are
 * somebody's, and kept. In one that was used before and left they are what became of ours since, and removed: those of this server
 * which nobody has changed since then. Memory holds nothing that this server did not put there. State: when each place was left.
 */
final class SwapRules {

    private final Supplier<UsrlocSettings> settings;
    private final Supplier<Set<String>> tables;
    private final LongSupplier clock;
    private final Map<Object, Long> left = new ConcurrentHashMap<>();

    /** @param clock epoch seconds */
    SwapRules(Supplier<UsrlocSettings> settings, Supplier<Set<String>> tables, LongSupplier clock) {
        this.settings = settings;
        this.tables = tables;
        this.clock = clock;
    }

    /** Epoch seconds. */
    long now() {
        return clock.getAsLong();
    }

    /** The tables that are declared. */
    Set<String> tables() {
        return tables.get();
    }

    /** What is stale of the contacts that only {@code store} has. */
    Predicate<Contact> stale(Plan.Store store) {
        if (!store.service().mayBlock()) {
            return contact -> true;
        }
        Long since = left.get(store.place());
        if (since == null) {
            return contact -> false;
        }
        int serverId = settings.get().serverId();
        return contact -> contact.serverId() == serverId && contact.lastModified() <= since;
    }

    /** The stores of {@code old} are not used any more, but for those of {@code next}. */
    void changed(Plan old, Plan next) {
        old.holders().forEach(store -> left.put(store.place(), now()));
        next.holders().forEach(store -> left.remove(store.place()));
        if (next.mode() == 4) {
            next.behind().ifPresent(store -> left.put(store.place(), now()));
        }
    }

    /** The record with a contact more, in its place. */
    AddressRecord with(AddressRecord record, Contact contact) {
        List<Contact> contacts = new ArrayList<>(record.contacts());
        ContactOrder.insert(contacts, contact, settings.get().descTimeOrder());
        return new AddressRecord(record.aor(), contacts);
    }

    /** The settings in force. */
    UsrlocSettings settings() {
        return settings.get();
    }

    /** The front that serves by a plan. */
    Use use(Plan plan) {
        return Use.of(
                switch (plan.mode()) {
                    case 1 -> new WriteThrough(plan.main().service(), plan.database(), settings, clock);
                    case 2 -> new WriteBack(plan.main().service(), plan.database(), settings, clock);
                    case 3 -> new DatabaseFront((LocationDatabase) plan.main().service(), settings);
                    case 4 -> new LoadedOnce(plan.main().service());
                    default -> plan.main().service();
                });
    }
}
