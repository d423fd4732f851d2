package org.waypost.usrloc.core;

import java.time.Duration;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.sip.ParameterCheck.Refusal;
import org.waypost.usrloc.Contact;
import org.waypost.usrloc.LocationDatabase;
import org.waypost.usrloc.LocationException;
import org.waypost.usrloc.LocationStore;
import org.waypost.usrloc.Sync;

/**
 * Which {@link Plan} is in use. Parameters and the coming and going of stores say which one is wanted; what takes time to get there
 * is done by a thread of its own, one thing after the other.
 *
 * <p>A change of plan that fails leaves the old one in use, and is tried again now and then as long as it is wanted. A memory whose
 * service goes serves on for a grace, as an updated bundle brings a new one at once; after that requests fail, but its bindings are
 * kept and handed over to whichever comes. While nothing was ever in use, the wanted stores are waited for.
 */
final class StoreChoice {

    private static final Logger LOG = LoggerFactory.getLogger(StoreChoice.class);

    /** How long a memory that is gone serves on. */
    static final Duration GRACE = Duration.ofSeconds(5);

    private static final long RETRY_SECONDS = 1;
    private static final long SWAP_RETRY_SECONDS = 30;
    private static final long TELL_MILLIS = 1000;
    private static final Duration LONGEST_SETTLE = Duration.ofSeconds(10);
    private static final long LONGEST_STOP_MILLIS = 10_000;

    private final StoreGate gate = new StoreGate(Use.none(this::state));
    private final Progress progress = new Progress();
    private final Stores stores = new Stores();
    private final SwapRules rules;
    private final PlanInUse inUse;

    private int dbMode = -1;
    private String named = "";

    /** What could not be put in use. */
    private Plan failed;

    private Optional<Refusal> refusal = Optional.empty();

    /** Why it is not in use yet what is wanted; empty if nobody tried. */
    private String trouble = "";

    private long retryAt;
    private final Set<LocationStore> released = Collections.newSetFromMap(new IdentityHashMap<>());
    private boolean isSwapping;

    /** Whether what goes on was asked for, not tried again by itself. */
    private boolean isAsked;

    private boolean isClosed;
    private Thread worker;

    /** @param grace how long a memory that is gone serves on */
    StoreChoice(SwapRules rules, Duration grace) {
        this.rules = rules;
        this.inUse = new PlanInUse(gate, this::state, grace);
    }

    /** The store as requests see it. */
    StoreGate gate() {
        return gate;
    }

    /** What is in use. */
    synchronized Optional<Plan> plan() {
        return gate.isPresent() ? Optional.ofNullable(inUse.plan()) : Optional.empty();
    }

    /** The stores there are, the oldest of a name first. */
    synchronized List<Plan.Store> all() {
        return stores.all();
    }

    /** The store of that name that is in use, else the newest. */
    synchronized Optional<Plan.Store> named(String name) {
        return stores.all().stream()
                .filter(store -> store.name().equals(name) && gate.isPresent() && inUse.uses(store.service()))
                .findFirst()
                .or(() -> stores.get(name));
    }

    /** How many AoRs are not in the database yet as they are in memory. */
    long outstanding() {
        Use use = gate.use();
        return use.isPresent() && use.front() instanceof Front front ? front.outstanding() : 0;
    }

    /** How much of that contact the database has. */
    Sync sync(String table, String aor, Contact contact) {
        Use use = gate.use();
        return use.isPresent() && use.front() instanceof Front front ? front.sync(table, aor, contact) : Sync.NEW;
    }

    /** The database that is in use, whatever it is there for. */
    synchronized Optional<LocationDatabase> database() {
        return plan().stream()
                .flatMap(Plan::all)
                .filter(Plan.Store::isDatabase)
                .map(store -> (LocationDatabase) store.service())
                .findFirst();
    }

    /** Brings those to the database, as far as they can be in that time. */
    void settle(Duration atMost) {
        if (gate.use().isPresent() && gate.use().front() instanceof Front front) {
            front.settle(atMost);
        }
    }

    /** How far a change of plan is; empty if there is none. */
    synchronized String changing() {
        return isSwapping ? progress.line() : "";
    }

    /** Chooses by the parameters {@code store} and {@code db_mode}. */
    synchronized void choose(UsrlocSettings settings) {
        refusal = Optional.empty();
        if (settings.dbMode() == dbMode && settings.store().equals(named)) {
            return;
        }
        dbMode = settings.dbMode();
        named = settings.store();
        failed = null;
        trouble = "";
        retryAt = System.nanoTime();
        consider();
        if (stores.plan(dbMode, named).isEmpty()) {
            LOG.warn("usrloc: {}", waiting());
        }
    }

