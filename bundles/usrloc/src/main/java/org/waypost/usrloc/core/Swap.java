package org.waypost.usrloc.core;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.usrloc.AddressRecord;
import org.waypost.usrloc.LocationException;
import org.waypost.usrloc.LocationException.Step;
import org.waypost.usrloc.LocationStore;

/**
 * Puts one plan in the place of another while requests are served.
 *
 * <p>Requests go on being served as before, and the records they change are noted. Each store of the new plan that does not hold the
 * bindings already is made to: it is compared with what serves, and what differs is written. Then the noted records are written, again
 * and again, until they are few. Then changes are held: those under way end, the last noted records are written, the new plan takes
 * over, and the held changes go on in it. Calls that change nothing never wait. If anything fails, what serves goes on as before.
 */
final class Swap {

    private static final Logger LOG = LoggerFactory.getLogger(Swap.class);

    /** So few records are written while changes are held. */
    private static final int FEW = 20;

    /** So many are too many for that. */
    private static final int MANY = 3000;

    private static final int MOST_ROUNDS = 30;
    private static final int MOST_HOLDS = 5;
    private static final long LONGEST_DRAIN_SECONDS = 60;
    private static final long LONGEST_COPY_SECONDS = 60;
    private static final long LONGEST_HOLD_SECONDS = 3;
    private static final long LONGEST_READ_SECONDS = 10;
    private static final long LONGEST_PROBE_NANOS = 4_000_000_000L;
    private static final long PROBE_PAUSE_MILLIS = 200;
    private static final Duration SETTLE_ROUND = Duration.ofMillis(500);
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(5);

    private final StoreGate gate;
    private final Plan from;
    private final Plan to;
    private final boolean isForced;
    private final SwapRules rules;
    private final Progress progress;

    private final Use before;
    private final LocationStore truth;
    private final ChangedRecords changed = new ChangedRecords();
    private final Map<Plan.Store, Copier> copiers = new LinkedHashMap<>();
    private boolean isOldClosed;
    private long written;
    private long heldNanos;

    /**
     * @param gate through which requests are served by {@code from}
     * @param isForced whether a store of the old plan is gone, so that the new one is better even if it does not work now
     */
    Swap(StoreGate gate, Plan from, Plan to, boolean isForced, SwapRules rules, Progress progress) {
        this.gate = gate;
        this.from = from;
        this.to = to;
        this.isForced = isForced;
        this.rules = rules;
        this.progress = progress;
        this.before = gate.use();
        this.truth = before.front();
    }

    /**
     * Changes the plan.
     *
     * @param switched told once the new plan serves
     * @throws LocationException if it cannot be changed; then requests are served as before
     */
    void run(Runnable switched) {
        Use serving = before;
        boolean isDone = false;
        try {
            probe();
            settleMost();
            List<Plan.Store> targets = to.holders().stream()
                    .filter(target -> from.holders().stream().noneMatch(target::isSamePlace))
                    .toList();
            if (!targets.isEmpty()) {
                serving = before.noting(changed);
                gate.serve(serving);
                drain(before);
                changed.doubt();
                targets.forEach(this::copy);
                copyChanged();
            }
            switchOver(serving);
            isDone = true;
            switched.run();
        } finally {
            if (!isDone) {
                gate.serve(before);
            }
            copiers.values().forEach(Copier::close);
        }
        LOG.info(
                "usrloc: {} instead of {}: switched after {} AoRs were written, changes held {} ms",
                to,
                from,
                written,
                TimeUnit.NANOSECONDS.toMillis(heldNanos));
        leave();
    }

    // Every store that is new has to answer, whether or not there is something to be written to it.
    private void probe() {
        if (isForced) {
            return;
        }
        to.all().filter(store -> !from.uses(store.service())).forEach(this::probe);
    }

