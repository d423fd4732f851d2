package org.waypost.usrloc.core;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.waypost.usrloc.AddressRecord;
import org.waypost.usrloc.Contact;
import org.waypost.usrloc.LocationDatabase;
import org.waypost.usrloc.LocationException;
import org.waypost.usrloc.LocationException.Step;
import org.waypost.usrloc.Ruid;
import org.waypost.usrloc.StoreHealth;
import org.waypost.usrloc.StoreHealth.State;
import org.waypost.usrloc.Stored;

/**
 * A database of rows by ruid, as a real one is: an UPDATE changes only a row there is. It can be away, refuse, do what it is told
 * without the answer arriving, and keep writes waiting.
 */
final class FakeDatabase implements LocationDatabase {

    /** What becomes of a change. */
    enum Fate {
        DONE,
        /** It is not done, and fails. */
        REFUSED,
        /** It is done, and seems to fail. */
        ANSWER_LOST
    }

    private record Row(String aor, Contact contact) {}

    private final Map<String, Map<String, Row>> tables = new TreeMap<>();
    private final Queue<Runnable> held = new ArrayDeque<>();
    private volatile StoreHealth health = StoreHealth.UP;
    private boolean holding;
    private Fate fate = Fate.DONE;
    private int writes;
    private int updates;
    private int loads;
    private boolean released;

    /** What becomes of changes from now on. */
    synchronized void fate(Fate next) {
        fate = next;
    }

    /** Nothing can be read or changed until it comes back. */
    void goAway() {
        health = new StoreHealth(State.DOWN, "it was told to", 1);
    }

    void comeBack() {
        health = StoreHealth.UP;
    }

    /** Keeps writes waiting from now on. */
    synchronized void hold() {
        holding = true;
    }

    /** Does what waits, and waits no more. */
    void letGo() {
        while (true) {
            Runnable next;
            synchronized (this) {
                holding = false;
                next = held.poll();
            }
            if (next == null) {
                return;
            }
            next.run();
        }
    }

    synchronized int heldWrites() {
        return held.size();
    }

    /** Calls of {@link #write}. */
    synchronized int writes() {
        return writes;
    }

    /** Calls of {@link #update}. */
    synchronized int updates() {
        return updates;
    }

    /** Calls of {@link #load}. */
    synchronized int loads() {
        return loads;
    }

    synchronized boolean isReleased() {
        return released;
    }

    /** Puts a row there as another server does. */
    synchronized void put(String table, String aor, Contact contact) {
        rows(table).put(contact.ruid().toString(), new Row(aor, contact));
    }

    /** Takes a row away behind everybody's back. */
    synchronized void takeAway(String table, Ruid ruid) {
        rows(table).remove(ruid.toString());
    }

    /** The contacts of all rows of an AoR, oldest first. */
    synchronized List<Contact> rows(String table, String aor) {
        return rows(table).values().stream()
                .filter(row -> row.aor.equals(aor))
                .map(Row::contact)
                .toList();
    }

