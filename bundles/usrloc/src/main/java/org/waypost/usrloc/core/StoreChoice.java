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
import org.waypost.usrloc.LocationDatabase;
import org.waypost.usrloc.LocationException;
import org.waypost.usrloc.LocationStore;

/**
 * Which {@link Plan} is in use. Parameters and the coming and going of stores say which one is wanted; what takes time to get there
 * is done by a thread of its own, one thing after the other.
 *
 * <p>A change of plan that fails leaves the old one in use, and is not tried again until something else is wanted. A memory whose
 * service goes serves on for a grace, as an updated bundle brings a new one at once; after that requests fail, but its bindings are
 * kept and handed over to whichever comes. While nothing was ever in use, the wanted stores are waited for.
 */
final class StoreChoice {

    private static final Logger LOG = LoggerFactory.getLogger(StoreChoice.class);

    /** How long a memory that is gone serves on. */
    static final Duration GRACE = Duration.ofSeconds(5);

    private static final long RETRY_MILLIS = 1000;
    private static final long TELL_MILLIS = 1000;
    private static final Duration LONGEST_SETTLE = Duration.ofSeconds(10);
    private static final long LONGEST_STOP_MILLIS = 10_000;

    private final StoreGate gate = new StoreGate(Use.none(this::state));
    private final Progress progress = new Progress();
    private final Stores stores = new Stores();
    private final SwapRules rules;
    private final Duration grace;

    private int dbMode = -1;
    private String named = "";

    /** What is in use, or was when the grace ended; null while nothing ever was. */
    private Plan plan;

    /** What served when the grace ended, to be handed over; null else. */
    private Use suspended;

    /** When the memory in use went (nanoTime), while it is gone. */
    private Optional<Long> departed = Optional.empty();

    /** What could not be put in use. */
    private Plan failed;

    private Optional<Refusal> refusal = Optional.empty();

    /** Why it is not in use yet what is wanted; empty if nobody tried. */
    private String trouble = "";

    private long retryAt;
    private final Set<LocationStore> released = Collections.newSetFromMap(new IdentityHashMap<>());
    private boolean isSwapping;
    private boolean isClosed;
    private Thread worker;

    /** What is to be done next. */
    private record Step(Kind kind, Plan plan, long millis) {

        enum Kind {
            NOTHING,
            /** It serves from now on, without further ado. */
            TAKE,
            LOAD,
            SWAP,
            /** The grace is over. */
            SUSPEND,
            RELEASE,
            WAIT
        }

        static final Step NOTHING = new Step(Kind.NOTHING, null, 0);
        static final Step RELEASE = new Step(Kind.RELEASE, null, 0);
        static final Step SUSPEND = new Step(Kind.SUSPEND, null, 0);

        static Step pause(long millis) {
            return new Step(Kind.WAIT, null, Math.max(1, millis));
        }
    }

    /** @param grace how long a memory that is gone serves on */
    StoreChoice(SwapRules rules, Duration grace) {
        this.rules = rules;
        this.grace = grace;
    }

    /** The store as requests see it. */
    StoreGate gate() {
        return gate;
    }

    /** What is in use. */
    synchronized Optional<Plan> plan() {
        return gate.isPresent() ? Optional.ofNullable(plan) : Optional.empty();
    }

    /** The stores there are, the oldest of a name first. */
    synchronized List<Plan.Store> all() {
        return stores.all();
    }

    /** The store of that name that is in use, else the newest. */
    synchronized Optional<Plan.Store> named(String name) {
        return stores.all().stream()
                .filter(store -> store.name().equals(name) && gate.isPresent() && plan.uses(store.service()))
                .findFirst()
                .or(() -> stores.get(name));
    }