    /** Why a choice by these parameters would be refused now. */
    synchronized Optional<Refusal> refusal(int mode, String store) {
        boolean isChosen = mode == dbMode && store.equals(named);
        if (isChosen || inUse.plan() == null || stores.plan(mode, store).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(
                store.isEmpty()
                        ? new Refusal("db_mode", "0 (no database store is installed)")
                        : new Refusal("store", "one of the stores there are (" + available() + ")"));
    }

    synchronized void add(LocationStore service, Map<String, ?> properties) {
        stores.add(service, properties);
        refusal = Optional.empty();
        inUse.arrived(service);
        consider();
    }

    /** The service goes; what is outstanding is written to it while it still works. */
    void remove(LocationStore service) {
        Optional<Front> behind;
        synchronized (this) {
            stores.remove(service);
            released.remove(service);
            behind = inUse.departed(service);
            if (behind.isPresent()) {
                LOG.warn("usrloc: {} is gone, which is in use", service);
            }
        }
        behind.ifPresent(front -> front.settle(LONGEST_SETTLE));
        synchronized (this) {
            consider();
        }
    }

    /** Uses none from now on, whichever come and go; writes what is outstanding. */
    void close() {
        Use last;
        synchronized (this) {
            isClosed = true;
            progress.cancel();
            notifyAll();
            awaitWorker();
            last = inUse.end();
        }
        last.updates().awaitEnd(LONGEST_STOP_MILLIS, TimeUnit.MILLISECONDS);
        if (last.isPresent() && last.front() instanceof Front front) {
            front.close(LONGEST_SETTLE);
        }
    }

    private void awaitWorker() {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LONGEST_STOP_MILLIS);
        try {
            while (worker != null && System.nanoTime() - until < 0) {
                wait(100);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Tries at once what has failed and would be tried again later. */
    synchronized void retry() {
        refusal = Optional.empty();
        failed = null;
        consider();
    }

    /** Before something is chosen anew: what was refused so far is not to be told of any more. */
    synchronized void forgetRefusal() {
        refusal = Optional.empty();
    }

    /**
     * Waits until a change of plan that is under way or due has ended.
     *
     * @param told how far it is, about every second
     * @return why it failed
     */
    Optional<Refusal> await(Consumer<String> told) throws InterruptedException {
        while (true) {
            synchronized (this) {
                if (!isChanging()) {
                    return refusal;
                }
                wait(TELL_MILLIS);
                if (!isChanging()) {
                    return refusal;
                }
            }
            String line = progress.line();
            if (!line.isEmpty()) {
                told.accept(line);
            }
        }
    }

    /**
     * Waits until something serves, or the first attempt to load what is to serve has failed.
     *
     * @return whether something serves
     */
    synchronized boolean awaitFirst(Duration atMost) throws InterruptedException {
        long until = System.nanoTime() + atMost.toNanos();
        while (!gate.isPresent() && worker != null && trouble.isEmpty() && System.nanoTime() - until < 0) {
            wait(100);
        }
        return gate.isPresent();
    }

    private boolean isChanging() {
        return !isClosed && (isSwapping && isAsked || isDue());
    }

    // Also while an older database is let go first.
    private boolean isDue() {
        Step next = nextStep();
        return next.kind() == Step.Kind.SWAP && !next.plan().equals(failed)
                || next.kind() == Step.Kind.RELEASE
                        && wanted().filter(this::isAhead).isPresent();
    }

    private boolean isAhead(Plan wanted) {
        return !inUse.isLost(stores) && !wanted.equals(inUse.plan()) && !wanted.equals(failed);
    }

    private Optional<Plan> wanted() {
        return dbMode < 0 ? Optional.empty() : stores.plan(dbMode, named);
    }

    private void consider() {
        notifyAll();
        while (!isClosed && worker == null) {
            Step step = nextStep();
            if (step.kind() == Step.Kind.TAKE) {
                take(step.plan());
            } else {
                if (step.kind() != Step.Kind.NOTHING) {
                    worker = new Thread(new StoreWorker(this, rules, progress), "waypost-usrloc-stores");
                    worker.setDaemon(true);
                    worker.start();
                }
                return;
            }
        }
    }

    private Step nextStep() {
        Optional<Plan> wanted = wanted();
        if (wanted.isEmpty()) {
            return inUse.graceLeft().map(StoreChoice::afterGrace).orElseGet(this::releaseStep);
        }
        if (inUse.isLost(stores)) {
            return takes(wanted.get()) ? Step.of(Step.Kind.TAKE, wanted.get()) : orRetry(Step.Kind.LOAD, wanted.get());
        }
        if (wanted.get().equals(inUse.plan())) {
            return releaseStep();
        }
        return unused().isEmpty() ? orRetry(Step.Kind.SWAP, wanted.get()) : Step.RELEASE;
    }

    private Step orRetry(Step.Kind kind, Plan wanted) {
        long wait = retryAt - System.nanoTime();
        return wait > 0 && wanted.equals(failed)
                ? Step.pause(TimeUnit.NANOSECONDS.toMillis(wait))
                : Step.of(kind, wanted);
    }

    private static Step afterGrace(long nanos) {
        return nanos > 0 ? Step.pause(TimeUnit.NANOSECONDS.toMillis(nanos)) : Step.SUSPEND;
    }

    private Step releaseStep() {
        return unused().isEmpty() ? Step.NOTHING : Step.RELEASE;
    }

    private boolean takes(Plan wanted) {
        return wanted.behind().isEmpty()
                || holdsSomething(wanted.main().service())
                || wanted.mode() != 4 && !rules.settings().database().load();
    }

    private static boolean holdsSomething(LocationStore memory) {
        return memory.tables().stream().anyMatch(table -> memory.contacts(table) > 0);
    }

    private void take(Plan wanted) {
        Use use = rules.use(wanted);
        if (wanted.behind().isPresent() && holdsSomething(wanted.main().service())) {
            // memory is right: only this server restarted, or a part of it
            ((Front) use.front()).compareAll();
        }
        inUse.take(wanted, use);
        settled();
        LOG.info("usrloc: {} is in use", wanted);
    }

    private void settled() {
        failed = null;
        trouble = "";
    }

    /** What the worker has to do next, outside the lock; waits if there is nothing yet. Empty: it ends. */
    synchronized Optional<Step> take() {
        isSwapping = false;
        notifyAll();
        while (true) {
            Step step = isClosed ? Step.NOTHING : nextStep();
            switch (step.kind()) {
                case NOTHING -> {
                    worker = null;
                    return Optional.empty();
                }
                case WAIT -> pause(step.millis());
                case TAKE -> take(step.plan());
                case SUSPEND -> {
                    inUse.suspend();
                    LOG.warn("usrloc: {}", waiting());
                }
                default -> {
                    isSwapping = step.kind() == Step.Kind.SWAP;
                    isAsked = step.plan() == null || !step.plan().equals(failed);
                    return Optional.of(step);
                }
            }
        }
    }

    private void pause(long millis) {
        try {
            wait(millis);
        } catch (InterruptedException e) {
            // nobody interrupts it; it looks again what is to be done
        }
    }

    /** A memory was loaded for that plan; uses it unless something else is wanted by now. */
    synchronized boolean isTaken(Plan loaded) {
        boolean isWanted =
                !isClosed && stores.plan(dbMode, named).filter(loaded::equals).isPresent();
        if (isWanted) {
            inUse.take(loaded, rules.use(loaded));
            settled();
            LOG.info("usrloc: {} is in use", loaded);
        }
        return isWanted;
    }

    /** The change from what is in use to that plan, which serves again if it was suspended. */
    synchronized Swap swap(Plan wanted) {
        inUse.resume();
        LOG.info("usrloc: changing from {} to {}", inUse.plan(), wanted);
        return new Swap(gate, inUse.plan(), wanted, inUse.isBroken(stores), rules, progress);
    }

    /** That plan serves now. */
    synchronized void swapped(Plan plan) {
        inUse.taken(plan);
        settled();
    }

    /** What was to be done has failed. */
    synchronized void fail(Step step, Throwable failure) {
        if (isClosed) {
            return;
        }
        String reason = failure instanceof LocationException ? failure.getMessage() : failure.toString();
        boolean isNew = isAsked || !reason.equals(trouble);
        trouble = reason;
        failed = step.plan();
        boolean isSwap = step.kind() == Step.Kind.SWAP;
        long pause = isSwap && !inUse.isBroken(stores) ? SWAP_RETRY_SECONDS : RETRY_SECONDS;
        retryAt = System.nanoTime() + TimeUnit.SECONDS.toNanos(pause);
        if (isSwap && isAsked) {
            refusal = Optional.of(new Refusal("db_mode", reason));
        }
        if (isNew) {
            Throwable shown = failure instanceof LocationException ? null : failure;
            String instead = isSwap ? inUse.plan() + " stays in use" : "none is in use";
            LOG.warn("usrloc: {} cannot be used, {}, will try again: {}", step.plan(), instead, reason, shown);
        }
    }

    /** The databases that are not used and not to be used: those of a step that failed, and older ones of their names. */
    synchronized List<LocationDatabase> free(Step step) {
        Stream<Plan.Store> tried = step.kind() != Step.Kind.SWAP || inUse.isBroken(stores)
                ? Stream.empty()
                : step.plan().all().filter(Plan.Store::isDatabase).filter(store -> !inUse.uses(store.service()));
        List<Plan.Store> old = unused();
        old.forEach(store -> released.add(store.service()));
        return Stream.concat(tried, old.stream())
                .map(store -> (LocationDatabase) store.service())
                .toList();
    }

    // An older database of its name that no plan uses.
    private List<Plan.Store> unused() {
        return stores.all().stream()
                .filter(Plan.Store::isDatabase)
                .filter(store -> stores.get(store.name()).orElseThrow() != store)
                .filter(store -> !inUse.uses(store.service()))
                .filter(store -> !released.contains(store.service()))
                .toList();
    }

    /** Why nothing is in use. */
    synchronized String state() {
        return trouble.isEmpty() ? progressOrWaiting() : trouble;
    }

    private String progressOrWaiting() {
        String line = progress.line();
        return worker == null || line.isEmpty() ? waiting() : line;
    }

    private String waiting() {
        return "waiting for store " + String.join(" and ", stores.needed(Math.max(dbMode, 0), named)) + " (available: "
                + available() + ")";
    }

    /** The names of the stores there are. */
    synchronized String available() {
        return stores.names().isEmpty() ? "none" : String.join(", ", stores.names());
    }
}