    @Override
    public CompletableFuture<Void> write(String table, AddressRecord before, AddressRecord after) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        synchronized (this) {
            writes++;
            if (holding) {
                held.add(() -> complete(done, table, before, after));
                return done;
            }
        }
        complete(done, table, before, after);
        return done;
    }

    private void complete(CompletableFuture<Void> done, String table, AddressRecord before, AddressRecord after) {
        try {
            change(() -> apply(table, before, after));
            done.complete(null);
        } catch (LocationException failure) {
            done.completeExceptionally(failure);
        }
    }

    private synchronized void change(Runnable step) {
        up();
        if (fate != Fate.REFUSED) {
            step.run();
        }
        if (fate != Fate.DONE) {
            throw new LocationException(Step.CONTACT_UPDATE, fate.toString());
        }
    }

    private void apply(String table, AddressRecord before, AddressRecord after) {
        Map<String, Row> rows = rows(table);
        Set<String> old = new TreeSet<>();
        before.contacts().forEach(contact -> old.add(contact.ruid().toString()));
        for (Contact contact : after.contacts()) {
            String ruid = contact.ruid().toString();
            boolean isOld = old.remove(ruid);
            if ((contact.flags() & Contact.MEMORY_ONLY) != 0) {
                rows.remove(ruid);
            } else if (!isOld || rows.containsKey(ruid)) {
                rows.put(ruid, new Row(after.aor(), contact));
            }
        }
        old.forEach(rows::remove);
    }

    @Override
    public AddressRecord update(String table, String aor, UnaryOperator<AddressRecord> change) {
        synchronized (this) {
            updates++;
            up();
            AddressRecord before = record(table, aor);
            AddressRecord after = change.apply(before);
            if (after != before) {
                change(() -> apply(table, before, after));
            }
            return after;
        }
    }

    @Override
    public synchronized void load(String table, long now, Consumer<AddressRecord> sink) {
        loads++;
        up();
        for (AddressRecord record : allRecords(table)) {
            List<Contact> valid = record.contacts().stream()
                    .filter(contact -> contact.isValid(now))
                    .toList();
            if (!valid.isEmpty()) {
                sink.accept(new AddressRecord(record.aor(), valid));
            }
        }
    }

    @Override
    public synchronized long removeExpired(String table, long before) {
        up();
        return remove(table, row -> row.contact.expires() != Contact.PERMANENT && row.contact.expires() < before);
    }

    @Override
    public synchronized long removeConnected(String table) {
        up();
        return remove(table, row -> row.contact.connectionId() > 0);
    }

    private long remove(String table, Predicate<Row> which) {
        long removed = 0;
        for (Iterator<Row> rows = rows(table).values().iterator(); rows.hasNext(); ) {
            if (which.test(rows.next())) {
                rows.remove();
                removed++;
            }
        }
        return removed;
    }

    @Override
    public synchronized long count(String table, Stored what, long now) {
        up();
        Stream<Row> rows = rows(table).values().stream()
                .filter(row -> row.contact.isValid(now) != (what == Stored.EXPIRED_CONTACTS));
        return what == Stored.USERS ? rows.map(row -> row.aor).distinct().count() : rows.count();
    }

    @Override
    public synchronized void release() {
        released = true;
    }

    @Override
    public synchronized Optional<AddressRecord> find(String table, String aor) {
        up();
        return Optional.of(record(table, aor)).filter(record -> !record.isEmpty());
    }

    @Override
    public synchronized Optional<AddressRecord> byRuid(String table, Ruid ruid) {
        up();
        return Optional.ofNullable(rows(table).get(ruid.toString())).map(row -> record(table, row.aor));
    }

    @Override
    public synchronized List<AddressRecord> byInstance(String table, String instance) {
        up();
        return allRecords(table).stream()
                .filter(record -> record.contacts().stream()
                        .anyMatch(contact -> contact.instance().equals(instance)))
                .toList();
    }

    @Override
    public void scan(String table, Predicate<AddressRecord> visitor) {
        List<AddressRecord> all;
        synchronized (this) {
            up();
            all = allRecords(table);
        }
        for (AddressRecord record : all) {
            if (!visitor.test(record)) {
                return;
            }
        }
    }

    @Override
    public void due(long now, long linger, BiConsumer<String, String> sink) {
        for (String table : tables()) {
            scan(table, record -> {
                if (record.due(linger) <= now) {
                    sink.accept(table, record.aor());
                }
                return true;
            });
        }
    }

    @Override
    public synchronized Set<String> tables() {
        return new TreeSet<>(tables.keySet());
    }

    @Override
    public synchronized long records(String table) {
        up();
        return allRecords(table).size();
    }

    @Override
    public synchronized long contacts(String table) {
        up();
        return rows(table).size();
    }

    @Override
    public boolean mayBlock() {
        return true;
    }

    @Override
    public StoreHealth health() {
        return health;
    }

    private void up() {
        if (health.state() == State.DOWN) {
            throw new LocationException(Step.RECORD_GET, health.reason());
        }
    }

    private Map<String, Row> rows(String table) {
        return tables.computeIfAbsent(table, name -> new LinkedHashMap<>());
    }

    private List<AddressRecord> allRecords(String table) {
        Set<String> aors = new TreeSet<>();
        rows(table).values().forEach(row -> aors.add(row.aor));
        List<AddressRecord> records = new ArrayList<>();
        aors.forEach(aor -> records.add(record(table, aor)));
        return records;
    }

    private AddressRecord record(String table, String aor) {
        return new AddressRecord(
                aor,
                rows(table, aor).stream()
                        .sorted(Comparator.comparingInt(Contact::q))
                        .toList());
    }
}
