package org.waypost.usrloc.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.waypost.usrloc.AddressRecord;
import org.waypost.usrloc.Contact;
import org.waypost.usrloc.Ruid;
import org.waypost.usrloc.Sync;

/**
 * The AoRs whose rows in a database are not, or may not be, those of memory. Bounded: if too many AoRs of a table are, they are
 * forgotten and the table is <em>lost</em>, which is to be compared as a whole. The caller keeps calls for one AoR apart.
 */
final class Backlog {

    private final int most;
    private final ConcurrentHashMap<Key, Debt> debts = new ConcurrentHashMap<>();

    /** The tables that are lost: true, or false while they are being compared. */
    private final ConcurrentHashMap<String, Boolean> lost = new ConcurrentHashMap<>();

    /** An AoR of a table. */
    record Key(String table, String aor) {}

    /**
     * What is known of the rows of an AoR.
     *
     * @param rows the contacts that have rows or, if that is not certain, may have some
     * @param isCertain whether there are exactly these rows, as these contacts say
     * @param notBefore epoch seconds before which another attempt is of no use
     */
    record Debt(List<Contact> rows, boolean isCertain, long notBefore) {

        AddressRecord record(Key key) {
            return new AddressRecord(key.aor, rows);
        }

        boolean mayHaveRow(Ruid ruid) {
            for (Contact row : rows) {
                if (row.ruid().equals(ruid)) {
                    return true;
                }
            }
            return false;
        }

        /** What is known after something went wrong: each of the contacts may have a row, as either says. */
        Debt or(List<Contact> others, long retry) {
            List<Contact> all = new ArrayList<>(rows);
            for (Contact other : others) {
                if (!mayHaveRow(other.ruid())) {
                    all.add(other);
                }
            }
            return new Debt(all, false, Math.max(notBefore, retry));
        }
    }

    /** @param most AoRs that are noted */
    Backlog(int most) {
        this.most = most;
    }

    /** Memory is about to change from {@code record}; until now its rows agreed with it, unless something else is known. */
    void note(Key key, AddressRecord record) {
        Boolean state = lost.isEmpty() ? null : lost.get(key.table);
        if (state == Boolean.TRUE) {
            return;
        }
        if (debts.putIfAbsent(key, new Debt(record.contacts(), state == null, 0)) == null) {
            limit(key.table);
        }
    }

    /** Nobody knows whether the rows are {@code debt}'s or {@code wanted}'s. */
    void doubt(Key key, Debt debt, AddressRecord wanted, long retry) {
        if (lost.get(key.table) == Boolean.TRUE) {
            return;
        }
        Debt doubtful = debt.or(wanted.contacts(), retry);
        debts.merge(key, doubtful, (noted, same) -> noted.or(doubtful.rows, retry));
        limit(key.table);
    }

    /** Takes back a debt that nothing was done about. */
    void putBack(Key key, Debt debt) {
        if (lost.get(key.table) != Boolean.TRUE) {
            debts.merge(key, debt, (noted, same) -> debt.isCertain ? debt : noted.or(debt.rows, debt.notBefore));
        }
    }

    /** Removes and returns what is known of the rows of an AoR. */
    Optional<Debt> take(Key key) {
        return Optional.ofNullable(debts.remove(key));
    }

    /** As {@link #take}; if nothing else is known, the rows are those of {@code record}. */
    Debt takeOr(Key key, AddressRecord record) {
        return take(key).orElseGet(() -> new Debt(record.contacts(), !lost.containsKey(key.table), 0));
    }

    /** How much of that contact, which is in memory, has a row. */
    Sync sync(Key key, Contact contact) {
        Debt debt = debts.get(key);
        if (debt == null) {
            return lost.containsKey(key.table) ? Sync.DIRTY : Sync.SYNC;
        }
        return debt.rows.contains(contact) ? Sync.SYNC : debt.mayHaveRow(contact.ruid()) ? Sync.DIRTY : Sync.NEW;
    }

    /** The AoRs that are noted now. */
    List<Key> keys() {
        return new ArrayList<>(debts.keySet());
    }

    /** Whether there is something to do about that AoR at {@code now}, epoch seconds. */
    boolean isDue(Key key, long now) {
        Debt debt = debts.get(key);
        return debt != null && debt.notBefore <= now;
    }

    /** How many AoRs are noted; at least as many as fit if a table is lost. */
    long size() {
        return lost.isEmpty() ? debts.mappingCount() : Math.max(most, debts.mappingCount());
    }

    /** The tables that are lost. */
    Set<String> lostTables() {
        return lost.isEmpty() ? Set.of() : Set.copyOf(lost.keySet());
    }

    /** Notes the AoRs of a lost table again, from now on, as it is about to be compared. */
    void beginComparison(String table) {
        lost.put(table, Boolean.FALSE);
    }

    /** The table was compared and what differed was noted or written, or that failed. */
    void endComparison(String table, boolean isDone) {
        if (isDone) {
            lost.remove(table, Boolean.FALSE);
        } else {
            lose(table);
        }
    }

    /** Forgets the AoRs of a table: it has to be compared as a whole. */
    void lose(String table) {
        lost.put(table, Boolean.TRUE);
        debts.keySet().removeIf(key -> key.table.equals(table));
    }

    private void limit(String table) {
        if (debts.mappingCount() > most) {
            lose(table);
        }
    }
}