    /** How many AoRs are not in the database yet as they are in memory. */
    long outstanding() {
        Use use = gate.use();
        return use.isPresent() && use.front() instanceof Front front ? front.outstanding() : 0;
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
        if (isChosen || plan == null || stores.plan(mode, store).isPresent()) {
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
        if (plan != null && plan.main().service() == service) {
            departed = Optional.empty();
            if (suspended != null) {
                gate.serve(suspended);
                suspended = null;
            }
        }
        consider();
    }

    /** The service goes; what is outstanding is written to it while it still works. */
    void remove(LocationStore service) {
        Optional<Front> behind = Optional.empty();
        synchronized (this) {
            stores.remove(service);
            released.remove(service);
            if (plan != null && plan.main().service() == service && plan.mode() != 3) {
                departed = Optional.of(System.nanoTime());
            } else if (plan != null && plan.uses(service) && gate.isPresent()) {
                LOG.warn("usrloc: {} is gone, which is in use", plan);
                behind = gate.use().front() instanceof Front front ? Optional.of(front) : Optional.empty();
            }
        }
        behind.ifPresent(front -> front.settle(LONGEST_SETTLE));
        synchronized (this) {
            consider();
        }
    }

    /** Uses none from now on, whichever come and go; writes what is outstanding. */
    void close() {
        Optional<Front> last;
        synchronized (this) {
            isClosed = true;
            progress.cancel();
            notifyAll();
            awaitWorker();
            Use use = suspended == null ? gate.use() : suspended;
            last = use.isPresent() && use.front() instanceof Front front ? Optional.of(front) : Optional.empty();
            gate.serve(Use.none(this::state));
            use.updates().awaitEnd(LONGEST_STOP_MILLIS, TimeUnit.MILLISECONDS);
            plan = null;
            suspended = null;
        }
        last.ifPresent(front -> front.close(LONGEST_SETTLE));
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
        return !isClosed && (isSwapping || nextStep().kind == Step.Kind.SWAP);
    }

    private void consider() {
        notifyAll();
        while (!isClosed && worker == null) {
            Step step = nextStep();
            if (step.kind == Step.Kind.TAKE) {
                take(step.plan);
            } else {
                if (step.kind != Step.Kind.NOTHING) {
                    worker = new Thread(this::work, "waypost-usrloc-stores");
                    worker.setDaemon(true);
                    worker.start();
                }
                return;
            }
        }
    }

    private Step nextStep() {
        Optional<Plan> wanted = dbMode < 0 ? Optional.empty() : stores.plan(dbMode, named);
        if (wanted.isEmpty()) {
            return isServing() && departed.isPresent() ? afterGrace() : releaseStep();
        }
        if (plan == null || isLost()) {
            return takes(wanted.get())
                    ? new Step(Step.Kind.TAKE, wanted.get(), 0)
                    : orRetry(Step.Kind.LOAD, wanted.get());
        }
        if (wanted.get().equals(plan)) {
            return releaseStep();
        }
        if (!isForced() && wanted.get().equals(failed)) {
            return releaseStep();
        }
        return orRetry(Step.Kind.SWAP, wanted.get());
    }

    private Step orRetry(Step.Kind kind, Plan wanted) {
        long wait = retryAt - System.nanoTime();
        return wait > 0 && wanted.equals(failed)
                ? Step.pause(TimeUnit.NANOSECONDS.toMillis(wait))
                : new Step(kind, wanted, 0);
    }

    private Step afterGrace() {
        long left = departed.orElseThrow() + grace.toNanos() - System.nanoTime();
        return left > 0 ? Step.pause(TimeUnit.NANOSECONDS.toMillis(left)) : Step.SUSPEND;
    }

    private Step releaseStep() {
        return unused().isEmpty() ? Step.NOTHING : Step.RELEASE;
    }

    private boolean isServing() {
        return plan != null && suspended == null;
    }

    // The bindings of a database that is gone are there, and nowhere else.
    private boolean isLost() {
        return plan.mode() == 3 && !stores.has(plan.main().service());
    }

    private boolean isForced() {
        return !stores.has(plan.main().service())
                || plan.behind().stream().anyMatch(database -> !stores.has(database.service()));
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
        serve(wanted, use);
        LOG.info("usrloc: {} is in use", wanted);
    }

    private void serve(Plan wanted, Use use) {
        gate.serve(use);
        adopt(wanted);
    }

    private void adopt(Plan wanted) {
        plan = wanted;
        suspended = null;
        departed = Optional.empty();
        failed = null;
        trouble = "";
    }

    private void work() {
        while (true) {
            Step step;
            synchronized (this) {
                step = isClosed ? Step.NOTHING : nextStep();
                switch (step.kind) {
                    case NOTHING -> {
                        worker = null;
                        notifyAll();
                        return;
                    }
                    case WAIT -> pause(step.millis);
                    case TAKE -> take(step.plan);
                    case SUSPEND -> suspend();
                    default -> isSwapping = step.kind == Step.Kind.SWAP;
                }
            }
            try {
                switch (step.kind) {
                    case LOAD -> load(step.plan);
                    case SWAP -> swap(step.plan);
                    case RELEASE -> release();
                    default -> {
                        // done already
                    }
                }
            } catch (Throwable failure) {
                fail(step, failure);
                giveUp(step);
            }
            synchronized (this) {
                isSwapping = false;
                notifyAll();
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

    private void suspend() {
        suspended = gate.use();
        gate.serve(Use.none(this::state));
        LOG.warn("usrloc: {}", waiting());
    }

    private void load(Plan wanted) {
        Loader loader = new Loader(wanted.database(), wanted.main().service(), rules.settings(), rules.now());
        progress.begin("loading from " + wanted.behind().orElseThrow().name(), 0);
        boolean isTaken = false;
        try {
            loader.load(rules.tables(), line -> {
                progress.begin("loading from " + wanted.behind().orElseThrow().name() + ": " + line, 0);
                LOG.info(
                        "usrloc: loading from {}: {}",
                        wanted.behind().orElseThrow().name(),
                        line);
            });
            synchronized (this) {
                if (!isClosed
                        && stores.plan(dbMode, named).filter(wanted::equals).isPresent()) {
                    serve(wanted, rules.use(wanted));
                    isTaken = true;
                    LOG.info(
                            "usrloc: {} is in use, {} AoRs with {} contacts were loaded",
                            wanted,
                            loader.records(),
                            loader.contacts());
                }
            }
        } finally {
            if (!isTaken) {
                // half of it must not be taken for all there is
                Swap.empty(wanted.main());
            }
        }
    }

    private void swap(Plan wanted) {
        Plan old;
        boolean isForced;
        synchronized (this) {
            old = plan;
            isForced = isForced();
            if (suspended != null) {
                gate.serve(suspended);
                suspended = null;
            }
        }
        LOG.info("usrloc: changing from {} to {}", old, wanted);
        new Swap(gate, old, wanted, isForced, rules, progress).run(() -> {
            synchronized (this) {
                adopt(wanted);
            }
        });
    }

    private synchronized void fail(Step step, Throwable failure) {
        if (isClosed) {
            return;
        }
        String reason = failure instanceof LocationException ? failure.getMessage() : failure.toString();
        boolean isNew = !reason.equals(trouble);
        trouble = reason;
        failed = step.plan;
        retryAt = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(RETRY_MILLIS);
        Throwable shown = failure instanceof LocationException ? null : failure;
        if (step.kind == Step.Kind.SWAP) {
            refusal = Optional.of(new Refusal("db_mode", reason));
            if (isNew) {
                LOG.warn("usrloc: no change to {}, {} stays in use: {}", step.plan, plan, reason, shown);
            }
        } else if (isNew) {
            LOG.warn("usrloc: {} cannot be used yet, will try again each second: {}", step.plan, reason, shown);
        }
    }

    // Of a plan that was not taken: what it needs and nobody uses.
    private void giveUp(Step step) {
        List<Plan.Store> free;
        synchronized (this) {
            free = step.kind != Step.Kind.SWAP || isForced()
                    ? List.of()
                    : Stream.concat(Stream.of(step.plan.main()), step.plan.behind().stream())
                            .filter(Plan.Store::isDatabase)
                            .filter(store -> !plan.uses(store.service()))
                            .toList();
        }
        free.forEach(store -> ((LocationDatabase) store.service()).release());
    }

    private void release() {
        List<Plan.Store> free;
        synchronized (this) {
            free = unused();
            free.forEach(store -> released.add(store.service()));
        }
        free.forEach(store -> ((LocationDatabase) store.service()).release());
    }

    // An older database of its name that no plan uses.
    private List<Plan.Store> unused() {
        return stores.all().stream()
                .filter(Plan.Store::isDatabase)
                .filter(store -> stores.get(store.name()).orElseThrow() != store)
                .filter(store -> plan == null || !plan.uses(store.service()))
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
