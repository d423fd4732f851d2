package org.waypost.usrloc.core;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.waypost.usrloc.LocationStore;

/**
 * The plan that serves requests, through the {@link StoreGate}. If the service of its memory goes it serves on for a grace; after that
 * it is suspended, but not forgotten, since its bindings are to be handed over. Guarded by its {@link StoreChoice}.
 */
final class PlanInUse {

    private final StoreGate gate;
    private final Supplier<String> state;
    private final Duration grace;

    /** Null while nothing ever was in use. */
    private Plan plan;

    /** What served when the grace ended; null else. */
    private Use suspended;

    /** When the memory went (nanoTime), while it is gone. */
    private Optional<Long> departed = Optional.empty();

    /** @param state why nothing is in use */
    PlanInUse(StoreGate gate, Supplier<String> state, Duration grace) {
        this.gate = gate;
        this.state = state;
        this.grace = grace;
    }

    /** The plan, suspended or not; null if there never was one. */
    Plan plan() {
        return plan;
    }

    boolean uses(LocationStore service) {
        return plan != null && plan.uses(service);
    }

    /** That plan serves from now on. */
    void take(Plan taken, Use use) {
        gate.serve(use);
        taken(taken);
    }

    /** That plan serves already. */
    void taken(Plan taken) {
        plan = taken;
        suspended = null;
        departed = Optional.empty();
    }

    /** A service has come: if it is that of the memory again, nothing has happened. */
    void arrived(LocationStore service) {
        if (plan != null && plan.main().service() == service) {
            departed = Optional.empty();
            resume();
        }
    }

    /** A service has gone. Returns the front that needs it to write to, if there is one. */
    Optional<Front> departed(LocationStore service) {
        if (!uses(service)) {
            return Optional.empty();
        }
        if (plan.main().service() == service && plan.mode() != 3) {
            departed = Optional.of(System.nanoTime());
            return Optional.empty();
        }
        return gate.isPresent() && gate.use().front() instanceof Front front ? Optional.of(front) : Optional.empty();
    }

    /** Nanoseconds for which a memory that is gone still serves; empty if it is not gone, or suspended already. */
    Optional<Long> graceLeft() {
        return suspended != null
                ? Optional.empty()
                : departed.map(since -> since + grace.toNanos() - System.nanoTime());
    }

    /** Serves nothing until it is resumed. */
    void suspend() {
        suspended = gate.use();
        gate.serve(Use.none(state));
    }

    /** Serves again if it is suspended. */
    void resume() {
        if (suspended != null) {
            gate.serve(suspended);
            suspended = null;
        }
    }

    /** Whether a service of it is gone, so that another plan is better even if it does not work now. */
    boolean isBroken(Stores stores) {
        return !stores.has(plan.main().service())
                || plan.behind().stream().anyMatch(database -> !stores.has(database.service()));
    }

    /** Whether there is nothing to hand over: the bindings of a database that is gone are there, and nowhere else. */
    boolean isLost(Stores stores) {
        return plan == null || plan.mode() == 3 && !stores.has(plan.main().service());
    }

    /** Serves nothing any more. Returns what did, to be closed. */
    Use end() {
        Use last = suspended == null ? gate.use() : suspended;
        gate.serve(Use.none(state));
        plan = null;
        suspended = null;
        return last;
    }
}