    // A database that has much to do may not answer in time at first.
    private void probe(Plan.Store store) {
        progress.begin("asking " + store, 0);
        long until = System.nanoTime() + LONGEST_PROBE_NANOS;
        while (true) {
            try {
                store.service().find(LocationService.LOCATION, "");
                return;
            } catch (LocationException failure) {
                if (System.nanoTime() - until > 0) {
                    throw failure;
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PROBE_PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocationException(Step.RECORD_GET, "interrupted");
        }
    }

    /** Brings most of what is outstanding to a database that both plans have; requests go on and make more. */
    private void settleMost() {
        if (isForced || !(truth instanceof Front front) || !isDatabaseShared()) {
            return;
        }
        progress.begin("writing what " + from.behind().orElseThrow().name() + " does not have yet", 0);
        long left = front.outstanding();
        for (long last = Long.MAX_VALUE; left > FEW && left < last; left = front.outstanding()) {
            last = left;
            front.settle(SETTLE_ROUND);
        }
        if (left > MANY) {
            requireSettled(left);
        }
    }

    /** Brings all that is outstanding to a database that both plans have; changes are held. */
    private boolean settle() {
        if (!(truth instanceof Front front) || !isDatabaseShared() || front.outstanding() == 0) {
            return true;
        }
        // what is gone takes nothing any more: whoever waited for it would hold changes in vain
        long left = isForced ? front.outstanding() : front.settle(Duration.ofSeconds(LONGEST_HOLD_SECONDS));
        requireSettled(left);
        return left == 0;
    }

    private void requireSettled(long left) {
        if (left > 0 && (to.mode() == 3 || to.mode() == 1 && from.mode() == 2)) {
            throw new LocationException(
                    Step.RECORD_INSERT,
                    left + " AoRs are not in " + from.behind().orElseThrow().name() + " yet"
                            + because(from.database().health().reason()));
        }
    }

    private static String because(String reason) {
        return reason.isEmpty() ? "" : ": " + reason;
    }

    private boolean isDatabaseShared() {
        return from.mode() != 4
                && from.behind().stream()
                        .anyMatch(database -> to.holders().stream().anyMatch(database::isSamePlace));
    }

    private void drain(Use use) {
        progress.begin("waiting for the changes that began before", 0);
        if (!use.updates().awaitEnd(LONGEST_DRAIN_SECONDS, TimeUnit.SECONDS)) {
            throw new LocationException(
                    Step.RECORD_GET, "changes under way did not end in " + LONGEST_DRAIN_SECONDS + " seconds");
        }
    }

    private void copy(Plan.Store target) {
        Copier copier = new Copier(truth, target, rules.stale(target), rules.now());
        copiers.put(target, copier);
        for (String table : tables(target)) {
            progress.begin("copying " + table + " to " + target.name(), truth.records(table));
            copier.comparison().run(table, new Comparison.Sink() {

                @Override
                public void differs(AddressRecord record, boolean isAbsent) {
                    copier.copyFirst(table, record, isAbsent);
                    written++;
                }

                // A row may have moved to another AoR, as it does when use_domain changes: it is not stale at the old
                // one.
                @Override
                public void toldOfAll() {
                    copier.await(LONGEST_COPY_SECONDS);
                }

                @Override
                public void onlyInTarget(AddressRecord record) {
                    copier.keepOrRemove(table, record);
                }

                @Override
                public void isCompared() {
                    progress.advance();
                }
            });
            copier.await(LONGEST_COPY_SECONDS);
        }
    }

    private Set<String> tables(Plan.Store target) {
        Set<String> tables = new TreeSet<>(rules.tables());
        tables.addAll(truth.tables());
        tables.addAll(target.service().tables());
        return tables;
    }

    // Each round is shorter than the one before, unless changes come as fast as they can be written.
    private void copyChanged() {
        int left = changed.size();
        for (int round = 0; left > FEW && round < MOST_ROUNDS; round++) {
            progress.begin("copying what has changed meanwhile", left);
            writeChanged(LONGEST_COPY_SECONDS);
            left = changed.size();
        }
    }

    private void writeChanged(long seconds) {
        changed.drain((key, record) -> {
            copiers.values().forEach(copier -> copier.copyAgain(key.table(), key.aor(), record));
            progress.advance();
            written++;
        });
        copiers.values().forEach(copier -> copier.await(seconds));
    }

    private void switchOver(Use serving) {
        adopt(false);
        progress.begin("switching to " + to, 0);
        for (int i = 1; !hold(serving); i++) {
            if (i == MOST_HOLDS) {
                throw new LocationException(
                        Step.RECORD_GET, "changes under way do not end in " + LONGEST_HOLD_SECONDS + " seconds");
            }
            copyChanged();
        }
    }

    private boolean hold(Use serving) {
        Use holding = serving.holding();
        long since = System.nanoTime();
        gate.serve(holding);
        try {
            if (!serving.updates().awaitEnd(LONGEST_HOLD_SECONDS, TimeUnit.SECONDS)) {
                return false;
            }
            if (changed.size() > MANY) {
                throw new LocationException(
                        Step.RECORD_INSERT, "records are changed faster than " + to + " takes them");
            }
            writeChanged(LONGEST_HOLD_SECONDS);
            boolean isSettled = settle();
            if (isDatabaseShared()) {
                // it must not write to the database any more once its successor does
                close();
            }
            Use next = rules.use(to);
            if (!isSettled || isForced && to.behind().isPresent()) {
                ((Front) next.front()).compareAll();
            }
            gate.serve(next);
            return true;
        } finally {
            heldNanos = Math.max(heldNanos, System.nanoTime() - since);
            if (gate.use() == holding) {
                gate.serve(serving);
            }
            holding.release();
        }
    }

    private void close() {
        if (!isOldClosed && truth instanceof Front front) {
            isOldClosed = true;
            front.close(isForced ? Duration.ZERO : LONGEST_CLOSE);
        }
    }

    // Done after requests are served in the new way: nothing of this can make it fail any more.
    private void leave() {
        rules.changed(from, to);
        try {
            adopt(true);
            progress.begin("closing " + from, 0);
            before.reads().awaitEnd(LONGEST_READ_SECONDS, TimeUnit.SECONDS);
            close();
            from.holders().stream()
                    .filter(store -> !store.service().mayBlock() && !to.uses(store.service()))
                    .forEach(Swap::empty);
        } catch (RuntimeException failure) {
            LOG.warn("usrloc: {} is in use, but: {}", to, failure.getMessage(), failure);
        }
    }

    // Rows that only the database has, in a memory in front of it: before the switch if that is what serves already,
    // and cannot fail.
    private void adopt(boolean isSwitched) {
        if (to.behind().isEmpty()
                || from.holders().stream().anyMatch(to.behind().orElseThrow()::isSamePlace)) {
            return;
        }
        boolean servesAlready = !truth.mayBlock()
                && from.main().isSamePlace(to.main())
                && from.behind().isEmpty();
        if (servesAlready == isSwitched) {
            return;
        }
        Plan.Store database = to.behind().orElseThrow();
        Copier copier = copiers.get(database);
        if (copier != null && !copier.hasStrangers()) {
            return;
        }
        long adopted = new Adoption(gate, to.database(), copier == null ? contact -> true : copier::isStranger, rules)
                .run(tables(database), progress);
        if (adopted > 0) {
            LOG.info("usrloc: {} contacts were in {} only and are now served, too", adopted, database.name());
        }
    }

    /** A memory that is not used any more holds what is out of date, and much room. */
    static void empty(Plan.Store memory) {
        for (String table : memory.service().tables()) {
            memory.service().scan(table, record -> {
                memory.service().update(table, record.aor(), old -> AddressRecord.empty(old.aor()));
                return true;
            });
        }
    }
}
